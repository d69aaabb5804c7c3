// imports_test.mjs PASSNUM: a file of places is checked, then brought in while the person may leave.
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { must, run_all, same, test } from "./house.mjs";

const wrong = /status of (401|404|409|422|400|503)|ERR_(FAILED|INTERNET_DISCONNECTED|CONNECTION|EMPTY)/;

async function somebody(come, role = "operator") {
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in(role);
	return ada;
}
const press = (ada, name) => ada.page.getByRole("button", { name, exact: true }).click();
const HEAD = "id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,source\n";
const place = (id, name = `Lieu ${id}`, phone = "05 45 93 22 22") => `${id},26160001500018,${name},Angoulême,16000,16015,1 rue du Port,45.651,0.161,${phone},essai\n`;
const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
const many = (n, name) => HEAD + Array.from({ length: n }, (_, i) => place(`${name}-${String(i).padStart(5, "0")}`)).join("");
const seen = async (house, id) => (await house.call("operator", "GET", `/imports/centres/${id}`)).body;
const id_of = (ada) => new URL(ada.page.url()).pathname.split("/").at(-1);
const places = async (house, q) => (await house.call("operator", "GET", `/sites?q=${q}`)).body.items.length;

/** Ask for one beside the pages. */
async function send(house, text) {
	const answer = await fetch(`${house.address}/api/v1/imports/centres`, { method: "POST", body: text, headers: {
		Authorization: `Bearer ${house.account("operator").token}`, "Idempotency-Key": crypto.randomUUID(), "Content-Type": "text/csv" } });
	same(answer.status, 202, "asked");
	return (await answer.json()).id;
}
async function over(house, id) {
	for (;;) {
		const run = await seen(house, id);
		if (!["waiting", "running"].includes(run.state))
			return run;
	}
}

/** Choose a file, have it checked, and agree. */
async function import_it(ada, chosen) {
	await ada.page.goto("/app/importer");
	await ada.page.getByLabel("Fichier").setInputFiles(chosen);
	await press(ada, "Vérifier le fichier");
	await press(ada, "Importer");
	await press(ada, "Oui, importer");
	await ada.page.waitForURL(/\/app\/importer\/\d+$/);
}

let tries = 0; // each has places of its own

