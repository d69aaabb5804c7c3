// settings_test.mjs PASSNUM: a funder sets its programme, pays it, opens and closes it, and says which places take part.
import { must, run_all, same, test } from "./house.mjs";

const wrong = /status of (401|404|409|412|422|400)|ERR_FAILED|ERR_INTERNET_DISCONNECTED/;

async function somebody(come, role = "funder") {
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in(role);
	return ada;
}

/** A programme of the demonstration's funder, for one test alone. */
async function programme_of(house, rules = {}) {
	const { body: { funder } } = await house.call("funder", "GET", "/programmes/1");
	const { status, body } = await house.call("operator", "POST", "/programmes", { funder, name: "Essai des réglages", from: "2026-01-01", until: "2028-12-31", ...rules });
	same(status, 201, "new programme");
	return body.id;
}

const heading = (page, name, level = 1) => page.getByRole("heading", { level, name });
const open = async ({ page }, id) => {
	await page.goto(`/app/reglages/${id}`);
	await page.getByLabel("Délai de grâce").waitFor();
	await page.getByText(/^\d+ lieux?$/).first().waitFor();
};
const save = (page) => page.getByRole("button", { name: "Enregistrer les règles" }).click();
const refused = (page, field, words) => page.locator(`[data-field="${field}"] .field-error`).getByText(words).waitFor();

test("from the dashboard to the settings and back; the auditor reads and is offered no change", async ({ come }) => {
	const ada = await somebody(come);
	await ada.page.goto("/app/dispositif/1");
	await ada.page.getByRole("link", { name: "Réglages du dispositif" }).click();
	await heading(ada.page, "Règles", 2).waitFor();
	await ada.page.getByText("la valeur ne change plus").waitFor();
	await ada.page.getByRole("img", { name: /pass/i }).first().waitFor();
	await ada.page.getByText("50 lieux").waitFor();
	await ada.page.getByText("Communauté de communes des Hautes Vallées (249600271)").waitFor();
	await ada.page.getByLabel("Territoire").fill("16 2a 96015");
	await ada.page.getByText("Charente (16), Corse-du-Sud (2A), commune 96015").waitFor();
	await ada.page.reload();
	await ada.page.getByText("Communauté de communes des Hautes Vallées (249600271)").waitFor();
	await ada.look("settings");
	await ada.page.getByRole("link", { name: "Voir le tableau de bord" }).click();
	await heading(ada.page, "Où est l’argent", 2).waitFor();
	const eve = await somebody(come, "auditor");
	await eve.page.goto("/app/reglages/1");
	await heading(eve.page, "Règles", 2).waitFor();
	await eve.page.getByText("50 lieux").waitFor();
	await eve.page.locator("#regles ~ dl").getByText("10,00 €").waitFor();
	await eve.page.getByText(/Accompagné entièrement.: 10, Partiellement autonome.: 8, Autonome.: 5/).waitFor();
	await eve.page.getByText(/intercommunalité 249600107/).waitFor(); // a desk of it is not its name
	await eve.page.locator("#regles ~ dl").getByText("Communauté de communes des Hautes Vallées (249600271)").waitFor();
	same(await eve.page.locator("main form").count(), 0, "forms for an auditor");
	same(await eve.page.locator("main").getByRole("button", { name: /Agréer|Suspendre|Ouvrir|Clore|clôture|arrêter/ }).count(), 0, "changes offered to an auditor");
	await eve.look("settings-auditor");
});

test("a stranger's programme is none", async ({ come }) => {
	const ada = await somebody(come);
	for (const id of ["2", "99999", "abc"]) {
		await ada.page.goto(`/app/reglages/${id}`);
		await ada.page.getByRole("alert").first().waitFor();
		same(await ada.page.locator("main form").count(), 0, `forms at ${id}`);
	}
	await ada.look("settings-stranger");
});

