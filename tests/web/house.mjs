// What the journeys share: the real server with the demonstration, a real browser, and a word when anything on
// the way is wrong: an error of a script, a refusal of the policy, a request to elsewhere, a finding of axe.
// `--prism OPENAPI.json` holds each call and answer to the description. WEB_ONLY=WORDS runs the tests whose name has them.
// WEB_SHOW=DIR keeps screenshots of what `look()` sees, at three widths.
import { webcrypto } from "node:crypto";
import { spawn, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { look, spent } from "./look.mjs";
import { Known, leave } from "./looked.mjs";
import { Passed, look_at_passed } from "./passed.mjs";
import { Prism } from "./prism.mjs";

globalThis.crypto ??= webcrypto; // Node 18 of Debian 12 keeps it to itself

const [program, ...flags] = process.argv.slice(2);
const show = process.env.WEB_SHOW;

export const flag = (name) => flags.includes(name);

const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PASSNUM_")));

/** The demonstration beside the program, made once a day for each build of it: every journey has a copy. */
function demonstration() {
	const { size, mtimeMs } = statSync(program), folder = path.dirname(path.resolve(program));
	const name = `web-demo-${new Date().toISOString().slice(0, 10)}-${size}-${Math.round(mtimeMs)}`, kept = path.join(folder, name);
	if (existsSync(kept))
		return kept;
	const made = mkdtempSync(path.join(folder, "web-demo."));
	execFileSync(program, ["demo", "--data", made], { env: environment, timeout: 120_000, stdio: ["ignore", "ignore", "pipe"] });
	try {
		renameSync(made, kept);
	} catch (failure) { // another journey was faster
		rmSync(made, { recursive: true });
		if (!existsSync(kept))
			throw failure;
	}
	for (const old of readdirSync(folder))
		if (old.startsWith("web-demo-") && old !== name)
			rmSync(path.join(folder, old), { recursive: true, force: true });
	return kept;
}

/** The demonstration, served. */
export class House {
	constructor() {
		this.folder = mkdtempSync(path.join(os.tmpdir(), "passnum-web."));
		this.environment = environment;
		this.sessions = new Map(); // cookies, by login
		this.prism = flag("--prism") ? new Prism(flags[flags.indexOf("--prism") + 1], this.folder) : null;
		cpSync(demonstration(), this.folder, { recursive: true });
		this.demo = JSON.parse(readFileSync(path.join(this.folder, "accounts.json"), "utf-8"));
	}
	/** Another command on the same books; what it prints. */
	run(...words) {
		return execFileSync(program, [...words, "--data", this.folder], { env: this.environment, encoding: "utf-8", timeout: 120_000, stdio: ["ignore", "pipe", "pipe"] });
	}
	/** Where the program itself answers. */
	async #serve(listen, options) {
		const log = openSync(path.join(this.folder, "log"), "a");
		this.process = spawn(program, ["serve", "--data", this.folder, "--listen", listen, ...options], { env: this.environment, stdio: ["ignore", "pipe", log] });
		this.ended = new Promise((resolve) => this.process.once("exit", resolve));
		this.own_address = await new Promise((resolve, reject) => {
			this.process.stdout.once("data", (line) => resolve(String(line).trim().split("\n")[0].replace(/\/$/, "")));
			this.process.once("exit", () => reject(new Error(this.log())));
		});
	}
	async start(listen = "127.0.0.1:0", ...options) {
		await this.#serve(listen, options);
		this.address = this.prism ? await this.prism.before(this.own_address) : this.own_address;
	}
	/** Without any warning, as by a power cut. */
	async kill() {
		this.process.kill("SIGKILL");
		await this.ended;
	}
	/** Again where it was. */
	async rise() {
		await this.#serve(new URL(this.own_address).host, []);
	}
	log() {
		return readFileSync(path.join(this.folder, "log"), "utf-8");
	}
	async stop() {
		this.process.kill("SIGTERM");
		const code = await this.ended;
		const said = this.log();
		if (code !== 0 || /Sanitizer|runtime error/.test(said))
			throw new Error(`the server did not end well (${code}): ${said.slice(-2000)}`);
	}
	async close() {
		await this.stop();
		this.prism?.close();
		rmSync(this.folder, { recursive: true, force: true });
	}
	account(role) {
		return this.demo.accounts.find((each) => each.role === role);
	}
	/** The cookie of an earlier login, while it opens. */
	async session_of({ login }) {
		const cookie = this.sessions.get(login);
		const asked = cookie && (await fetch(`${this.address}/api/v1/session`, { headers: { Cookie: `${cookie.name}=${cookie.value}` } }));
		return asked?.ok ? cookie : null;
	}
	/** A new account, which no other test uses. */
	async fresh_account(role = "auditor") {
		const login = `essai.${Math.random().toString(36).slice(2, 8)}`;
		const { status, body } = await this.call("operator", "POST", "/accounts", { login, role });
		same(status, 201, "new account");
		return { login, role, password: body.password };
	}
	/** A call to the API beside the browser, as a role. */
	async call(role, method, where, body, headers = {}) {
		const answer = await fetch(`${this.address}/api/v1${where}`, {
			method, headers: { Authorization: `Bearer ${this.account(role).token}`, "Idempotency-Key": crypto.randomUUID(), ...(body ? { "Content-Type": "application/json" } : {}), ...headers },
			body: body && JSON.stringify(body),
		});
		const type = answer.headers.get("Content-Type") ?? "";
		return { status: answer.status, body: /json/.test(type) ? await answer.json() : Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
	}
}

const launch = (args) => chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", ...args] });
let shared = null;
const passed = new Passed(), known = new Known(program);

/** One person with a browser: nothing is shared with other people but the program. `takes_along`: the pages are
 * kept for work without network, which costs as much as everything else that a short journey does. */
export class Person {
	static async come(house, options = {}) {
		const person = new Person();
		person.house = house;
		person.own_browser = options.args ? await launch(options.args) : null;
		person.browser = person.own_browser ?? (shared ??= await launch([]));
		person.context = await person.browser.newContext({ baseURL: house.address, locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 1280, height: 800 },
			serviceWorkers: options.takes_along ? "allow" : "block", ...options.context });
		await passed.watch(person.context);
		person.complaints = [];
		person.allowed = []; // patterns of complaints that a journey expects
		person.context.on("page", (page) => person.listen(page));
		person.page = await person.context.newPage();
		person.page.setDefaultTimeout(20_000);
		return person;
	}
	listen(page) {
		page.on("pageerror", (error) => this.complaints.push(`script: ${error.message}`));
		page.on("console", (said) => said.type() === "error" && this.complaints.push(`console: ${said.text()}`));
		page.on("request", (request) => {
			if (!request.url().startsWith(this.house.address) && !/^(blob|data|chrome|chrome-extension|about):/.test(request.url()))
				this.complaints.push(`request to elsewhere: ${request.url()}`);
		});
	}
	/** What the page said that it should not have. */
	grievances() {
		const found = this.complaints.filter((each) => !this.allowed.some((pattern) => pattern.test(each)));
		this.complaints = [];
		return found;
	}
	/** By the page. Who comes as a role of the demonstration, and was there before, has the cookie still. */
	async log_in(role, account) {
		this.allow(/401/); // who is there? nobody: asked once, before the login
		const usual = account ? null : this.house.account(role);
		const cookie = usual && (await this.house.session_of(usual));
		if (cookie) {
			await this.context.addCookies([cookie]);
			await this.page.goto("/app");
		} else {
			await this.type_login(usual ?? account);
			if (usual)
				this.house.sessions.set(usual.login, (await this.context.cookies()).find(({ name }) => name === "passnum"));
		}
		await this.page.getByRole("heading", { level: 1 }).waitFor();
	}
	async type_login(account) {
		await this.page.goto("/app/connexion");
		await this.page.getByLabel("Identifiant").fill(account.login);
		await this.page.getByLabel("Mot de passe").fill(account.password);
		await this.page.getByRole("button", { name: "Se connecter" }).click();
		await this.page.waitForURL((url) => !url.pathname.endsWith("/connexion"));
	}
	allow(pattern) {
		this.allowed.push(pattern);
	}
	/** axe, and that nothing is wider than the screen; a picture where they are asked for. All states that are
	 * passed are looked at in the end: this is for pictures, and to see at once where a page was wrong. */
	async look(name) {
		await look(this.page, name, known);
	}
	async leave() {
		for (const each of [...this.context.pages(), this.context]) // answers that are still changed for somebody who is gone
			await each.unrouteAll({ behavior: "ignoreErrors" }).catch(() => {});
		await this.context.close();
		await this.own_browser?.close();
	}
}

