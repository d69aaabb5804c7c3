// operator_test.mjs PASSNUM: the operator keeps the house, the auditor reads it.
import { must, run_all, same, test } from "./house.mjs";

const wrong = /status of (401|404|409|412|422|400)|ERR_FAILED|ERR_INTERNET_DISCONNECTED/;

async function somebody(come, role = "operator") {
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in(role);
	return ada;
}

const heading = (page, name, level = 1) => page.getByRole("heading", { level, name });
const error_of = async (page, label) => {
	const field = page.getByLabel(label).first();
	const ids = (await field.getAttribute("aria-describedby")) ?? "";
	const id = ids.split(" ").find((each) => each.endsWith("-error"));
	return id ? page.locator(`[id="${id}"]`).innerText() : "";
};

test("the journal says who did what, in words, by account, kind and period", async ({ house, come }) => {
	const ada = await somebody(come);
	const made = await house.fresh_account();
	const { body: draft } = await house.call("operator", "POST", "/programmes", { funder: "1", name: "Essai du journal", from: "2026-01-01", until: "2028-12-31", kinds: [2, 12] });
	same((await house.call("operator", "PUT", `/programmes/${draft.id}/approvals/1`, { state: "suspended", reason: "agreement_ended" })).status, 200, "suspended");
	await ada.page.getByRole("link", { name: "Journal" }).first().click();
	await heading(ada.page, "Journal").waitFor();
	const table = ada.page.getByRole("table", { name: "Journal" });
	const row = table.getByRole("row").filter({ hasText: made.login });
	await row.first().waitFor();
	must((await row.first().innerText()).includes("Compte ajouté"), "the verb is not told in words");
	must((await row.first().innerText()).includes("Auditeur"), "what was asked is not told in words");
	for (const words of ["état : Suspendu", "motif : convention terminée", "ateliers : Internet et courriel, Atelier n° 12"])
		await table.getByText(words.replaceAll(" :", "\u00a0:").replace("n° ", "n°\u00a0"), { exact: true }).first().waitFor();
	must(!(await ada.page.locator("main").innerText()).includes(made.password), "a secret is in the journal");
	await ada.look("operator-journal");

	const { body } = await house.call("operator", "GET", "/accounts?role=operator");
	await ada.page.getByLabel("Qui", { exact: true }).selectOption(body.items[0].id);
	await ada.page.waitForURL(/compte=\d+/);
	await ada.page.getByLabel("Sur quoi").selectOption("account");
	await ada.page.waitForURL(/objet=account/);
	await row.first().waitFor();
	for (const each of await table.locator('tbody [data-title="Sur quoi"]').allInnerTexts())
		must(/^Compte n°/.test(each), `${each} is no account`);
	await ada.page.getByLabel("Du", { exact: true }).fill("2026-11-02");
	await ada.page.getByLabel("Au", { exact: true }).fill("2026-11-01");
	await ada.page.getByRole("button", { name: "Afficher" }).click();
	await ada.page.locator(".field-error").getByText("finit avant de commencer").waitFor();
	same(await ada.page.getByLabel("Du", { exact: true }).inputValue(), "2026-11-02", "what was typed");
	await ada.look("operator-journal-refused");
	await ada.page.getByLabel("Du", { exact: true }).fill("2001-01-01");
	await ada.page.getByLabel("Au", { exact: true }).fill("2001-01-02");
	await ada.page.keyboard.press("Enter");
	await ada.page.getByText("Rien pour ces choix.").waitFor();
	await ada.look("operator-journal-empty");
	await ada.page.getByRole("button", { name: "Toute la période" }).click();
	await row.first().waitFor();
	await row.first().getByRole("link", { name: /^Compte n°/ }).click();
	await heading(ada.page, new RegExp(made.login)).waitFor();
});

test("the auditor reads all of it and is offered no change", async ({ come }) => {
	const eve = await somebody(come, "auditor");
	for (const [at, name] of [["/app/journal", "Journal"], ["/app/comptes", "Comptes"], ["/app/comptes/1", /^Compte «/], ["/app/cles", "Clés de signature"], ["/app/lieux", "Lieux"]]) {
		await eve.page.goto(at);
		await heading(eve.page, name).waitFor();
		await eve.page.locator("main .busy").first().waitFor({ state: "detached" });
		same(await eve.page.locator("main").getByRole("button", { name: /Révoquer|Changer de clé|Désactiver|Nouve|Créer|Agréer|Suspendre|Ajouter/ }).count(), 0, `changes offered at ${at}`);
		await eve.look(`auditor${at.replaceAll("/", "-")}`);
	}
	await eve.page.goto("/app/importer");
	await heading(eve.page, "Page réservée").waitFor();
});