test("each rule is refused beside its field, and nothing typed is lost", async ({ house, come }) => {
	const id = await programme_of(house);
	const ada = await somebody(come), { page } = ada;
	await open(ada, id);
	const label = { name: "Nom du dispositif", from: "Premier jour", until: "Dernier jour", stop_days: "Jours sans remise", grace_days: "Délai de grâce", cents: "Valeur d’un coupon", territory: "Territoire", kinds_more: "Autres types", person_passes: "Nombre de pass pour", person_days: "vaut pour combien de jours" };
	const usual = { name: "Essai des réglages", from: "2026-01-01", until: "2028-12-31", stop_days: "15", grace_days: "30", cents: "10", territory: "", kinds_more: "", person_passes: "", person_days: "" };
	for (const [field, bad, words] of [
		["name", " ", "Remplissez"], ["name", "x".repeat(130), /./], ["from", "", "Remplissez"], ["from", "2019-01-01", "2020"], ["until", "2025-01-01", "Le dernier jour"],
		["stop_days", "400", "de 0 à 366"], ["grace_days", "beaucoup", "de 0 à 90"], ["cents", "dix", "montant en euros"], ["cents", "-3", /./], ["cents", "656", /./],
		["territory", "Charente", "départements"], ["kinds_more", "douze", "de 1 à 255"], ["person_passes", "1001", "de 0 à"], ["person_days", "-1", "de 0 à"],
	]) {
		await page.getByLabel(label[field]).fill(bad);
		await save(page);
		await refused(page, field, words);
		same(await page.getByLabel(label[field]).inputValue(), bad, `what was typed in ${field}`);
		await page.getByLabel(label[field]).fill(usual[field]);
	}
	await page.getByLabel("Autres types").fill("300");
	await save(page);
	await refused(page, "kinds", /./);
	await page.getByLabel("Autres types").fill("");
	await page.getByLabel("Nombre minimal").selectOption("9");
	await page.getByLabel("Nombre maximal").selectOption("8");
	await save(page);
	await refused(page, "vouchers_max", "plus grand nombre");
	await page.getByLabel("Nombre maximal").selectOption("10");
	await save(page);
	await refused(page, "vouchers_usual", "entre le plus petit et le plus grand");
	await ada.look("settings-refused");
	await page.getByLabel("Nombre minimal").selectOption("5");
	await page.getByLabel("Délai de grâce").fill("45");
	await page.context().setOffline(true);
	await save(page);
	await page.getByRole("alert").getByText("Le serveur ne répond pas").first().waitFor();
	await page.context().setOffline(false);
	same(await page.getByLabel("Délai de grâce").inputValue(), "45", "what was typed without network");
	await page.getByLabel("Délai de grâce").press("Enter"); // no mouse
	await page.getByText("C’est enregistré : Délai de grâce").waitFor();
	const { body } = await house.call("funder", "GET", `/programmes/${id}`);
	same([body.grace_days, body.name, body.vouchers_min, body.until], [45, usual.name, 5, usual.until], "the programme");
});

test("the value of a voucher stays once passes were issued", async ({ come }) => {
	const ada = await somebody(come);
	await open(ada, 1);
	await ada.page.getByLabel("Valeur d’un coupon").fill("12,50");
	await save(ada.page);
	await refused(ada.page, "cents", "ne change plus");
	same(await ada.page.getByLabel("Valeur d’un coupon").inputValue(), "12,50", "what was typed");
});