// ---- TAP ----

const tests = [];
export const test = (name, run) => name.includes(process.env.WEB_ONLY ?? "") && tests.push({ name, run });
export function must(truth, said) {
	if (!truth)
		throw new Error(said);
}
export function same(have, want, said = "") {
	if (JSON.stringify(have) !== JSON.stringify(want))
		throw new Error(`${said} is ${JSON.stringify(have)}, should be ${JSON.stringify(want)}`);
}

const told = (failure) => String(failure.stack ?? failure).split("\n").slice(0, 24).join("\n# ");

/** One journey, by people of its own; what went wrong, or null. */
async function once(house, run, picture) {
	const people = [];
	const come = async (options) => {
		const person = await Person.come(house, options);
		people.push(person);
		return person;
	};
	let failure = null;
	try {
		await run({ house, come });
		const found = people.flatMap((person) => person.grievances());
		if (found.length)
			failure = new Error(found.join("\n"));
	} catch (thrown) {
		failure = thrown;
		if (show && people[0])
			await people[0].page.screenshot({ path: path.join(show, `${picture}.png`), fullPage: true }).catch(() => {});
	}
	for (const person of people)
		await person.leave().catch(() => {});
	const broken = house.prism?.found() ?? [];
	return broken.length ? Object.assign(new Error(broken.join("\n")), { final: true }) : failure;
}

