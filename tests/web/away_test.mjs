// away_test.mjs PASSNUM: a session that ends while somebody is at work, and a desk that nobody touches.
import { must, run_all, same, test } from "./house.mjs";

const wrong = /status of (401|403|404|429)/;

const fill_password = async (page, old, fresh) => {
	await page.goto("/app/compte/mot-de-passe");
	await page.getByLabel("Mot de passe actuel").fill(old);
	await page.getByLabel("Nouveau mot de passe", { exact: true }).fill(fresh);
	await page.getByLabel("encore une fois").fill(fresh);
};

test("a session that ended is opened again over the page, and what was sent is done", async ({ house, come }) => {
	const account = await house.fresh_account();
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in("", account);
	await fill_password(ada.page, account.password, "quatre mots bien choisis");
	await ada.context.clearCookies();
	await ada.page.keyboard.press("Enter");
	const dialog = ada.page.getByRole("dialog", { name: "Votre session est terminée" });
	await dialog.waitFor();
	await ada.look("session-over");
	await ada.page.keyboard.press("Escape");
	must(await dialog.isVisible(), "Escape does not uncover the page");
	const field = dialog.getByLabel("Mot de passe");
	must(await field.evaluate((element) => element === document.activeElement), "the password has the focus");
	await field.fill("faux");
	await ada.page.keyboard.press("Enter");
	await dialog.getByText("L’identifiant ou le mot de passe").waitFor();
	await field.fill(account.password);
	await ada.page.keyboard.press("Enter");
	await ada.page.locator("#content").getByText("Votre mot de passe est changé").waitFor();
	same(await ada.page.getByRole("dialog").count(), 0, "dialogs");
});

test("who comes instead finds nothing of what was open", async ({ house, come }) => {
	const account = await house.fresh_account();
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in("", account);
	await fill_password(ada.page, account.password, "quatre mots bien choisis");
	await ada.context.clearCookies();
	await ada.page.keyboard.press("Enter");
	await ada.page.getByRole("button", { name: /Ce n’est pas vous/ }).click();
	await ada.page.waitForURL(/connexion$/);
	same(await ada.page.evaluate(() => localStorage.getItem("who")), null, "who was there");
});

test("a desk that nobody touches is left, after a word that can be answered from the keyboard", async ({ house, come }) => {
	const account = await house.fresh_account();
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in("", account);
	await ada.page.clock.install();
	await fill_password(ada.page, account.password, "quatre mots bien choisis");
	const warning = ada.page.getByRole("dialog", { name: "Vous êtes toujours là ?" });
	await ada.page.clock.runFor("18:50");
	same(await warning.count(), 0, "warnings before the last minute");
	await ada.page.clock.runFor("00:20");
	await warning.waitFor();
	await warning.getByText(/Déconnexion dans \d+ s/).first().waitFor();
	await ada.look("idle");
	must(await warning.getByRole("button", { name: "Rester connecté" }).evaluate((element) => element === document.activeElement), "the answer has the focus");
	await ada.page.keyboard.press("Enter");
	await warning.waitFor({ state: "detached" });
	same(await ada.page.evaluate(async () => (await fetch("/api/v1/session")).status), 200, "the session");
	await ada.page.clock.runFor("18:00");
	same(await warning.count(), 0, "warnings after the answer");
	await ada.page.clock.runFor("01:10");
	await warning.waitFor();
	await ada.page.clock.runFor("01:05");
	const over = ada.page.getByRole("dialog", { name: "Votre session est terminée" });
	await over.waitFor();
	same(await ada.page.evaluate(async () => (await fetch("/api/v1/session")).status), 401, "the session");
	await over.getByLabel("Mot de passe").fill(account.password);
	await ada.page.keyboard.press("Enter");
	await over.waitFor({ state: "detached" });
	same(await ada.page.getByLabel("Nouveau mot de passe", { exact: true }).inputValue(), "quatre mots bien choisis", "what was typed");
});

test("who logs out in one tab has left the other", async ({ house, come }) => {
	const account = await house.fresh_account();
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in("", account);
	const other = await ada.context.newPage();
	await other.goto("/app/compte");
	await other.getByRole("heading", { name: "Mes sessions" }).waitFor();
	await ada.page.getByRole("button", { name: "Se déconnecter" }).click();
	await other.getByRole("dialog", { name: "Votre session est terminée" }).waitFor();
	await ada.log_in("", account);
	await other.getByRole("dialog").waitFor({ state: "detached" });
});

await run_all();
