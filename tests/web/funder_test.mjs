// funder_test.mjs PASSNUM: what do I owe, to whom, and was it useful?
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { must, run_all, same, test } from "./house.mjs";

const wrong = /status of 401/;
const digits = (text) => Number(text.replace(/[^\d,-]/g, "").replace(",", "."));

async function funder(come) {
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in("funder");
	return ada;
}

/** A value of a table, by the name of its row. */
const cell = (page, table, name, column) =>
	page.getByRole("table", { name: table }).getByRole("row").filter({ has: page.getByRole("rowheader", { name: new RegExp(`^${name}`) }) }).first().locator(`[data-title="${column}"]`).innerText();

test("programmes are listed with their state in words, their days and their money", async ({ house, come }) => {
	const ada = await funder(come);
	await ada.page.getByRole("link", { name: "Dispositifs" }).first().click();
	await ada.page.getByRole("heading", { level: 1, name: "Dispositifs" }).waitFor();
	const { body } = await house.call("funder", "GET", "/programmes/1/figures");
	const card = ada.page.getByRole("article").filter({ hasText: "Pass numérique de l’Ozerelle" });
	await card.getByText("Ouvert", { exact: true }).waitFor();
	await card.getByText("Dû aux lieux").waitFor();
	same(digits(await card.locator("dd").first().innerText()), body.cents.owed / 100, "owed on the card");
	same(await ada.page.getByRole("article").count(), 2, "programmes of this funder");
	await ada.look("funder-programmes");
});

test("the page says the same as passnum report --json", async ({ house, come }) => {
	const ada = await funder(come);
	const report = JSON.parse(house.run("report", "--programme", "1", "--json"));
	await ada.page.goto("/app/dispositif/1");
	await ada.page.getByRole("heading", { level: 2, name: "Où est l’argent" }).waitFor();
	for (const [name, key] of [["Budget", "budget"], ["Disponible", "free"], ["Engagé", "committed"], ["Dû aux lieux", "owed"], ["Payé", "paid"], ["Expiré", "expired"]])
		same(digits(await cell(ada.page, "Où est l’argent", name, "Montant")), report.cents[key] / 100, name);
	for (const [name, key] of [["Émis", "issued"], ["Remis", "handed_out"], ["Entamés", "started"], ["Utilisés", "used"], ["Terminés", "finished"], ["Expirés", "expired"], ["Bloqués", "blocked"]]) {
		const shown = digits(await cell(ada.page, "Des pass émis aux pass terminés", name, "Pass"));
		const whole = report.passes[key];
		must(key === "issued" ? shown === whole : shown === whole - (whole % 5), `${name} is ${shown}, the books say ${whole}`);
	}
	same(await ada.page.getByRole("img", { name: "Des pass émis aux pass terminés" }).count(), 1, "a chart");
	const sums = ada.page.getByRole("table", { name: "Sommes versées et reprises" }).locator("tbody tr");
	await sums.first().waitFor();
	same((await sums.locator("td").first().innerText()).replace(/\D/g, ""), String(report.cents.budget), "the first sum, in cents");
	same(await sums.count(), 1, "sums");
	await ada.look("funder-programme");
});

