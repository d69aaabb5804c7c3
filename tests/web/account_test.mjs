// account_test.mjs PASSNUM: coming in, going out, and the pages that every site owes.
import { createHmac } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
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
	await field.and(ada.page.locator(":focus")).waitFor();
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
	await ada.page.route("**/api/v1/about", async (route) => {
		const answer = await route.fetch();
		await route.fulfill({ response: answer, json: { ...(await answer.json()), publisher: null } }); // nobody has said it yet
	});
	for (const [page, heading] of [["plan", "Plan du site"], ["accessibilite", "Déclaration d’accessibilité"], ["mentions-legales", "Mentions légales"], ["vie-privee", "Vie privée"]]) {
		await ada.page.goto(`/app/${page}`);
		await ada.page.getByRole("heading", { level: 1, name: heading }).waitFor();
		if (page !== "plan") {
			await ada.page.getByText("n’a pas encore dit qui il est").waitFor();
			await ada.page.getByText("Un administrateur remplit ces pages").waitFor();
		}
		await ada.look(page);
	}
	await ada.page.getByRole("contentinfo").getByRole("link", { name: "Accessibilité : non conforme" }).click();
	for (const text of ["audité par un tiers", "RGAA version 4.1", "Libre réponse 71120"])
		await ada.page.getByText(text).waitFor();
	must(await ada.page.getByRole("link", { name: /Défenseur des droits par son formulaire/ }).getAttribute("href"), "the way of appeal");
	same((await ada.page.goto("/app/nulle-part")).status(), 404, "an unknown page");
});