test("an account is added for a place: errors beside fields, the password once, on paper", async ({ house, come }) => {
	const ada = await somebody(come);
	await ada.page.goto("/app/comptes");
	await heading(ada.page, "Comptes").waitFor();
	await ada.page.getByRole("table", { name: "Comptes" }).waitFor();
	await ada.look("operator-accounts");
	await ada.page.getByRole("link", { name: "Ajouter un compte" }).click();
	const add = ada.page.getByRole("button", { name: "Ajouter un compte" });
	await add.click();
	await ada.page.getByText("Remplissez ce champ.").first().waitFor();
	await ada.page.getByLabel("Identifiant").fill("Élodie Martin");
	await add.click();
	await ada.page.locator(".field-error").getByText("Choisissez un rôle.").waitFor();
	await ada.page.getByRole("radio", { name: /^Prescripteur/ }).check();
	await add.click();
	await ada.page.locator(".field-error").getByText("Cherchez le lieu").waitFor();
	await ada.look("operator-account-refused");
	const { body: desk } = await house.call("operator", "GET", `/sites/${house.demo.desks[0].id}`);
	await ada.page.getByLabel("Guichet du prescripteur").fill("zzzz");
	await ada.page.getByText("Aucun lieu ne correspond.").first().waitFor();
	await ada.page.getByLabel("Guichet du prescripteur").fill(desk.name);
	await ada.page.getByRole("radio", { name: desk.name }).first().check();
	await add.click();
	await ada.page.locator(".field-error").getByText("identifiant").first().waitFor();
	must(await error_of(ada.page, "Identifiant"), "a wrong login is not said beside its field");
	same(await ada.page.getByLabel("Identifiant").inputValue(), "Élodie Martin", "what was typed");
	must(await ada.page.getByRole("radio", { name: desk.name }).first().isChecked(), "the place was lost");
	const login = `accueil.${Date.now() % 100000}`;
	await ada.page.getByLabel("Identifiant").fill(login);
	await ada.page.context().setOffline(true);
	await add.click();
	await ada.page.getByRole("alert").getByText("Le serveur ne répond pas").waitFor();
	await ada.page.context().setOffline(false);
	await add.click();
	await heading(ada.page, "À remettre à la personne", 2).waitFor();
	const password = await ada.page.locator("code.password").innerText();
	await ada.look("operator-account-added");
	await ada.page.emulateMedia({ media: "print" });
	must(await ada.page.locator("code.password").isVisible() && !(await ada.page.getByRole("button", { name: "Imprimer" }).isVisible()), "the paper is not only what is handed over");
	await ada.page.emulateMedia({ media: "screen" });
	const bob = await come();
	bob.allow(wrong);
	await bob.log_in("agent", { login, password });
	await bob.page.getByRole("link", { name: "Remettre un pass" }).first().waitFor();
});

const ask = async (page, button, yes) => {
	await page.getByRole("button", { name: button }).click();
	await page.getByRole("dialog").getByRole("button", { name: yes }).click();
};

test("who has forgotten, lost or left something is helped; a change meanwhile is said", async ({ house, come }) => {
	const ada = await somebody(come);
	const bob = await house.fresh_account();
	const { body } = await house.call("operator", "GET", "/accounts?role=auditor&limit=200");
	const { id } = body.items.find(({ login }) => login === bob.login);
	await ada.page.goto(`/app/comptes/${id}`);
	await heading(ada.page, "Aider ou arrêter ce compte", 2).waitFor();
	await ada.look("operator-account");

	await ada.page.getByRole("button", { name: "Nouveau mot de passe…" }).click();
	await ada.page.getByRole("dialog").waitFor();
	await ada.look("operator-account-question");
	await ada.page.keyboard.press("Escape");
	await ask(ada.page, "Nouveau mot de passe…", "Faire un nouveau mot de passe");
	const password = await ada.page.locator("code.password").innerText();
	must(password && password !== bob.password, "no new password");
	await ada.page.getByRole("button", { name: "C’est noté" }).click();
	same(await ada.page.locator("code.password").count(), 0, "passwords shown after they are noted");

	const card = ada.page.waitForResponse(/code-card$/);
	await ask(ada.page, "Nouvelle carte…", "Faire la carte");
	same((await card).headers()["content-type"], "application/pdf", "the card");
	await ada.page.getByText("La carte est faite et en service.").waitFor();
	must((await ada.page.getByRole("link", { name: "Ouvrir la carte" }).getAttribute("href")).startsWith("blob:"), "the card does not open");
	await ada.look("operator-account-card");
	const read_again = ada.page.waitForResponse((answer) => answer.url().endsWith(`/accounts/${id}`) && answer.request().method() === "GET");
	await ask(ada.page, "Retirer le second facteur…", "Retirer le second facteur");
	await ada.page.getByText("Le second facteur est retiré.").waitFor();
	await read_again;

	await house.call("operator", "PATCH", `/accounts/${id}`, { login: `${bob.login}.x` }, { "If-Match": "*" });
	await ask(ada.page, "Désactiver…", "Désactiver le compte");
	await ada.page.getByText("rien n’a été fait").waitFor();
	await heading(ada.page, new RegExp(`${bob.login}.x`)).waitFor();
	await ask(ada.page, "Désactiver…", "Désactiver le compte");
	await ada.page.getByText("Le compte est désactivé.").waitFor();
	await ada.look("operator-account-disabled");
	same((await house.call("operator", "GET", `/accounts/${id}`)).body.disabled_at !== null, true, "disabled");
	await ask(ada.page, "Remettre en service…", "Remettre en service");
	await ada.page.getByText("Le compte est remis en service.").waitFor();
	same((await house.call("operator", "GET", `/accounts/${id}`)).body.disabled_at, null, "disabled");
});

