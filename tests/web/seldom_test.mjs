// seldom_test.mjs PASSNUM: what the operator's and the funder's pages say in states that few people ever meet: days that
// are none, files that are not to be read, places that no longer fit. Answers that are rare come from here.
import { truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { must, run_all, test } from "./house.mjs";

/** Answers of `where` are those of the server, changed. */
const changed = (page, where, change) => page.route(where, async (route) => {
	if (route.request().method() !== "GET")
		return route.fallback();
	const { "if-none-match": _, ...headers } = route.request().headers();
	const said = await route.fetch({ headers }).catch(() => null); // the page may have gone on
	return said && route.fulfill({ response: said, json: change(await said.json()), headers: { ...said.headers(), etag: "\"changed\"" } }).catch(() => {});
});

async function operator(come) {
	const ada = await come();
	ada.allow(/status of (400|404|412|422)|ERR_FILE_NOT_FOUND/);
	await ada.log_in("operator");
	return ada;
}
const field = (page, name) => page.locator(`main [data-field="${name}"] :is(input, select)`).first();
const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();

/** It stands beside its field, is tied to it, and the focus is there. */
async function beside(page, name, words) {
	const place = page.locator(`main [data-field="${name}"]`).filter({ has: page.locator(".field-error") }).first();
	await place.locator(".field-error").getByText(words).waitFor();
	must(await place.evaluate((element) => element.contains(document.activeElement)), `${name}: the focus is elsewhere`);
	must(await place.locator("[aria-invalid=true]").count() > 0 || (await place.getAttribute("aria-invalid")) === "true", `${name}: is not said to be wrong`);
}

test("a day that is none is refused beside its field: half typed, or of another age", async ({ come }) => {
	const ada = await operator(come), { page } = ada;
	const send = () => field(page, "from").evaluate((element) => element.form.requestSubmit());
	const far = () => field(page, "from").evaluate((element) => {
		Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(element, "12026-01-01");
		element.dispatchEvent(new Event("input", { bubbles: true }));
	});
	for (const [to, words] of [["/app/journal", /^Écrivez une date/], ["/app/exports", /^Écrivez une date/], ["/app/dispositif/1", /^Écrivez une date/], ["/app/reglages/1", /^Écrivez une date/]]) {
		await page.goto(to);
		await field(page, "from").waitFor();
		await far();
		await send();
		await beside(page, "from", words);
		await field(page, "from").fill("");
		await field(page, "from").focus();
		await page.keyboard.type("12"); // a day without month and year
		await send();
		await beside(page, "from", "Cette date n’est pas complète, ou n’existe pas.");
	}
});

test("a number out of its limits is refused in English with the limits", async ({ come }) => {
	const ada = await operator(come), { page } = ada;
	await page.goto("/app/comptes/2");
	await press(page, "English");
	await field(page, "label").fill("Essai");
	await field(page, "days").fill("30");
	await page.route(/\/accounts\/2\/tokens/, (route) => route.fulfill({ status: 400, contentType: "application/problem+json", body: JSON.stringify({ status: 400, code: "out_of_range", title: "", detail: "…", field: "days", least: 1, most: 3660 }) }));
	await field(page, "days").evaluate((element) => element.form.requestSubmit());
	await beside(page, "days", /This number must be between/);
});

test("an export is stopped after a question; one that breaks off is said", async ({ house, come }) => {
	const ada = await operator(come), { page } = ada;
	const { body } = await house.call("operator", "POST", "/exports", { programme: house.demo.programmes[0].id, what: "redemptions", as: "csv" });
	let state = "running";
	await changed(page, /\/api\/v1\/exports(\?|$)/, ({ items }) => ({ items: items.map((each) => ({ ...each, ...(each.id === body.id ? { state, error: state === "failed" ? "system" : null, file: null } : {}) })) }));
	await page.goto("/app/exports");
	await page.getByRole("button", { name: /^Arrêter…/ }).click();
	await page.getByRole("heading", { name: "Arrêter cet export ?" }).waitFor();
	await page.keyboard.press("Escape");
	state = "failed";
	await page.getByText(/^L’export n’a pas pu être fait/).first().waitFor({ state: "attached" });
});

test("accounts of one place, a funder not chosen, a token that is over", async ({ come }) => {
	const ada = await operator(come), { page } = ada;
	await page.goto("/app/comptes?lieu=1");
	await page.getByText(/^Comptes du lieu/).waitFor();
	await page.goto("/app/comptes/nouveau");
	await page.locator("input[value=funder]").check();
	await field(page, "login").fill("essai.sans");
	await field(page, "login").evaluate((element) => element.form.requestSubmit());
	await beside(page, "funder", "Choisissez le commanditaire.");
	await changed(page, /\/accounts\/2\/tokens/, (body) => ({ ...body, items: [{ id: "99", account: "2", label: "Ancien", scope: "", created_at: "2025-01-01T08:00:00Z", expires_at: "2025-02-01T08:00:00Z", used_at: null, revoked_at: null }] }));
	await page.goto("/app/comptes/2");
	await page.getByText(/^Terminé le/).first().waitFor();
});

test("a file that is empty, too big, gone or of no use is refused in words; an import that begins, goes on or was stopped", async ({ house, come }) => {
	const ada = await operator(come), { page } = ada;
	const empty = path.join(house.folder, "vide.csv"), big = path.join(house.folder, "gros.csv"), gone = path.join(house.folder, "parti.csv"), useless = path.join(house.folder, "rien.csv");
	writeFileSync(empty, "");
	writeFileSync(big, "");
	truncateSync(big, 200 * 1024 * 1024);
	writeFileSync(gone, "id,nom\n1,Essai\n");
	writeFileSync(useless, "id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,source\n,,,,,,,,,,\n");
	await page.goto("/app/importer");
	for (const [file, words] of [[empty, "Ce fichier est vide."], [big, /^Ce fichier dépasse/], [gone, /^Ce fichier a changé ou n’est plus lisible/]]) {
		await page.getByLabel("Fichier").setInputFiles(file);
		if (file === gone) // a disk that was pulled out
			await page.evaluate(() => { File.prototype.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotReadableError")); });
		await press(page, "Vérifier le fichier");
		await beside(page, "file", words);
	}
	await page.reload();
	await page.getByLabel("Fichier").setInputFiles(useless);
	await press(page, "Vérifier le fichier");
	await page.getByText(/^Il n’y a rien à importer/).waitFor();

	const asked = await fetch(`${house.address}/api/v1/imports/centres`, { method: "POST", body: "id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,source\nseldom-1,26160001500018,Lieu rare,Angoulême,16000,16015,1 rue du Port,45.651,0.161,05 45 93 22 22,essai\n",
		headers: { Authorization: `Bearer ${house.account("operator").token}`, "Idempotency-Key": crypto.randomUUID(), "Content-Type": "text/csv" } });
	const { id } = await asked.json();
	let now = { state: "running", phase: "checking", done: 0, total: null };
	await changed(page, new RegExp(`/imports/centres/${id}$`), (run) => ({ ...run, ...now }));
	await changed(page, /\/imports\/centres(\?|$)/, ({ items }) => ({ items: items.map((each) => ({ ...each, ...now })) }));
	await page.goto(`/app/importer/${id}`);
	await page.getByText("Le serveur ouvre le fichier…").waitFor();
	now = { state: "cancelled", phase: null, done: 0 };
	await page.goto("/app/importer");
	await page.getByText("Arrêté", { exact: true }).first().waitFor();
});

test("a place of a source, put back to wait; a notice that nobody has written", async ({ house, come }) => {
	const ada = await operator(come), { page } = ada;
	await changed(page, /\/api\/v1\/sites\/1$/, (site) => ({ ...site, source: "essai" }));
	await page.goto("/app/lieu/1");
	await press(page, "Modifier…");
	await page.getByText(/^Ce lieu vient de «\sessai\s»/).waitFor();
	await page.unrouteAll();
	const { body } = await house.call("operator", "POST", "/sites", { name: "Lieu qui attend", desk: true });
	await page.goto(`/app/lieu/${body.id}`);
	await press(page, "Suspendre");
	await page.getByLabel("lieu fermé").check();
	await page.getByRole("dialog").getByRole("button", { name: "Suspendre" }).click();
	await press(page, "Remettre en attente");
	await page.getByRole("heading", { name: /^Remettre «\sLieu qui attend\s» en attente/ }).waitFor();
	await page.getByRole("dialog").getByRole("button", { name: "Remettre en attente" }).click();
	await page.getByText("Le lieu attend de nouveau votre accord.").waitFor({ state: "attached" });

	await page.goto("/app/mentions");
	await press(page, "Enregistrer");
	await page.getByText("Rien n’a changé.").waitFor();
	await changed(page, "**/api/v1/publisher", (publisher) => ({ ...publisher, name: null }));
	await page.goto("/app/mentions");
	await page.getByText("Personne ne l’a encore dit. La loi le demande.").waitFor();
	await changed(page, "**/api/v1/about", (about) => ({ ...about, publisher: null }));
	await page.goto("/app/mentions-legales");
	await page.getByRole("link", { name: "Remplir ces pages" }).waitFor();
});

test("a journal of more lines than a page reads", async ({ come }) => {
	const ada = await operator(come), { page } = ada;
	let n = 5000;
	await page.route(/\/api\/v1\/journal/, async (route) => {
		const { "if-none-match": _, ...headers } = route.request().headers(), said = await route.fetch({ headers }), { items } = await said.json();
		return route.fulfill({ response: said, json: { items: Array.from({ length: 200 }, (_, i) => ({ ...items[0], id: String((n -= 1) * 1000 + i) })) }, headers: { ...said.headers(), link: `<${new URL(route.request().url()).pathname}?limit=200>; rel="next"` } });
	});
	await page.goto("/app/journal?objet=programme");
	await page.getByText(/^Seules les .* dernières lignes/).waitFor();
});

test("rules of a programme that is closed, or that nobody changed; places that do not fit any more", async ({ come }) => {
	const ada = await operator(come), { page } = ada;
	await page.goto("/app/reglages/1");
	await press(page, "Enregistrer les règles");
	await page.getByText("Rien n’a changé.").waitFor();
	await changed(page, /\/programmes\/1\/approvals/, (body) => ({ ...body, items: body.items.map((each, i) => ({ ...each, ...[{ site_approval: "candidate" }, { site_approval: "suspended" }, { centre: true, in_territory: false }][i % 3] })) }));
	await changed(page, /\/programmes\/1$/, (programme) => ({ ...programme, state: "closed" }));
	await page.goto("/app/reglages/1");
	await page.getByText(/^Ce dispositif est clos/).waitFor();
	for (const words of ["L’administrateur ne l’a pas encore agréé.", "L’administrateur l’a suspendu.", /^Hors du territoire/])
		await page.getByText(words).first().waitFor();
	await page.unrouteAll();

	await page.goto("/app/dispositifs/nouveau");
	await field(page, "sites").fill("zzzzzz");
	await page.getByText("Aucun lieu agréé ne correspond.").waitFor();
	await field(page, "sites").fill("");
	const options = page.locator("main .options label");
	await options.filter({ hasText: "accueil" }).first().waitFor();
	const desks = options.filter({ hasText: "accueil" }).filter({ hasNotText: "médiation" });
	await desks.first().click();
	await page.getByText("Aucun de ces lieux n’accepte les coupons.").waitFor();
	await page.getByLabel("Territoire", { exact: true }).fill("2A");
	await page.getByText("Ce lieu choisi est hors du territoire").waitFor();
	await page.getByLabel("Territoire", { exact: true }).fill("");
	await page.getByText("Ce lieu choisi est hors du territoire").waitFor({ state: "detached" });
	await desks.nth(1).click();
	await page.getByLabel("Territoire", { exact: true }).fill("2A");
	await page.getByText("Ces lieux choisis sont hors du territoire").waitFor();
	await press(page, "Les décocher");
	await page.getByText("Ces lieux choisis sont hors du territoire").waitFor({ state: "detached" });
});

await run_all();