test("who answers for the service is named where it has to be, once the operator has said it", async ({ house, come }) => {
	const ada = await come();
	ada.allow(wrong);
	const { page } = ada;
	house.run("publisher", "set", "--name", "Département d’Essai", "--address", "1 place du Marché, 96000 Marsange", "--phone", "05 45 90 75 90",
		"--email", "pass@essai.example", "--director", "Camille Exemple", "--hosting", "Exemple SAS, 1 rue de l’Essai, 59000 Lille, 03 20 00 00 00");
	await page.goto("/app/mentions-legales");
	for (const text of ["Département d’Essai", "1 place du Marché, 96000 Marsange", "Camille Exemple", "Exemple SAS, 1 rue de l’Essai"])
		await page.getByText(text).first().waitFor();
	same(await page.getByRole("link", { name: "05 45 90 75 90" }).getAttribute("href"), "tel:0545907590", "the telephone");
	same(await page.getByRole("link", { name: "pass@essai.example" }).getAttribute("href"), "mailto:pass@essai.example", "the address");
	await ada.look("mentions-legales-named");
	for (const [place, text] of [["accessibilite", "Dites-le à Département d’Essai"], ["vie-privee", "Responsable du traitement\u00a0: Département d’Essai"]]) {
		await page.goto(`/app/${place}`);
		await page.getByText(text).waitFor();
		await page.getByRole("link", { name: "pass@essai.example" }).waitFor();
		same(await page.getByText("n’a pas encore dit").count(), 0, `what ${place} says of the operator`);
	}
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
	const ada = await come({ takes_along: true });
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

// ---- a code beside the password ----

/** RFC 6238, as an application on a phone does it. */
function totp(secret, at = Date.now()) {
	const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
	const sum = createHmac("sha1", key).update(step).digest();
	return String((sum.readUInt32BE(sum[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function type_login(person, { login, password }) {
	await person.page.goto("/app/connexion");
	await person.page.getByLabel("Identifiant").fill(login);
	await person.page.getByLabel("Mot de passe").fill(password);
	await person.page.keyboard.press("Enter");
}

/** What a scanner reads in a picture of an element. */
async function scan(element) {
	const folder = mkdtempSync(path.join(os.tmpdir(), "passnum-qr."));
	const file = path.join(folder, "qr.png");
	await element.screenshot({ path: file });
	const read = execFileSync("zbarimg", ["-q", "--raw", file], { encoding: "utf-8", stdio: ["ignore", "pipe", "ignore"] }).trim();
	rmSync(folder, { recursive: true });
	return read;
}

test("an application of codes is set up by scanning, asked for, and removed", async ({ house, come }) => {
	const account = await house.fresh_account();
	const ada = await come();
	ada.allow(wrong);
	ada.allow(/status of (400|409|422)/);
	const content = ada.page.locator("#content");
	await ada.log_in("", account);
	await ada.page.goto("/app/compte");
	await content.getByText("Pas encore en service").first().waitFor();
	await ada.look("account");
	await ada.page.getByRole("link", { name: "Installer l’application" }).click();
	await ada.page.getByLabel("Votre mot de passe").fill("ce n’est pas lui");
	await ada.page.keyboard.press("Enter");
	await content.getByText("Ce n’est pas votre mot de passe.").waitFor();
	same(await ada.page.getByLabel("Votre mot de passe").getAttribute("aria-invalid"), "true", "the wrong password's field");
	await ada.look("totp-wrong-password");
	await ada.page.getByLabel("Votre mot de passe").fill(account.password);
	await ada.page.keyboard.press("Enter");
	const qr = ada.page.getByRole("img", { name: /Code à scanner/ });
	await qr.waitFor();
	await ada.look("totp-offer");
	const secret = (await content.locator("code").textContent()).replace(/\s/g, "");
	const uri = await scan(qr);
	same(new URL(uri).searchParams.get("secret"), secret, "the scanned secret");
	await ada.page.getByLabel("Code de votre application").fill("000000");
	await ada.page.keyboard.press("Enter");
	await content.locator(".field-error").waitFor();
	await ada.look("totp-wrong-code");
	await ada.page.getByLabel("Code de votre application").fill(totp(secret).replace(/^.../, "$& "));
	await ada.page.keyboard.press("Enter");
	await content.getByText("L’application est en service").waitFor();
	await ada.look("totp-done");

	const bob = await come();
	bob.allow(wrong);
	await type_login(bob, account);
	const field = bob.page.getByLabel("Code de votre application");
	await field.waitFor();
	must(await field.evaluate((element) => element === document.activeElement), "the code has the focus");
	await bob.look("login-totp");
	await field.fill("000000");
	await bob.page.keyboard.press("Enter");
	await bob.page.locator("#content").getByText("Ce code n’est pas le bon.").waitFor();
	same(await field.inputValue(), "000000", "the typed code");
	await field.fill(totp(secret, Date.now() + 30_000)); // the one before was used
	await bob.page.keyboard.press("Enter");
	await bob.page.getByRole("heading", { name: "Bonjour" }).waitFor();

	await ada.page.getByLabel("Votre mot de passe").fill(account.password);
	await ada.page.getByRole("button", { name: "Retirer l’application" }).click();
	await content.getByText("L’application est retirée").waitFor();
	const cleo = await come();
	cleo.allow(wrong);
	await cleo.log_in("", account);
});

test("a card of codes is printed, asked for in its order, and removed", async ({ house, come }) => {
	const account = await house.fresh_account();
	const ada = await come();
	ada.allow(wrong);
	const content = ada.page.locator("#content");
	await ada.log_in("", account);
	await ada.page.goto("/app/compte/carte");
	await content.getByText("Vous n’avez pas de carte.").waitFor();
	await ada.look("card-none");
	await ada.page.getByLabel("Votre mot de passe").fill(account.password);
	const opened = ada.page.waitForEvent("popup"), printed = ada.page.waitForResponse(/code-card/);
	await ada.page.keyboard.press("Enter");
	await content.getByText("Votre carte est faite").waitFor();
	await opened;
	same((await printed).headers()["content-type"], "application/pdf", "the card");
	await content.getByText("il reste 40 codes").waitFor();
	await ada.look("card-made");
	must(/^blob:/.test(await ada.page.getByRole("link", { name: /Ouvrir la carte/ }).getAttribute("href")), "the card can be opened again");

	const card = await ada.page.evaluate(async (password) => (await fetch("/api/v1/session/code-card", {
		method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ password }) })).json(), account.password);
	const bob = await come();
	bob.allow(wrong);
	for (const [i, code] of card.codes.slice(0, 2).entries()) {
		await type_login(bob, account);
		const field = bob.page.getByLabel(`Code n°\u00a0${i + 1} de votre carte`);
		await field.waitFor();
		await bob.look(`login-card-${i + 1}`);
		await field.fill(code.toLowerCase());
		await bob.page.keyboard.press("Enter");
		await bob.page.getByRole("heading", { name: "Bonjour" }).waitFor();
	}
	await bob.page.goto("/app/compte/carte");
	await bob.page.locator("#content").getByText("il reste 38 codes").waitFor();
	await bob.page.getByLabel("Votre mot de passe").last().fill(account.password);
	await bob.page.getByRole("button", { name: "Retirer la carte" }).click();
	await bob.page.locator("#content").getByText("La carte est retirée").waitFor();
	await bob.look("card-removed");
	const cleo = await come();
	cleo.allow(wrong);
	await cleo.log_in("", account);
});

test("the pause after wrong passwords is said with its seconds, and nothing typed is lost", async ({ house, come }) => {
	const account = await house.fresh_account(), other = await house.fresh_account();
	const ada = await come();
	ada.allow(wrong);
	await ada.page.clock.install();
	await type_login(ada, { login: account.login, password: "faux" });
	for (let i = 0; i < 60 && !(await ada.page.getByText("Vous pourrez essayer de nouveau dans").count()); i++) {
		await ada.page.waitForFunction(() => !document.querySelector("[aria-busy]"));
		if (!(await ada.page.getByText("Vous pourrez essayer de nouveau dans").count()))
			await ada.page.getByLabel("Mot de passe").press("Enter");
	}
	const left = ada.page.getByText("Vous pourrez essayer de nouveau dans");
	await left.waitFor();
	const seconds = async () => Number(/(\d+) s/.exec(await left.textContent())[1]);
	const first = await seconds();
	must(first > 5 && first <= 15, `${first} s`);
	await ada.look("login-pause");
	let calls = 0;
	ada.page.on("request", (request) => void (calls += request.method() === "POST"));
	await ada.page.keyboard.press("Enter");
	await ada.page.clock.runFor(2000);
	must((await seconds()) < first, "it does not count down");
	same(calls, 0, "calls during the pause");
	same(await ada.page.getByLabel("Identifiant").inputValue(), account.login, "the login");
	await ada.page.getByLabel("Mot de passe").fill(account.password);
	await ada.page.clock.runFor(first * 1000);
	await left.waitFor({ state: "detached" });
	// The server's pause is in real seconds: another account takes the place of this one.
	await ada.page.route("**/api/v1/session", (route) => route.continue({ postData: JSON.stringify({ login: other.login, password: other.password }) }), { times: 1 });
	await ada.page.getByLabel("Mot de passe").press("Enter");
	await ada.page.getByRole("heading", { name: "Bonjour" }).waitFor();
});

test("the pause counts down where a password is asked again, too", async ({ house, come }) => {
	const account = await house.fresh_account();
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in("", account);
	await ada.page.clock.install();
	const pause = { status: 429, contentType: "application/problem+json", headers: { "Retry-After": "15" }, body: JSON.stringify({ code: "too_many_logins", detail: "", status: 429 }) };
	let calls = 0;
	await ada.page.route(/session\/(password|totp)$/, (route) => (route.request().method() === "GET" ? route.continue() : (calls++, route.fulfill(pause))));
	const left = ada.page.getByText("Vous pourrez essayer de nouveau dans 15 s");
	for (const [place, fields] of [["mot-de-passe", ["Mot de passe actuel", "Nouveau mot de passe", "Nouveau mot de passe, encore une fois"]], ["application", ["Votre mot de passe"]]]) {
		calls = 0;
		await ada.page.goto(`/app/compte/${place}`);
		for (const field of fields)
			await ada.page.getByLabel(field, { exact: true }).fill("quatre mots bien choisis");
		await ada.page.keyboard.press("Enter");
		await left.waitFor();
		await ada.look(`pause-${place}`);
		await ada.page.getByLabel(fields[0], { exact: true }).press("Enter");
		same(calls, 1, `calls during the pause of ${place}`);
		same(await ada.page.getByLabel(fields[0], { exact: true }).inputValue(), "quatre mots bien choisis", "what was typed");
		await ada.page.clock.runFor(16_000);
		await ada.page.getByText("Vous pourrez essayer de nouveau dans").waitFor({ state: "detached" });
	}
});

test("sessions are listed; one is closed, then all others", async ({ house, come }) => {
	const account = await house.fresh_account();
	const people = [];
	for (let i = 0; i < 4; i++) {
		const person = await come();
		person.allow(wrong);
		await person.log_in("", account);
		people.push(person);
	}
	const [ada, bob, cleo, dan] = people;
	await ada.page.goto("/app/compte");
	const content = ada.page.locator("#content");
	await content.getByText("Chrome sur Linux").nth(3).waitFor();
	same(await content.getByText("Cette session").count(), 1, "sessions in use");
	await ada.look("account-sessions");
	const close = content.getByRole("button", { name: /^Fermer la session de Chrome/ });
	await close.first().click();
	await content.getByText("Chrome sur Linux").nth(3).waitFor({ state: "detached" });
	same(await close.count(), 2, "others");
	await content.getByRole("button", { name: "Fermer toutes les autres sessions" }).click();
	await close.first().waitFor({ state: "detached" });
	same(await content.getByText("Chrome sur Linux").count(), 1, "what is left");
	for (const gone of [bob, cleo, dan])
		same(await gone.page.evaluate(async () => (await fetch("/api/v1/session")).status), 401, "a closed session");
});

await run_all();