test("a period is chosen, is in the address, and is refused beside its field", async ({ house, come }) => {
	const ada = await funder(come);
	await ada.page.goto("/app/dispositif/1");
	await ada.page.getByLabel("Du", { exact: true }).fill("2026-06-01");
	await ada.page.getByLabel("Au", { exact: true }).fill("2026-05-01");
	await ada.page.getByRole("button", { name: "Afficher" }).click();
	await ada.page.locator(".field-error").getByText("finit avant de commencer").waitFor();
	same(await ada.page.getByLabel("Du", { exact: true }).inputValue(), "2026-06-01", "what was typed");
	await ada.look("funder-period-refused");
	await ada.page.getByLabel("Au", { exact: true }).fill("2026-08-31");
	await ada.page.keyboard.press("Enter");
	await ada.page.waitForURL(/du=2026-06-01&au=2026-08-31/);
	await ada.page.getByText(/Du 1er juin 2026 au 31 août 2026/).first().waitFor();
	const report = JSON.parse(house.run("report", "--programme", "1", "--from", "2026-06-01", "--until", "2026-08-31", "--json"));
	same(digits(await cell(ada.page, "Où est l’argent", "Dû aux lieux", "Montant")), report.cents.owed / 100, "owed at the end of August");
	same(digits(await cell(ada.page, "Des pass émis aux pass terminés", "Émis", "Pass")), report.passes.issued, "issued from June to August");
	await ada.page.getByRole("button", { name: "Ce mois-ci" }).click();
	await ada.page.waitForURL(/du=\d{4}-\d{2}-01$/);
	await ada.page.getByRole("heading", { level: 2, name: "Le calendrier" }).waitFor();
	await ada.look("funder-this-month");
});

test("a small number is hidden, and the page says why", async ({ house, come }) => {
	const ada = await funder(come);
	const { body } = await house.call("funder", "GET", "/programmes/1/figures");
	must(body.levels.some(({ passes }) => passes === null), "nothing is hidden in the demonstration");
	await ada.page.goto("/app/dispositif/1");
	await ada.page.getByRole("table", { name: "Du niveau de départ au niveau actuel" }).getByText("masqué").first().waitFor();
	await ada.page.getByText("moins de 5 personnes").first().waitFor();
});

test("no more is said of levels than is told; the sum of a period is not taken for what is owed", async ({ house, come }) => {
	const { body } = await house.call("funder", "GET", "/programmes/1/figures?from=2026-06-01");
	const ada = await funder(come);
	let up = 30;
	await ada.page.route(/\/figures\?from=/, (route) => route.fulfill({ json: { ...body, levels: [
		["accompanied", null, 60], ["accompanied", "accompanied", 30], ["accompanied", "partly", up], ["partly", "partly", 15], ["partly", "autonomous", null],
	].map(([start, latest, passes]) => ({ start, latest, passes })) } }));
	await ada.page.goto("/app/dispositif/1?du=2026-06-01");
	await ada.page.getByText(/Au moins 30\spersonnes ont progressé/).waitFor();
	await ada.page.getByText(/somme due le .* depuis l’ouverture/).waitFor();
	await ada.page.getByText("leur somme n’est pas tout ce que vous devez").waitFor();
	same(await cell(ada.page, "Du niveau de départ au niveau actuel", "accompagné", "Part déjà notée en atelier"), "50\u00a0%", "seen again");
	same(await cell(ada.page, "Du niveau de départ au niveau actuel", "en partie", "Part déjà notée en atelier"), "–", "seen again, hidden");
	up = null;
	await ada.page.reload();
	await ada.page.getByText("Trop peu de personnes pour dire combien ont progressé").waitFor();
});

test("a stranger's programme is none; a cut network is said and tried again", async ({ come }) => {
	const ada = await funder(come);
	ada.allow(/status of 404|ERR_FAILED/);
	await ada.page.goto("/app/dispositif/2");
	await ada.page.locator("main").getByRole("alert").first().waitFor();
	await ada.look("funder-stranger");
	await ada.page.route("**/figures*", (route) => route.abort());
	await ada.page.goto("/app/dispositif/1");
	await ada.page.getByText("Le serveur ne répond pas").waitFor();
	await ada.look("funder-no-network");
	await ada.page.unroute("**/figures*");
	await ada.page.getByRole("button", { name: "Essayer de nouveau" }).click();
	await ada.page.getByRole("heading", { level: 2, name: "Où est l’argent" }).waitFor();
});

