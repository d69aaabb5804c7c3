// funder_test.mjs PASSNUM: what do I owe, to whom, and was it useful?
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
	await ada.page.getByText(/Du 1(er)? juin 2026 au 31 août 2026/).first().waitFor();
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

test("a stranger's programme is none; a cut network is said and tried again", async ({ come }) => {
	const ada = await funder(come);
	ada.allow(/status of 404|ERR_FAILED/);
	await ada.page.goto("/app/dispositif/2");
	await ada.page.getByRole("alert").first().waitFor();
	await ada.look("funder-stranger");
	await ada.page.route("**/figures*", (route) => route.abort());
	await ada.page.goto("/app/dispositif/1");
	await ada.page.getByText("Le serveur ne répond pas").waitFor();
	await ada.look("funder-no-network");
	await ada.page.unroute("**/figures*");
	await ada.page.getByRole("button", { name: "Essayer de nouveau" }).click();
	await ada.page.getByRole("heading", { level: 2, name: "Où est l’argent" }).waitFor();
});

await run_all();