test("two people change a programme at once: each sees what the other did, and chooses", async ({ house, come }) => {
	const id = await programme_of(house);
	const ada = await somebody(come), bob = await somebody(come, "operator");
	await open(ada, id);
	await open(bob, id);
	await bob.page.getByLabel("Délai de grâce").fill("60");
	await bob.page.getByLabel("Nom du dispositif").fill("Le nom de Bob");
	await save(bob.page);
	await bob.page.getByText("C’est enregistré").waitFor();
	await ada.page.getByLabel("Nom du dispositif").fill("Le nom d’Ada");
	await ada.page.getByLabel("Jours sans remise").fill("20");
	await save(ada.page);
	await ada.page.getByText("Quelqu’un d’autre a changé ce dispositif").waitFor();
	await ada.page.getByText("Délai de grâce, en jours : maintenant 60 jours").waitFor();
	same([await ada.page.getByLabel("Nom du dispositif", { exact: true }).inputValue(), await ada.page.getByLabel("Jours sans remise").inputValue(), await ada.page.getByLabel("Délai de grâce").inputValue()],
		["Le nom d’Ada", "20", "60"], "what stands in the form");
	await ada.look("settings-both");
	await ada.page.getByRole("radio", { name: /Prendre la leur.*Le nom de Bob/ }).check();
	same(await ada.page.getByLabel("Nom du dispositif", { exact: true }).first().inputValue(), "Le nom de Bob", "theirs is taken");
	await ada.page.getByRole("radio", { name: /Garder la vôtre.*Le nom d’Ada/ }).check();
	await save(ada.page);
	await ada.page.getByText("C’est enregistré").waitFor();
	const { body } = await house.call("funder", "GET", `/programmes/${id}`);
	same([body.name, body.stop_days, body.grace_days], ["Le nom d’Ada", 20, 60], "the programme");
	// Money that came meanwhile is no rule: nobody is asked.
	same((await house.call("operator", "POST", `/programmes/${id}/fundings`, { cents: 100000 })).status, 200, "money");
	await ada.page.getByLabel("Jours sans remise").fill("21");
	await save(ada.page);
	await ada.page.getByText("C’est enregistré : Jours sans remise").waitFor();
	// Who leaves with something unsaved is asked.
	await ada.page.getByLabel("Jours sans remise").fill("22");
	ada.page.once("dialog", (question) => question.dismiss());
	await ada.page.getByRole("link", { name: "Voir le tableau de bord" }).click();
	same(await ada.page.getByLabel("Jours sans remise").inputValue(), "22", "what is not saved");
});