test("a token is made with what it may do, shown once, and ended", async ({ house, come }) => {
	const ada = await somebody(come);
	const bob = await house.fresh_account();
	const { body } = await house.call("operator", "GET", "/accounts?role=auditor&limit=200");
	const { id } = body.items.find(({ login }) => login === bob.login);
	await ada.page.goto(`/app/comptes/${id}`);
	await ada.page.getByText("Aucun jeton.").waitFor();
	const make = ada.page.getByRole("button", { name: "Créer le jeton" });
	await make.click();
	must(await error_of(ada.page, "Usage"), "an empty use is not said beside its field");
	await ada.page.getByLabel("Usage").fill("Tableau de bord");
	await ada.page.getByRole("radio", { name: "Choisir…" }).check();
	await make.click();
	await ada.page.locator(".field-error").getByText("Cochez au moins une chose.").waitFor();
	await ada.page.getByLabel("Les chiffres").check();
	await ada.page.getByRole("checkbox", { name: "Lire seulement" }).check();
	await ada.page.getByLabel("Durée, en jours").fill("mille");
	await make.click();
	await ada.page.locator(".field-error").getByText("Écrivez un nombre de jours").waitFor();
	await ada.look("operator-token-refused");
	await ada.page.getByLabel("Durée, en jours").fill("30");
	await make.click();
	const secret = await ada.page.locator("code.password").innerText();
	must(/^pn_[0-9a-z]{32}$/.test(secret), `${secret.length} characters are no token`);
	const table = ada.page.getByRole("table", { name: /^Jetons d’accès/ });
	await table.getByText("Les chiffres (lire)").waitFor();
	await ada.look("operator-token");
	const as_token = async (path) => (await fetch(`${house.address}/api/v1${path}`, { headers: { Authorization: `Bearer ${secret}` } })).status;
	same(await as_token("/programmes/1/figures"), 200, "figures by the token");
	same(await as_token("/journal"), 403, "the journal by the token");
	await ada.page.getByRole("button", { name: "C’est noté, le cacher" }).click();
	await ada.page.getByRole("button", { name: /^Arrêter…/ }).click();
	await ada.page.getByRole("dialog").getByRole("button", { name: "Arrêter le jeton" }).click();
	await table.getByText(/^Arrêté le/).waitFor();
	same(await as_token("/programmes/1/figures"), 401, "figures by the ended token");
	must(!(await ada.page.content()).includes(secret), "the secret is still on the page");
});

test("a programme's key is changed after a question; what the old one signed stays", async ({ house, come }) => {
	const ada = await somebody(come);
	await ada.page.goto("/app");
	await ada.page.locator("#content").getByRole("link", { name: /^Clés/ }).click();
	await heading(ada.page, "Clés de signature").waitFor();
	const { body } = await house.call("operator", "GET", "/programmes/1");
	const table = ada.page.getByRole("table", { name: new RegExp(`^Clés de.*${body.name}`) });
	const before = await table.getByRole("rowheader").count();
	await ada.look("operator-keys");
	await ada.page.getByRole("button", { name: new RegExp(`Changer de clé.*${body.name}`) }).click();
	await ada.look("operator-keys-question");
	await ada.page.getByRole("dialog").getByRole("button", { name: "Changer de clé" }).click();
	await ada.page.getByText(/La clé n°.* est active/).waitFor();
	await table.getByRole("rowheader").nth(before).waitFor();
	const states = await table.locator('tbody [data-title="État"]').allInnerTexts();
	same(states.filter((each) => each === "Active").length, 1, "active keys");
	same(states[0], "Active", "the newest");
});

