// exports_test.mjs PASSNUM: files of what is owed and of the figures: asked for, left and found again, opened; what
// is refused, fails, or is thrown away; and the line under the head of every page while one is made.
import { inflateRawSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { must, run_all, same, test } from "./house.mjs";

const owed = async (house) => (await house.call("funder", "GET", `/programmes/${house.demo.programmes[0].id}/breakdown?by=month`)).body.whole;
const mine = async (house, role = "funder") => (await house.call(role, "GET", "/exports")).body.items;

async function clear(house, role = "funder") {
	for (const { id } of await mine(house, role))
		await house.call(role, "DELETE", `/exports/${id}`);
}

async function comes(come, role = "funder") {
	const person = await come();
	await person.log_in(role);
	return person;
}

/** Exports that the server shows to be under way, as long as it is wanted. */
async function slow(person, is_over, is_cut = () => false) {
	let done = 0;
	await person.page.route(/\/api\/v1\/exports\?/, async (route) => {
		try {
			if (is_cut())
				throw new Error("no network");
			const answer = await route.fetch();
			const { etag: _, ...headers } = answer.headers(); // it is not of what is shown
			const body = await answer.json();
			done = Math.min(done + 150, 900);
			if (!is_over() && body.items.length)
				body.items[0] = { ...body.items[0], state: "running", total: 1000, done, ended_at: null, file: null, size: null };
			await route.fulfill({ response: answer, headers, json: body });
		} catch {
			await route.abort().catch(() => {}); // the network was cut, or the page is gone
		}
	});
}

const ask = (person) => person.page.getByRole("button", { name: "Préparer ce fichier" });
const download = async (person, name) => {
	const [file] = await Promise.all([person.page.waitForEvent("download"), person.page.getByRole("link", { name }).first().click()]);
	return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
};

/** Texts of a file in a ZIP whose sizes follow it: found by the list at its end. */
function unzipped(bytes, wanted) {
	for (let at = bytes.readUInt32LE(bytes.length - 6); bytes.readUInt32LE(at) === 0x02014b50;) {
		const size = bytes.readUInt16LE(at + 28), name = bytes.toString("utf-8", at + 46, at + 46 + size), from = bytes.readUInt32LE(at + 42);
		if (name === wanted)
			return inflateRawSync(bytes.subarray(from + 30 + size, from + 30 + size + bytes.readUInt32LE(at + 20))).toString("utf-8");
		at += 46 + size;
	}
	throw new Error(`no ${wanted}`);
}

test("from the figures to a file: asked for by keyboard, refused in words, made, opened, and its sums are what is owed", async ({ house, come }) => {
	await clear(house);
	const fred = await comes(come);
	await fred.page.goto(`/app/dispositif/${house.demo.programmes[0].id}?du=2020-01-01`);
	await fred.page.getByRole("link", { name: "Préparer un export" }).click();
	await fred.page.getByText("Vous n’avez pas d’export pour l’instant.").waitFor();
	same(await fred.page.getByLabel("Du", { exact: true }).inputValue(), "2020-01-01", "the period of the figures");
	await fred.page.getByLabel("Au", { exact: true }).fill("2019-12-31");
	await fred.page.keyboard.press("Enter");
	await fred.page.locator(".field-error").getByText("La période finit avant de commencer.").waitFor();
	await fred.page.locator("input:focus").waitFor();
	same(await fred.page.getByLabel("Du", { exact: true }).inputValue(), "2020-01-01", "what was typed");
	await fred.look("exports-refused");
	await fred.page.getByLabel("Au", { exact: true }).fill("");
	await fred.page.keyboard.press("Enter");
	await fred.page.getByRole("heading", { name: "Utilisations, Excel" }).waitFor();
	const workbook = await download(fred, "Télécharger Utilisations, Excel");
	await fred.page.getByText(/du 1er janvier 2020 au/).waitFor();
	must(/^utilisations-\d+-\d{4}-\d\d-\d\d\.xlsx$/.test(workbook.name), workbook.name);
	const sheet = unzipped(workbook.bytes, "xl/worksheets/sheet1.xml");
	const want = await owed(house);
	const euros = [...sheet.matchAll(/<c r="L\d+" s="2"><v>([^<]*)<\/v>/g)].map(([, value]) => Math.round(Number(value) * 100));
	same(euros.reduce((sum, each) => sum + each, 0), want.cents, "the sum of the workbook");
	must(!sheet.includes("<f>"), "a formula");
	await fred.page.getByRole("status").getByText("L’export est prêt : Utilisations, Excel.").waitFor({ state: "attached" });
	// The same as text, by keyboard alone.
	await fred.page.getByRole("radio", { name: /^Excel/ }).focus();
	await fred.page.keyboard.press("ArrowDown");
	await ask(fred).focus();
	await fred.page.keyboard.press("Enter");
	await fred.page.getByRole("heading", { name: "Utilisations, CSV pour Excel français" }).waitFor();
	const text = (await download(fred, "Télécharger Utilisations, CSV pour Excel français")).bytes.toString("utf-8");
	const lines = text.trim().split("\r\n").slice(1);
	same(lines.filter((line) => line.includes(";due;")).length, want.vouchers, "lines that stand");
	// All figures: only forms that hold several tables are offered.
	await fred.page.getByText("Tous les chiffres").click();
	same(await fred.page.getByRole("radio", { name: /^CSV/ }).count(), 0, "forms of a single table");
	await fred.page.getByRole("radio", { name: /^JSON/ }).check();
	await ask(fred).click();
	await fred.page.getByRole("heading", { name: "Tous les chiffres, JSON" }).waitFor();
	const figures = JSON.parse((await download(fred, "Télécharger Tous les chiffres, JSON")).bytes.toString("utf-8"));
	same(figures.breakdowns.month.whole.cents, want.cents, "the figures");
	must(figures.figures.hidden_below === 5, "small numbers are not hidden");
	await fred.look("exports-ready");
});

test("one is left and found again; every page says how far it is and that it is ready; the network goes and comes", async ({ house, come }) => {
	await clear(house);
	const fred = await comes(come);
	let is_over = false, is_cut = false;
	await slow(fred, () => is_over, () => is_cut);
	await fred.page.goto("/app/exports");
	await ask(fred).click();
	await fred.page.getByRole("progressbar", { name: "Avancement : Utilisations, Excel" }).waitFor();
	await fred.page.getByText(/^\d+ lignes écrites sur 1\s000$/).waitFor();
	await fred.page.getByText("la préparation continue").waitFor();
	await fred.page.getByText(/depuis l’ouverture, jusqu’au/).waitFor();
	await fred.look("exports-running");
	is_cut = true;
	fred.allow(/ERR_FAILED/);
	await fred.page.getByText("Le serveur ne répond pas. La page regarde de nouveau toute seule").waitFor();
	is_cut = false;
	await fred.page.getByText("Le serveur ne répond pas. La page regarde").waitFor({ state: "detached" });
	// Left for another page: a quiet line, which leads back.
	await fred.page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "Dispositifs" }).click();
	const line = fred.page.getByRole("navigation", { name: "Travaux en cours" });
	await line.getByRole("link", { name: /^Export en cours : \d+\s%$/ }).waitFor();
	await fred.look("underway");
	is_over = true;
	await line.getByRole("link", { name: "L’export est prêt" }).waitFor();
	await fred.page.getByRole("status").getByText("L’export est prêt").waitFor({ state: "attached" });
	await line.getByRole("link").click();
	await fred.page.getByRole("link", { name: "Télécharger Utilisations, Excel" }).waitFor();
	await fred.page.unroute(/\/api\/v1\/exports\?/);
	// The server is killed and begins anew; another device finds it.
	await house.kill();
	await house.rise();
	const other = await comes(come);
	await other.page.goto("/app/exports");
	await other.page.getByRole("link", { name: "Télécharger Utilisations, Excel" }).waitFor();
	// Thrown away, after a question that can be answered with no.
	await other.page.getByRole("button", { name: "Jeter… Utilisations, Excel" }).click();
	await other.look("exports-throw");
	await other.page.keyboard.press("Escape");
	await other.page.getByRole("dialog").waitFor({ state: "detached" });
	await other.page.getByRole("button", { name: "Jeter… Utilisations, Excel" }).click();
	await other.page.getByRole("button", { name: "Jeter", exact: true }).click();
	await other.page.getByText("Vous n’avez pas d’export pour l’instant.").waitFor();
	same(await mine(house), [], "what is kept");
});