test("money is asked about and counts once; then the programme opens, closes, and is closed for ever", async ({ house, come }) => {
	const id = await programme_of(house);
	const ada = await somebody(come), { page } = ada;
	await open(ada, id);
	await page.getByRole("button", { name: "Ouvrir le dispositif…" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Ouvrir le dispositif" }).click();
	await page.getByRole("dialog").getByText("n’a pas encore d’argent").waitFor();
	await page.keyboard.press("Escape");
	const go_on = page.getByRole("button", { name: "Continuer" });
	for (const [bad, words] of [["", "Remplissez"], ["cinq mille", "montant en euros"], ["-5", "montant en euros"], ["0", "montant en euros"], ["9999999999", "montant en euros"]]) {
		await page.getByLabel("Montant, en euros").fill(bad);
		await go_on.click();
		await refused(page, "cents", words);
		same(await page.getByLabel("Montant, en euros").inputValue(), bad, "what was typed");
	}
	await page.getByLabel("Montant, en euros").fill("5 000,50");
	await go_on.click();
	await page.getByRole("dialog").getByText(/^Le budget passe de 0,00.€ à 5.000,50.€/).waitFor();
	await ada.look("settings-money-question");
	await page.getByRole("dialog").getByRole("button", { name: "Ajouter cette somme" }).evaluate((button) => { // faster than any picture
		button.click();
		button.click();
	});
	await page.getByText(/Le budget est de/).waitFor();
	same((await house.call("funder", "GET", `/programmes/${id}/figures`)).body.cents.budget, 500050, "the budget, in cents");
	await page.locator("#argent ~ dl.facts > div").filter({ hasText: "Budget" }).getByText(/^5.000,50/).waitFor();
	await page.getByRole("radio", { name: /^Reprendre/ }).check();
	await page.getByLabel("Montant, en euros").fill("6000");
	await go_on.click();
	await refused(page, "cents", "au plus");
	await page.getByLabel("Montant, en euros").fill("0,50");
	await page.keyboard.press("Enter");
	await page.getByRole("dialog").getByRole("button", { name: "Reprendre cette somme" }).click();
	await page.getByText(/repris\. Le budget/).waitFor();
	same((await house.call("funder", "GET", `/programmes/${id}/figures`)).body.cents.budget, 500000, "the budget, in cents");
	await page.getByText("Financé", { exact: true }).first().waitFor();
	const sums = page.getByRole("table", { name: "Sommes versées et reprises" }).locator("tbody tr");
	await sums.nth(1).waitFor();
	const told = (await sums.allInnerTexts()).map((row) => row.replace(/\s+/g, " "));
	const login = house.account("funder").login;
	must(told[0].includes(" 0,50 € reprise") && told[1].includes("5 000,50 € versée"), told);
	must(told.every((row) => row.includes(`${login}, commanditaire`)), told);

	for (const [act, yes, now, said] of [["Ouvrir le dispositif…", "Ouvrir le dispositif", "open", "Ouvert"], ["Commencer la clôture…", "Commencer la clôture", "closing", "En clôture"]]) {
		await page.getByRole("button", { name: act }).click();
		await page.getByRole("dialog").getByText(/coupons/).first().waitFor();
		if (now === "closing")
			await ada.look("settings-closing-question");
		await page.getByRole("dialog").getByRole("button", { name: yes }).click();
		await page.getByText(`Le dispositif est maintenant dans l’état : ${said}`).waitFor();
		same((await house.call("funder", "GET", `/programmes/${id}`)).body.state, now, "the state");
	}
	await page.getByRole("button", { name: "Clore pour toujours…" }).focus();
	await page.keyboard.press("Enter");
	await page.getByRole("dialog").getByRole("button", { name: "Clore pour toujours" }).click();
	await refused(page, "sure", "Remplissez");
	await page.getByLabel("Je sais que c’est définitif").focus();
	await page.keyboard.press("Space");
	await page.keyboard.press("Enter");
	await page.getByText("Le dispositif est maintenant dans l’état : Clos").waitFor();
	same((await house.call("funder", "GET", `/programmes/${id}`)).body.state, "closed", "the state");
	same(await page.getByRole("button", { name: /Ouvrir|clôture|arrêter/ }).count(), 0, "ways out of a closed programme");
	await ada.look("settings-closed");
});

test("places are found among many, approved and suspended, without a mouse", async ({ house, come }) => {
	const id = await programme_of(house);
	const ada = await somebody(come), { page } = ada;
	await page.goto(`/app/reglages/${id}`);
	await page.getByText("Aucun lieu pour l’instant").waitFor();
	const name = "Médiathèque du Vieux-Moulin";
	const search = page.getByLabel("Nom, commune ou code postal du lieu");
	await search.fill("zzzz");
	await search.press("Enter");
	await refused(page, "q", "Aucun lieu ne correspond");
	await search.fill("vieux moulin");
	await search.press("Enter");
	await page.getByRole("button", { name: `Agréer ${name}` }).focus();
	await page.keyboard.press("Enter");
	const table = page.getByRole("table", { name: "Lieux qui participent" });
	await table.getByRole("row").filter({ hasText: name }).getByText("Agréé").waitFor();
	const state = async () => (await house.call("funder", "GET", `/programmes/${id}/approvals`)).body.items.map((each) => [each.name, each.state]);
	same(await state(), [[name, "approved"]], "approvals");
	await table.getByRole("button", { name: `Suspendre ${name}` }).focus();
	await page.keyboard.press("Enter");
	await page.getByRole("dialog").getByRole("button", { name: "Suspendre" }).focus();
	await page.keyboard.press("Enter");
	await refused(page, "reason", "Remplissez");
	await page.getByLabel("convention terminée").focus();
	await page.keyboard.press("Space");
	await ada.look("settings-suspend");
	await page.keyboard.press("Enter");
	await table.getByText("Suspendu", { exact: true }).waitFor();
	await table.getByText(/^depuis le .*, convention terminée, par /).waitFor();
	same(await state(), [[name, "suspended"]], "approvals");
	await page.context().setOffline(true);
	await table.getByRole("button", { name: `Agréer ${name}` }).click();
	await page.getByText("Le serveur ne répond pas").first().waitFor();
	await page.context().setOffline(false);
	same(await state(), [[name, "suspended"]], "approvals");

	await open(ada, 1);
	const all = page.getByRole("table", { name: "Lieux qui participent" }).locator("tbody tr");
	same(await all.count(), 25, "rows at first");
	await page.getByRole("button", { name: /^Afficher la suite/ }).click();
	same(await all.count(), 50, "rows in all");
	await page.getByLabel("Chercher par nom").fill("brezolieres");
	await page.getByText("50 lieux", { exact: true }).waitFor({ state: "detached" });
	for (const row of await all.allInnerTexts())
		must(row.includes("Brézolières"), `${row} is elsewhere`);
	await page.getByLabel("Montrer").selectOption("suspended");
	await page.getByText(/^0 lieu/).waitFor();
});

test("who answers for the service is said here, each error beside its field, and by two people at once", async ({ house, come }) => {
	const ada = await somebody(come, "operator"), { page } = ada;
	await page.goto("/app/mentions-legales");
	await page.getByRole("link", { name: "Changer ces mentions" }).click();
	await page.getByRole("heading", { level: 1, name: "Éditeur du service" }).waitFor();
	await ada.look("publisher");
	const field = { name: "Organisme", address: "Adresse postale", phone: "Téléphone", email: "Adresse électronique", director: "Directeur ou directrice", hosting: "Hébergeur" };
	const save = () => page.getByRole("button", { name: "Enregistrer" }).click();
	for (const [name, bad, words] of [["name", "", "Donnez le nom"], ["address", " ", "Donnez son adresse"], ["director", "", "directeur"], ["hosting", "", "héberge"], ["email", "mairie", "n’est pas correcte"], ["name", "x".repeat(200), "trop long"]]) {
		const input = page.getByLabel(field[name]), before = await input.inputValue();
		await input.fill(bad);
		await save();
		await page.locator(`[data-field="${name}"] .field-error`).getByText(words).waitFor();
		same(await input.inputValue(), bad, `what was typed in ${name}`);
		if (name === "email")
			await ada.look("publisher-refused");
		await input.fill(before);
	}
	await page.context().setOffline(true);
	await page.getByLabel("Téléphone").fill("05 36 49 10 99");
	await save();
	await page.getByRole("alert").getByText("Le serveur ne répond pas").first().waitFor();
	await page.context().setOffline(false);
	same((await house.call("operator", "PATCH", "/publisher", { director: "Le président" }, { "If-Match": "*" })).status, 200, "another's change");
	await save();
	await page.getByText(/^Directeur ou directrice de la publication.: maintenant Le président$/).waitFor();
	same(await page.getByLabel("Téléphone").inputValue(), "05 36 49 10 99", "what was typed");
	await page.getByLabel("Téléphone").press("Enter"); // no mouse
	await page.getByText("C’est enregistré").waitFor();
	await page.goto("/app/mentions-legales");
	await page.getByText("05 36 49 10 99").waitFor();
	await page.getByText("Le président", { exact: true }).waitFor();
	const eve = await somebody(come, "auditor");
	await eve.page.goto("/app/mentions");
	await eve.page.locator("dl.facts").getByText("05 36 49 10 99").waitFor();
	same(await eve.page.locator("main form").count(), 0, "forms for an auditor");
});

await run_all();