test("what do I owe, to whom, and was it useful: three clicks from the home", async ({ house, come }) => {
	const ada = await funder(come);
	const { body } = await house.call("funder", "GET", "/programmes/1/breakdown?by=centre");
	let clicks = 0;
	const click = async (link) => {
		clicks++;
		await link.click();
	};
	await ada.page.goto("/app");
	const began = Date.now();
	await click(ada.page.locator("#content").getByRole("link", { name: "Dispositifs" }));
	await click(ada.page.getByRole("link", { name: "Pass numérique de l’Ozerelle" }));
	same(Math.round(digits(await ada.page.locator(".big-figure").first().innerText()) * 100), body.whole.cents, "owed at first sight");
	await ada.page.getByText("des pass remis ont servi").waitFor(); // was it useful
	await click(ada.page.getByRole("link", { name: "À quels lieux ?" }));
	const table = ada.page.getByRole("table", { name: "À qui dois-je ?" });
	await table.waitFor();
	same(clicks, 3, "clicks");
	console.log(`# ${clicks} clicks, ${Date.now() - began} ms`);
	const cents = await table.locator("tbody [data-title=\"Montant\"]").allInnerTexts();
	same(cents.map((text) => Math.round(digits(text) * 100)), body.rows.map((row) => row.cents), "owed to each centre");
	same(Math.round(digits(await table.locator("tfoot [data-title=\"Montant\"]").innerText()) * 100), body.whole.cents, "owed in all");
	await ada.look("funder-centres");
});

test("each table says its small numbers are hidden, and adds up", async ({ house, come }) => {
	const ada = await funder(come);
	await ada.page.goto("/app/dispositif/1");
	for (const [by, title] of [["month", "Mois par mois"], ["commune", "Dans quelles communes ?"], ["desk", "Quels guichets orientent ?"]]) {
		const table = ada.page.getByRole("table", { name: title });
		await table.waitFor();
		const { body } = await house.call("funder", "GET", `/programmes/1/breakdown?by=${by}`);
		same(await table.locator("tbody tr").count(), body.rows.length, `lines by ${by}`);
		same(await ada.page.getByRole("img", { name: title }).count(), 1, `charts by ${by}`);
	}
	const march = ada.page.getByRole("table", { name: "Mois par mois" }).getByRole("row").filter({ hasText: "mars 2026" });
	same(await march.locator("[data-title=\"Pass utilisés\"]").innerText(), "masqué", "three people in March");
});

test("the same table is downloaded in each form, with the same numbers", async ({ house, come }) => {
	const ada = await funder(come);
	await ada.page.goto("/app/dispositif/1");
	const section = ada.page.locator("section").filter({ has: ada.page.getByRole("heading", { name: "À qui dois-je ?" }) });
	await section.getByRole("table").waitFor();
	const { body } = await house.call("funder", "GET", "/programmes/1/breakdown?by=centre");
	const file = async (name) => {
		const [got] = await Promise.all([ada.page.waitForEvent("download"), section.getByRole("link", { name }).click()]);
		return { name: got.suggestedFilename(), text: readFileSync(await got.path()) };
	};
	const french = await file(/tableur/);
	same(french.name, "lieux-1.csv", "name");
	same(french.text.subarray(0, 3).toString("hex"), "efbbbf", "mark of UTF-8");
	const lines = french.text.toString("utf-8").trim().split("\r\n").slice(1).map((line) => line.split(";"));
	same(lines.map((line) => Math.round(digits(line[5]) * 100)), body.rows.map((row) => row.cents), "amounts in French CSV");
	const plain = (await file(/CSV pour programme/)).text.toString("utf-8");
	must(plain.startsWith("centre,name,postcode,commune,vouchers,cents,used\r\n"), plain.slice(0, 80));
	const json = JSON.parse((await file(/JSON/)).text.toString("utf-8"));
	same(json.rows, body.rows, "JSON");
	const book = await file(/XLSX/);
	const folder = mkdtempSync(path.join(os.tmpdir(), "passnum-xlsx."));
	writeFileSync(path.join(folder, "book.xlsx"), book.text);
	const sheet = execFileSync("python3", ["-c", "import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml').decode())", path.join(folder, "book.xlsx")], { encoding: "utf-8" });
	rmSync(folder, { recursive: true });
	same([...sheet.matchAll(/<c r="F\d+" s="\d+"><v>([^<]*)</g)].map(([, euros]) => Math.round(Number(euros) * 100)), body.rows.map((row) => row.cents), "amounts in XLSX");
});

