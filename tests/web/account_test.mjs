// account_test.mjs PASSNUM: coming in, going out, and the pages that every site owes.
import { must, run_all, same, test } from "./house.mjs";

const wrong = /status of (401|403|404|429)/;

test("the login is asked for, and brings back to the page that was wanted", async ({ house, come }) => {
	const ada = await come();
	ada.allow(wrong);
	await ada.page.goto("/app/compte");
	await ada.page.waitForURL(/connexion\?retour=/);
	await ada.look("login");
	await ada.page.getByLabel("Identifiant").fill("personne");
	await ada.page.getByLabel("Mot de passe").fill("faux");
	await ada.page.keyboard.press("Enter");
	await ada.page.getByRole("alert").getByText("L’identifiant ou le mot de passe").waitFor();
	same(await ada.page.getByLabel("Identifiant").inputValue(), "personne", "what was typed");
	await ada.look("login-refused");
	const agent = house.account("agent");
	await ada.page.getByLabel("Identifiant").fill(agent.login);
	await ada.page.getByLabel("Mot de passe").fill(agent.password);
	await ada.page.keyboard.press("Enter");
	await ada.page.waitForURL(/\/app\/compte$/);
});

test("an empty field is said beside it and takes the focus", async ({ come }) => {
	const ada = await come();
	ada.allow(wrong);
	await ada.page.goto("/app/connexion");
	await ada.page.getByLabel("Identifiant").fill("quelqu.un");
	await ada.page.keyboard.press("Enter");
	const field = ada.page.getByLabel("Mot de passe");
	await ada.page.getByText("Remplissez ce champ.").first().waitFor();
	same(await field.getAttribute("aria-invalid"), "true", "aria-invalid");
	must(await field.evaluate((element) => new Promise((done) => setTimeout(() => done(element === document.activeElement), 100))), "the field has no focus");
	await ada.look("login-empty");
});

test("each role has a home; who logs out is out", async ({ come }) => {
	for (const role of ["agent", "mediator", "funder", "operator", "auditor"]) {
		const ada = await come();
		ada.allow(wrong);
		await ada.log_in(role);
		await ada.page.getByRole("heading", { level: 1, name: "Bonjour" }).waitFor();
		await ada.look(`home-${role}`);
		await ada.page.getByRole("button", { name: "Se déconnecter" }).click();
		await ada.page.waitForURL(/connexion/);
		await ada.page.goto("/app");
		await ada.page.waitForURL(/connexion/);
		await ada.leave();
	}
});

test("pages that every site owes are open to anyone", async ({ come }) => {
	const ada = await come();
	ada.allow(wrong);
	for (const [page, heading] of [["plan", "Plan du site"], ["accessibilite", "Accessibilité"], ["mentions-legales", "Mentions légales"], ["vie-privee", "Vie privée"]]) {
		await ada.page.goto(`/app/${page}`);
		await ada.page.getByRole("heading", { level: 1, name: heading }).waitFor();
		await ada.look(page);
	}
	same((await ada.page.goto("/app/nulle-part")).status(), 404, "an unknown page");
});

test("English is complete where it is chosen", async ({ come }) => {
	const ada = await come();
	ada.allow(wrong);
	await ada.page.goto("/app/connexion");
	await ada.page.getByRole("button", { name: "English" }).click();
	await ada.page.getByRole("heading", { name: "Log in" }).waitFor();
	same(await ada.page.evaluate(() => document.documentElement.lang), "en", "lang");
	await ada.look("login-en");
});

test("without network the pages still open", async ({ come }) => {
	const ada = await come();
	ada.allow(/ERR_INTERNET_DISCONNECTED|401/);
	await ada.log_in("mediator");
	await ada.page.evaluate(() => navigator.serviceWorker.ready);
	await ada.page.waitForFunction(() => navigator.serviceWorker.controller);
	await ada.context.setOffline(true);
	await ada.page.reload();
	await ada.page.getByRole("heading", { name: "Bonjour" }).waitFor();
	await ada.page.getByText("Pas de réseau").waitFor();
	await ada.look("home-offline");
});

test("the password is changed, and only the new one opens", async ({ house, come }) => {
	const ada = await come();
	ada.allow(wrong);
	ada.allow(/status of 400/);
	const auditor = house.account("auditor");
	await ada.log_in("auditor");
	await ada.page.goto("/app/compte");
	await ada.page.getByRole("link", { name: "Changer de mot de passe" }).click();
	await ada.page.getByLabel("Mot de passe actuel").fill(auditor.password);
	await ada.page.getByLabel("Nouveau mot de passe", { exact: true }).fill("court");
	await ada.page.getByLabel("encore une fois").fill("courte");
	await ada.page.keyboard.press("Enter");
	await ada.page.locator("#content").getByText("Les deux nouveaux mots de passe sont différents.").waitFor();
	await ada.page.getByLabel("encore une fois").fill("court");
	await ada.page.keyboard.press("Enter");
	await ada.page.locator("#content").getByText("au moins 12 caractères").waitFor();
	await ada.look("password-short");
	for (const field of ["Nouveau mot de passe", "Nouveau mot de passe, encore une fois"])
		await ada.page.getByLabel(field, { exact: true }).fill("quatre mots bien choisis");
	await ada.page.keyboard.press("Enter");
	await ada.page.locator("#content").getByText("Votre mot de passe est changé").waitFor();
	await ada.look("password-changed");
	const bob = await come();
	bob.allow(wrong);
	await bob.log_in("auditor", { login: auditor.login, password: "quatre mots bien choisis" });
});

test("a first page is at most 60 KB of script and style over the wire", async ({ house, come }) => {
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in("agent");
	const files = await ada.page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /\.(js|css)$/.test(name)));
	must(files.length > 4, `only ${files.length} files`);
	let sum = 0;
	for (const file of files)
		sum += Number((await fetch(file, { method: "HEAD", headers: { "Accept-Encoding": "br" } })).headers.get("Content-Length"));
	console.log(`# ${files.length} files, ${sum} bytes of brotli`);
	must(sum > 5000 && sum <= 60_000, `${sum} bytes`);
	must(house.address.startsWith("http://127.0.0.1:"), "loopback");
});

await run_all();