test("a file of places is checked, its rows are told, it is imported, and found again on another device", async ({ house, come }) => {
	const ada = await somebody(come), imp = `imp${++tries}`;
	await ada.page.getByRole("link", { name: "Importer" }).first().click();
	await press(ada, "Vérifier le fichier");
	await ada.page.locator(".field-error").getByText("Choisissez un fichier.").waitFor();
	await ada.page.getByLabel("Fichier").setInputFiles(file("lieux.ods", "x"));
	await press(ada, "Vérifier le fichier");
	await ada.page.locator(".field-error").getByText(".csv ou .json").waitFor();
	await ada.page.getByLabel("Fichier").setInputFiles(file("lieux.csv", `${HEAD}imp-9,"jamais fermé`));
	await press(ada, "Vérifier le fichier");
	await ada.page.locator(".field-error").getByText("Ligne 2").waitFor();
	await ada.look("import-refused");

	const network = await ada.context.newCDPSession(ada.page); // a slow one: how much is sent is told
	const up = (rate) => network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: rate });
	await network.send("Network.enable");
	await up(150_000);
	await ada.page.getByLabel("Fichier").setInputFiles(file("grand.csv", many(2000, imp)));
	await press(ada, "Vérifier le fichier");
	await ada.page.getByText(/^[1-9]\d?\s%$/).waitFor();
	await up(-1);
	await ada.page.getByRole("heading", { level: 2, name: /^Ce que ferait/ }).waitFor();

	await ada.page.getByLabel("Fichier").setInputFiles(file("LIEUX.CSV", HEAD + place(`${imp}-1`) + place(`${imp}-2`, undefined, "12") + place(`${imp}-3`, "")));
	await ada.page.context().route("**/api/v1/imports/**", (route) => route.abort());
	await press(ada, "Vérifier le fichier");
	await ada.page.getByText("Le serveur ne répond pas").first().waitFor();
	await ada.look("import-no-network");
	await ada.page.context().unroute("**/api/v1/imports/**");
	await press(ada, "Vérifier le fichier");
	await ada.page.getByRole("heading", { level: 2, name: /^Ce que ferait/ }).waitFor();
	await ada.page.getByRole("table", { name: "Lignes qui n’entrent pas" }).getByRole("rowheader", { name: "4" }).waitFor();
	await ada.page.getByRole("table", { name: "Champs laissés de côté" }).getByText("telephone").waitFor();
	same(await places(house, `${imp}-1`), 0, "places after a check");
	await ada.look("import-checked");
	const saving = ada.page.waitForEvent("download");
	await press(ada, "Enregistrer les remarques (CSV)");
	const lines = readFileSync(await (await saving).path(), "utf-8").trimEnd().split("\r\n");
	must(lines[0].startsWith("\ufeff\"Ligne\";"), `the file begins with ${lines[0]}`);
	must(lines.some((line) => line.startsWith(`"4";"${imp}-3";"nom";"ligne écartée";"no_name";"`)), `no line of row 4: ${lines.join(" / ")}`);

	// The network is cut while the file is sent: nothing is lost, and the same press is enough.
	await press(ada, "Importer");
	await ada.look("import-question");
	let cut = 0;
	await ada.page.context().route("**/api/v1/imports/centres", (route) => route.request().method() === "POST" && !cut++ ? route.abort() : route.continue());
	await press(ada, "Oui, importer");
	await ada.page.getByText("Le serveur ne répond pas").first().waitFor();
	same(await places(house, `${imp}-1`), 0, "places after a cut");
	await press(ada, "Importer");
	await press(ada, "Oui, importer");
	await ada.page.getByText(/Lieux ajoutés.: 2/).first().waitFor();
	await ada.look("import-done");
	same(await places(house, `${imp}-1`), 1, "places after the import");
	await ada.page.context().unroute("**/api/v1/imports/centres");
	const id = id_of(ada);

	const eve = await somebody(come);
	await eve.page.goto("/app/importer");
	await eve.page.getByText(/Ajoutés.: 2\. Modifiés.: 0\. Écartés.: 1\./).first().waitFor();
	await eve.page.getByRole("link", { name: `Import ${id}`, exact: true }).click();
	await eve.page.getByRole("table", { name: "Lignes qui n’entrent pas" }).getByRole("rowheader", { name: "4" }).waitFor();
	await eve.page.getByRole("link", { name: "Voir les lieux qui attendent" }).click();
	await eve.page.getByRole("link", { name: `Lieu ${imp}-1` }).waitFor();

	const una = await somebody(come, "auditor"); // from the journal to what an import left out
	await una.page.goto("/app/journal?objet=centres");
	await una.page.locator(`a[href="/app/importer/${id}"]`).first().click();
	await una.page.getByRole("table", { name: "Lignes qui n’entrent pas" }).getByRole("rowheader", { name: "4" }).waitFor();
	await una.page.getByRole("link", { name: "Les imports dans le journal" }).click();
	await una.page.waitForURL(/journal\?objet=centres/);
});