/** Run all tests of a file, one after the other, in one house; each gets `{ house, come }`. */
export async function run_all(before = async () => {}) {
	let from = Date.now();
	const seconds = () => `# ${((Date.now() - from) / 1000).toFixed(1)} s`;
	const house = new House();
	await house.start();
	await before(house);
	console.log(`1..${tests.length + 1}\n${seconds()} to begin`);
	let failed = 0;
	for (const [i, { name, run }] of tests.entries()) {
		from = Date.now();
		let failure = await once(house, run, `failed-${i + 1}`);
		if (failure && !failure.final) { // a page that a busy machine draws late: it may try again, and that is said
			console.log(`# a second try: ${told(failure)}`);
			failure = await once(house, run, `failed-${i + 1}-again`);
		}
		if (failure)
			console.log(`# ${told(failure)}`);
		failed += failure ? 1 : 0;
		console.log(`${seconds()}\n${failure ? "not " : ""}ok ${i + 1} - ${name}`);
	}
	from = Date.now();
	const { looked, found } = await look_at_passed(passed, (shared ??= await launch([])), house.address, known);
	for (const each of found)
		console.log(`# ${each}`);
	failed += found.length ? 1 : 0;
	console.log(`${seconds()} for ${looked} of ${passed.states.size} states; the others were looked at before\n${found.length ? "not " : ""}ok ${tests.length + 1} - axe finds nothing in any state that was passed`);
	await shared?.close();
	if (spent.looks)
		console.log(`# ${spent.looks} looks, ${(spent.ms / 1000).toFixed(1)} s`);
	if (house.prism)
		console.log(`# ${house.prism.judged} calls through prism`);
	await house.close();
	leave(program, path.basename(process.argv[1], "_test.mjs"), failed || process.env.WEB_ONLY ? null : passed.words);
	process.exitCode = failed ? 1 : 0;
}