test("one that failed says why and is begun again; a fourth is refused, and what was chosen stays", async ({ house, come }) => {
	await clear(house, "auditor");
	const nora = await comes(come, "auditor");
	const { body: export_ } = await house.call("auditor", "POST", "/exports", { programme: house.demo.programmes[0].id, what: "redemptions", as: "csv", from: "2026-01-01" });
	let failed = true;
	await nora.page.route(/\/api\/v1\/exports\?/, async (route) => {
		const answer = await route.fetch();
		const { etag: _, ...headers } = answer.headers();
		const body = await answer.json();
		for (const each of body.items)
			if (failed && each.id === export_.id)
				Object.assign(each, { state: "failed", error: "asker_disabled", detail: "Le compte qui a demandé ce travail a été fermé.", file: null, size: null });
		await route.fulfill({ response: answer, headers, json: body });
	});
	await nora.page.goto("/app/exports");
	await nora.page.getByText("Le fichier n’a pas pu être fait. Le compte qui a demandé ce travail a été fermé.").waitFor();
	await nora.look("exports-failed");
	await nora.page.getByRole("button", { name: "Recommencer Utilisations, CSV" }).click();
	await nora.page.getByText("Le fichier n’a pas pu être fait.").waitFor({ state: "detached" });
	await nora.page.getByRole("link", { name: "Télécharger Utilisations, CSV" }).waitFor();
	const [again] = await mine(house, "auditor");
	must(again.id !== export_.id && again.from === "2026-01-01", "the same was asked for again");
	await nora.page.route(/\/api\/v1\/exports$/, (route) => route.fulfill({ status: 409, contentType: "application/problem+json", json: { status: 409, code: "too_many_exports", detail: "Vous avez déjà trois exports en préparation." } }));
	nora.allow(/409/);
	await nora.page.getByLabel("Du", { exact: true }).fill("2026-02-01");
	await ask(nora).click();
	await nora.page.getByRole("alert").getByText("Vous avez déjà trois exports en préparation.").waitFor();
	same(await nora.page.getByLabel("Du", { exact: true }).inputValue(), "2026-02-01", "what was typed");
});

await run_all();