test("how far it is stands there in words; it is left, the network goes and comes, it is stopped", async ({ house, come }) => {
	const ada = await somebody(come);
	const id = await send(house, many(20, "lent"));
	const run = await over(house, id);
	const was = (more) => ({ ...run, state: "running", phase: "comparing", total: 50_000, ended_at: null, report: null, ...more });
	let now = was({ state: "waiting", phase: "checking", done: 0, total: null }), is_cut = false, looks = 0, spared = 0;
	await ada.page.context().route(`**/api/v1/imports/centres/${id}`, (route) => {
		const tag = `"${JSON.stringify([now.state, now.phase, now.done]).length}-${now.done}"`;
		looks++;
		if (is_cut)
			return route.abort();
		if (route.request().headers()["if-none-match"] === tag) {
			spared++;
			return route.fulfill({ status: 304, headers: { ETag: tag } });
		}
		return route.fulfill({ json: now, headers: { ETag: tag } });
	});
	await ada.page.goto(`/app/importer/${id}`);
	await ada.page.getByRole("heading", { name: "L’import attend son tour" }).waitFor();
	await ada.look("import-waiting");
	now = was({ phase: "checking", done: 9000, total: null });
	await ada.page.getByText(/Contrôle du fichier.: 9\s000 lignes/).first().waitFor();
	now = was({ done: 12_000 });
	await ada.page.getByText(/Lecture.: 12\s000 lignes sur 50\s000/).first().waitFor();
	same(await ada.page.getByRole("progressbar").getAttribute("value"), "12000", "the bar");
	await ada.page.getByRole("status").getByText(/Lecture/).first().waitFor({ state: "attached" }); // it was said
	await ada.look("import-running");
	const before = spared;
	while (spared === before) // it looks on, and what is known is not sent again
		await ada.page.waitForTimeout(100);
	is_cut = true;
	await ada.page.getByText("Le serveur ne répond pas. La page regarde de nouveau toute seule").waitFor();
	is_cut = false;
	await ada.page.getByText("Le serveur ne répond pas. La page regarde").waitFor({ state: "detached" });
	now = was({ phase: "writing", done: 0 });
	await ada.page.getByText(/Écriture.: 50\s000 lignes/).first().waitFor();
	// From elsewhere: nobody knows how much is written, and no "0 %" says so.
	await ada.page.context().route("**/api/v1/imports/centres?limit=5", (route) => route.fulfill({ json: { items: [now] } }));
	await ada.page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "Lieux", exact: true }).click();
	const line = ada.page.getByRole("navigation", { name: "Travaux en cours" }).getByRole("link");
	await line.waitFor();
	same(await line.innerText(), "Import de lieux en cours", "the line in the head");
	await line.click();
	// It has ended by itself before who wanted to stop it had made up his mind.
	await press(ada, "Arrêter l’import…");
	await ada.look("import-stop");
	await press(ada, "Arrêter");
	await ada.page.getByRole("dialog").waitFor({ state: "detached" });
	// One that is still under way: the answer of the server is what the page says.
	await ada.page.route("**/cancellation", (route) => route.fulfill({ json: was({ state: "cancelled", done: 12_000, ended_at: run.ended_at }) }));
	await press(ada, "Arrêter l’import…");
	await press(ada, "Arrêter");
	await ada.page.getByText("L’import a été arrêté. Rien de ce fichier n’est entré.").waitFor();
	await ada.look("import-stopped");
	must(looks > spared, "it never looked");
	await ada.page.goto("/app/importer/999999");
	await ada.page.getByText("Cet import n’existe pas").first().waitFor();
});

test("a file that is broken in its last row brings nothing in, and the list says why", async ({ house, come }) => {
	const ada = await somebody(come);
	const run = await over(house, await send(house, `${many(300, "casse")}casse-x,"jamais fermé`));
	same([run.state, run.error, run.row], ["failed", "bad_csv", 302], "the import");
	same(await places(house, "casse"), 0, "places");
	await ada.page.goto("/app/importer");
	const row = ada.page.getByRole("row").filter({ hasText: `Import ${run.id}` });
	await row.getByText("Interrompu").waitFor();
	await row.getByText(run.detail).waitFor();
	await ada.look("imports");
	await row.getByRole("link").click();
	await ada.page.getByRole("alert").getByText("Ligne 302").waitFor();
	await ada.page.getByText("Rien de ce fichier n’est entré.").waitFor();
	await ada.look("import-failed");
});

test("the server is killed while it imports, and the page that was left sees the end", async ({ house, come }) => {
	const ada = await somebody(come);
	await import_it(ada, file("grand.csv", many(9000, `mort${++tries}`)));
	const id = id_of(ada);
	await house.kill();
	if (await ada.page.getByRole("heading", { name: "L’import est en cours" }).count()) // it may have been faster
		await ada.page.getByText("Le serveur ne répond pas. La page regarde").waitFor();
	await ada.page.goto("about:blank"); // left
	await house.rise();
	await ada.page.goto("/app/importer");
	await ada.page.getByRole("link", { name: `Import ${id}`, exact: true }).click();
	await ada.page.getByText(/Lieux ajoutés.: 9\s000/).waitFor({ timeout: 120_000 });
	same((await seen(house, id)).report.added, 9000, "places");
});

await run_all();