/** Words of charts that are on each other or outside of their drawing. */
const misplaced = (page) => page.evaluate(() => [...document.querySelectorAll("svg.chart")].flatMap((chart) => {
	const words = [...chart.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]), frame = chart.getBoundingClientRect();
	const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
	return words.flatMap(([said, box], i) => [
		...(box.right > frame.right + 2 || box.left < frame.left - 2 ? [`outside: ${said}`] : []),
		...words.slice(i + 1).filter(([, other]) => meet(box, other)).map(([other]) => `${said} on ${other}`),
	]);
}));

test("each date of the calendar has its number; a telephone gets the tables when it asks", async ({ house, come }) => {
	const { body } = await house.call("funder", "GET", "/programmes/1/figures");
	const ada = await come({ context: { viewport: { width: 360, height: 800 } } });
	ada.allow(wrong);
	await ada.log_in("funder");
	await ada.page.goto("/app/dispositif/1");
	const dates = ada.page.locator(".calendar li");
	await dates.first().waitFor();
	const numbers = await dates.locator(".hint").allInnerTexts();
	same([await dates.count(), numbers.length], [7, 7], "dates and their numbers");
	const waiting = body.vouchers.issued - body.vouchers.redeemed - body.vouchers.revoked;
	same(Number(numbers.find((each) => each.includes("attendent encore")).replace(/\D/g, "")), waiting, "vouchers that wait");
	const table = ada.page.getByRole("table", { name: "Mois par mois" });
	await ada.page.locator("summary").filter({ hasText: "Mois par mois" }).waitFor();
	same(await table.count(), 0, "tables that nobody asked for");
	await ada.page.locator("summary").filter({ hasText: "Mois par mois" }).focus();
	await ada.page.keyboard.press("Enter");
	await table.waitFor();
	same(await misplaced(ada.page), [], "words of charts that are on each other or outside");
	await ada.look("funder-telephone");
});

test("a programme of five years, 1,500 places, long names and hundreds of millions still fits", async ({ come }) => {
	const ada = await funder(come), { page } = ada;
	const name = "Communauté d’agglomération du Grand Bassin et des Hautes Vallées Réunies, antenne numérique itinérante de Saint-Germain-de-Tallevende";
	const rows = {
		centre: (row, i) => ({ ...row, key: String(i), name, cents: 17_790_000_000 - i * 1_000_000, vouchers: 17_790_000 - 1000 * i }),
		month: (row, i) => ({ ...row, key: `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`, cents: 16_590_000_000 }),
	};
	await page.route(/\/breakdown\?/, async (route) => {
		const { "if-none-match": _, ...headers } = route.request().headers();
		const said = await route.fetch({ headers }), body = await said.json(), by = new URL(route.request().url()).searchParams.get("by");
		if (rows[by])
			body.rows = Array.from({ length: by === "month" ? 60 : 1500 }, (_, i) => rows[by](body.rows[i % body.rows.length], i));
		await route.fulfill({ response: said, json: body, headers: { ...said.headers(), etag: "" } });
	});
	for (const width of [360, 1280]) {
		await page.setViewportSize({ width, height: 900 });
		await page.goto("/app/dispositif/1");
		await page.getByText(/^Les 8 premiers sur 1.500/).waitFor();
		await page.locator("summary").filter({ hasText: "À qui dois-je" }).waitFor(); // its table waits to be asked for
		await page.locator("summary").filter({ hasText: "Mois par mois" }).waitFor();
		same(await misplaced(page), [], `words of charts at ${width}`);
		same(await page.evaluate(() => document.documentElement.scrollWidth), width, "the width");
	}
	await page.locator("summary").filter({ hasText: "Mois par mois" }).click();
	same(await page.getByRole("table", { name: "Mois par mois" }).getByRole("row").count(), 62, "rows of the table");
});

await run_all();
