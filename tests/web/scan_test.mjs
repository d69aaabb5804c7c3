// scan_test.mjs: what a device reads and believes by itself, against the vectors that the server is held to.
import { webcrypto } from "node:crypto";
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

globalThis.crypto ??= webcrypto; // Node 18 of Debian 12 keeps it to itself

const root_folder = new URL("../../", import.meta.url).pathname, web = path.join(root_folder, "templates/web");
const { build } = createRequire(path.join(web, "build.mjs"))("esbuild");
const made = await build({
	stdin: { contents: `export * from "./scan/bundle"; export * from "./scan/note"; export * from "./scan/reading"; export * from "./scan/typed_code";`, resolveDir: web, loader: "ts" },
	bundle: true, write: false, format: "esm", target: "es2022",
});
const folder = mkdtempSync(path.join(os.tmpdir(), "passnum-scan."));
writeFileSync(path.join(folder, "made.mjs"), made.outputFiles[0].contents);
const load = () => import(`${pathToFileURL(path.join(folder, "made.mjs"))}?${Math.random()}`);
const { bundle_read, code_format, code_parse, read, token_judge } = await load();

const text = readFileSync(path.join(root_folder, "docs/bundle.md"), "utf-8");
const vector = new Uint8Array(Buffer.from(/```base64\n([^`]+)```/.exec(text)[1], "base64"));
const root = /The root is `([^`]+)`/.exec(text)[1];
const trust = { root, version: 7, centre: "12", today: "2026-11-22", now: "2026-11-22T12:00:00Z" };

const tests = [];
const test = (name, run) => tests.push([name, run]);
function same(have, want, said) {
	if (JSON.stringify(have) !== JSON.stringify(want))
		throw new Error(`${said} is ${JSON.stringify(have)}, should be ${JSON.stringify(want)}`);
}
const why_not = (bytes, with_trust = {}) => bundle_read(bytes, { ...trust, ...with_trust }).then(() => "believed", (failure) => failure.message);

test("the bundle of the description is believed, and says what it says", async () => {
	const bundle = await bundle_read(vector, trust);
	same([bundle.made, bundle.until, bundle.version, bundle.issuer], ["2026-11-22T10:12:00Z", "2026-11-29T10:12:00Z", 7, 1], "its head");
	same([...bundle.rules[0].live], [[5, 3], [6, 0], [0x8123456789ab, 512], [0xffffffffffff, 16]], "live passes");
	same([[...bundle.rules[0].blocked.keys()], [...bundle.rules[0].replaced.keys()]], [[7], []], "blocked and replaced ones");
	const token = (of) => ({ issuer: 1, key: 0, pass: "000000000005", number: 3, total: 10, last_day: "2026-12-31", cents: 1000, kind: 0, is_specimen: false, ...of });
	const judged = (of, kind = 0, day = "2026-11-22") => token_judge(bundle, token(of), kind, day);
	same([judged({}), judged({ number: 1 }), judged({ pass: "000000000007" }), judged({ pass: "0000000000aa" })], ["", "already_used", "blocked", "unseen"], "passes");
	same([judged({ number: 2 }), judged({ pass: "8123456789ab", number: 9 }), judged({ pass: "8123456789ab", number: 10 })], ["already_used", "", "already_used"], "vouchers");
	same([judged({ is_specimen: true }), judged({ key: 9 }), judged({ key: 9 }, 0, "2027-01-01")], ["specimen", "wrong_territory", "expired"], "keys");
	same([judged({}, 2), judged({}, 4), judged({ kind: 1 }, 2)], ["", "kind_not_allowed", "kind_not_allowed"], "kinds");
	same([judged({}, 0, "2027-01-30"), judged({}, 0, "2027-01-31"), judged({}, 0, "2025-12-31")], ["", "expired", "not_yet_valid"], "days");
});

test("a bundle with any byte changed, cut short or prolonged is not believed", async () => {
	for (let i = 0; i < vector.length; i += 7) {
		const bent = vector.slice();
		bent[i] ^= 1;
		same(await why_not(bent) === "believed", false, `with byte ${i} changed`);
		same(await why_not(vector.slice(0, i)) === "believed", false, `cut at ${i}`);
	}
	same(await why_not(new Uint8Array([...vector, 0])) === "believed", false, "prolonged");
});

test("neither another root, an older key list, an old one, nor another centre's is believed", async () => {
	same(await why_not(vector, { version: 8 }), "rolled_back", "of an older version");
	same(await why_not(vector, { today: "2027-02-21" }), "key_list_expired", "of an old list");
	same(await why_not(vector, { centre: "13" }), "other_centre", "of another centre");
	same(await why_not(vector, { root: root.replace("AYqI4910", "AYqI4911") }), "not_signed_by_root", "of another root");
});

test("without Ed25519 of the browser's own the one in JavaScript says the same", async () => {
	const native = crypto.subtle.importKey;
	let asked = 0;
	crypto.subtle.importKey = () => {
		asked++;
		throw new DOMException("no such algorithm", "NotSupportedError");
	};
	try {
		const other = await load();
		same((await other.bundle_read(vector, trust)).version, 7, "the version");
		same(await other.bundle_read(vector, { ...trust, root: root.replace("AYqI4910", "AYqI4911") }).then(() => "believed", ({ message }) => message), "not_signed_by_root", "another root");
		same(asked, 1, "how often the browser was asked");
	} finally {
		crypto.subtle.importKey = native;
	}
});

test("a token is read as it is, from an address, on AZERTY and with Caps Lock; damaged ones are none", async () => {
	const digits = "00281479271752517291432905704724516530219608722091712889548458210340125419527036536467128667736220424532222306213252699563138693485109633306760663199523538886367269708754343877769918193480672402959";
	const on = (keys) => [...`https://pass-1.example/${digits}`].map((c) => ({ "/": "!", ":": "M" })[c] ?? (/\d/.test(c) ? keys[c] : c)).join("");
	const wanted = ["token", digits, "0123456789ab", 1, 10, "2026-12-31", 1000];
	for (const said of [digits, `HTTPS://PASS.EXAMPLE/${digits}\r\n`, on("à&é\"'(-è_ç"), on("À&É\"'(-È_Ç"), on("à&é\"'(§è!ç"), on("0123456789").toUpperCase()]) {
		const { what, text, token } = read(said);
		same([what, text, token?.pass, token?.number, token?.total, token?.last_day, token?.cents], wanted, said.slice(0, 30));
	}
	for (const said of ["", digits.slice(1), `${digits}1`, `9${digits.slice(1)}`, digits.replace(/^.{17}/, "9".repeat(17)), "https://example/"])
		same(read(said).what, "nothing", said.slice(0, 30));
});

test("a typed code forgives one symbol by asking, and never more", async () => {
	const good = "MJP81FCH8GVY";
	same([read("mjp8 1fch-8gvy").what, read("MJP8-1FCH-8GVY").text, read("MJP8-LFCH-8GVY").text], ["code", "MJP8-1FCH-8GVY", "MJP8-1FCH-8GVY"], "the code");
	const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	for (let at = 0; at < 12; at++)
		for (const symbol of symbols) {
			const bent = good.slice(0, at) + symbol + good.slice(at + 1), found = code_parse(bent);
			same([code_format(found.values).replaceAll("-", ""), found.is_exact], [good, symbol === good[at]], bent);
		}
	same([read("MJP8-1FCH-8GV").what, read("MJP8-1FCH-8GVU").what, read("MJP81FCH8GVYY").what], ["nothing", "nothing", "nothing"], "what is none");
});

console.log(`1..${tests.length}`);
for (const [i, [name, run]] of tests.entries())
	try {
		await run();
		console.log(`ok ${i + 1} - ${name}`);
	} catch (failure) {
		console.log(`${String(failure.stack).split("\n").map((line) => `# ${line}`).join("\n")}\nnot ok ${i + 1} - ${name}`);
		process.exitCode = 1;
	}
rmSync(folder, { recursive: true });