test("a place is found, approved by keyboard, suspended; two who edit it lose nothing", async ({ house, come }) => {
	const ada = await somebody(come);
	for (const { id } of (await house.call("operator", "GET", "/sites?q=pont-essai")).body.items) // of a first try
		await house.call("operator", "PATCH", `/sites/${id}`, { name: "Essai d’avant" }, { "If-Match": "*" });
	const { body: made } = await house.call("operator", "POST", "/sites", { name: "Atelier du Pont-Essai", centre: true, commune: "Angoulême", insee: "16015", postcode: "16000" });
	await ada.page.goto("/app/lieux");
	await ada.page.getByRole("table", { name: "Lieux" }).waitFor();
	await ada.look("operator-sites");
	await ada.page.getByLabel("Chercher un lieu").fill("pont-essai");
	await ada.page.keyboard.press("Enter");
	await ada.page.waitForURL(/q=pont-essai/);
	const link = ada.page.getByRole("link", { name: "Atelier du Pont-Essai" });
	await link.waitFor();
	same(await ada.page.getByRole("table", { name: "Lieux" }).getByRole("rowheader").count(), 1, "places found");
	await ada.page.getByLabel("Agrément de l’administrateur").selectOption("approved");
	await ada.page.getByText("Aucun lieu pour ces choix.").waitFor();
	await ada.look("operator-sites-none");
	await ada.page.getByLabel("Agrément de l’administrateur").selectOption("candidate");
	await link.focus();
	await ada.page.keyboard.press("Enter");
	await heading(ada.page, "Atelier du Pont-Essai").waitFor();
	await ada.look("operator-site");
	await ada.page.getByRole("button", { name: "Agréer" }).focus();
	await ada.page.keyboard.press("Enter");
	await ada.page.getByRole("dialog").getByRole("button", { name: "Agréer" }).focus();
	await ada.page.keyboard.press("Enter");
	await ada.page.getByText("Le lieu est agréé.").waitFor();
	same((await house.call("operator", "GET", `/sites/${made.id}`)).body.approval, "approved", "approval");

	await ada.page.getByRole("button", { name: "Modifier…" }).click();
	const at_once = ada.page.waitForEvent("dialog");
	await ada.page.getByLabel("Adresse", { exact: true }).evaluate((field) => { // one key, and back
		field.value = "3";
		field.dispatchEvent(new InputEvent("input", { bubbles: true }));
		history.back();
	});
	await (await at_once).dismiss();
	await ada.page.getByLabel("Code postal").fill("16");
	await ada.page.getByLabel("Adresse", { exact: true }).fill("3 quai du Port");
	await ada.page.getByLabel("Latitude").fill("nord");
	const save = ada.page.getByRole("button", { name: "Enregistrer" });
	await save.click();
	await ada.page.locator(".field-error").getByText("Écrivez un nombre").waitFor();
	await ada.page.getByLabel("Latitude").fill("45,65");
	await ada.page.getByLabel("Longitude").fill("0,16");
	await save.click();
	await ada.page.locator(".field-error").waitFor();
	must(await error_of(ada.page, "Code postal"), "a wrong postcode is not said beside its field");
	await ada.look("operator-site-refused");
	const asked = ada.page.waitForEvent("dialog");
	await ada.page.evaluate(() => history.back());
	await (await asked).dismiss();
	await ada.page.waitForURL(/\/app\/lieu\//); // who would rather stay is where he was
	same(await ada.page.getByLabel("Adresse", { exact: true }).inputValue(), "3 quai du Port", "what was typed, after the button back");
	await ada.page.getByLabel("Code postal").fill("16001");
	const other = await house.call("operator", "PATCH", `/sites/${made.id}`, { phone: "+33545932222" }, { "If-Match": "*" });
	same(other.status, 200, "the other's change");
	await save.click();
	await ada.page.getByText("Quelqu’un a changé ce lieu entre-temps.").waitFor();
	await ada.page.getByText(/Téléphone, maintenant.: 05.45.93.22.22/).waitFor();
	same(await ada.page.getByLabel("Adresse", { exact: true }).inputValue(), "3 quai du Port", "what was typed");
	same(await ada.page.getByLabel("Téléphone").inputValue(), "+33545932222", "what the other saved");
	await ada.look("operator-site-stale");
	await save.click();
	await ada.page.getByText("Le lieu est enregistré.").waitFor();
	const { body: now } = await house.call("operator", "GET", `/sites/${made.id}`);
	same([now.address, now.postcode, now.phone, now.latitude, now.longitude], ["3 quai du Port", "16001", "+33545932222", 45.65, 0.16], "the place");

	await ada.page.getByRole("button", { name: "Suspendre" }).click();
	await ada.look("operator-site-question");
	const really = ada.page.getByRole("dialog").getByRole("button", { name: "Suspendre" });
	await really.click();
	await ada.page.getByRole("dialog").locator(".field-error").waitFor(); // not without a reason
	await ada.look("operator-site-why");
	await ada.page.getByLabel("vérification en cours").check();
	await really.click();
	await ada.page.getByText("Le lieu est suspendu.").waitFor();
	await ada.page.getByText(/^depuis le .*, vérification en cours$/).waitFor();
	await ada.look("operator-site-suspended");
	const suspended = (await house.call("operator", "GET", `/sites/${made.id}`)).body;
	same([suspended.approval, suspended.suspension, suspended.suspended_at], ["suspended", "under_review", suspended.changed_at], "the suspension");
	await ada.page.getByRole("button", { name: "Agréer" }).click();
	await ada.page.getByRole("dialog").getByRole("button", { name: "Agréer" }).click();
	await ada.page.getByText("Le lieu est agréé.").waitFor();
	same((await house.call("operator", "GET", `/sites/${made.id}`)).body.suspension, null, "a reason without a suspension");
});

test("a desk is added here, and what is wrong is said beside it", async ({ house, come }) => {
	const ada = await somebody(come);
	await ada.page.goto("/app/lieux");
	await ada.page.getByRole("link", { name: "Ajouter un lieu" }).click();
	const add = ada.page.getByRole("button", { name: "Ajouter un lieu" });
	await add.click();
	must(await error_of(ada.page, "Nom"), "a missing name is not said beside its field");
	await ada.page.getByLabel("Nom", { exact: true }).fill("Mairie de l’Essai");
	await add.click();
	await ada.page.locator(".field-error").getByText("remet des pass").waitFor();
	await ada.look("operator-site-new-refused");
	await ada.page.getByLabel(/^Guichet/).check();
	await ada.page.getByLabel("Services").fill("Aide aux démarches\n\nAccès libre");
	await ada.page.getByLabel("Type de lieu").fill("muni|epn");
	await ada.page.getByText("Mairie ou service municipal, Espace public numérique").waitFor();
	await add.click();
	await heading(ada.page, "Mairie de l’Essai").waitFor();
	await ada.page.locator("dl.facts").getByText("Mairie ou service municipal, Espace public numérique").waitFor();
	const { body } = await house.call("operator", "GET", `/sites/${ada.page.url().split("/").at(-1)}`);
	same([body.desk, body.centre, body.approval, body.services], [true, false, "candidate", ["Aide aux démarches", "Accès libre"]], "the desk");
});

test("a key is revoked when that is understood, and its passes are listed", async ({ house, come }) => {
	const ada = await somebody(come);
	const { body } = await house.call("operator", "GET", "/signing-keys?limit=200");
	const key = body.items.filter(({ state, passes }) => state !== "revoked" && passes > 0).at(-1);
	await ada.page.goto(`/app/cles/${key.number}`);
	const signed = ada.page.getByRole("table", { name: /^Pass signés avec/ });
	await signed.waitFor();
	await ada.look("operator-key");
	await ada.page.getByRole("button", { name: "Révoquer la clé…" }).click();
	const dialog = ada.page.getByRole("dialog");
	await dialog.getByText("ne seront plus acceptés par scan").waitFor();
	await dialog.getByRole("button", { name: "Révoquer la clé" }).click();
	await dialog.locator(".field-error").getByText("Cochez cette case").waitFor();
	await ada.look("operator-key-question");
	same((await house.call("operator", "GET", `/signing-keys/${key.number}`)).body.state, key.state, "the key before");
	await dialog.getByRole("checkbox").check();
	await dialog.getByRole("button", { name: "Révoquer la clé" }).click();
	await ada.page.getByText("La clé est révoquée.").waitFor();
	same((await house.call("operator", "GET", `/signing-keys/${key.number}`)).body.state, "revoked", "the key now");
	await ada.page.getByRole("button", { name: "Révoquer la clé…" }).waitFor({ state: "detached" });
	await ada.page.getByLabel("État du pass").selectOption("handed_out");
	await ada.page.waitForURL(/etat=handed_out/);
	await ada.page.getByText("sont à remplacer par leur guichet").waitFor();
	await ada.look("operator-key-revoked");
});

await run_all();
