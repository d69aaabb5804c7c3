// corners_test.mjs PASSNUM: what the frame of a page, the login, a desk and a scanner say in states that few people
// ever meet. Answers that are rare come from here instead of the server.
import { must, run_all, same, test } from "./house.mjs";
import { settle } from "./pages.mjs";
import { scanner } from "./vouchers.mjs";

/** Answers of `path` are those of the server, changed. */
const changed = (page, path, change) => page.route(path, async (route) => {
	const { "if-none-match": _, ...headers } = route.request().headers();
	const said = await route.fetch({ headers }).catch(() => null); // the page may have gone on
	return said && route.fulfill({ response: said, json: change(await said.json()), headers: { ...said.headers(), etag: "" } }).catch(() => {});
});

/** Within the client. */
const go = (page, to) => page.evaluate((there) => {
	history.pushState(null, "", there);
	dispatchEvent(new PopStateEvent("popstate"));
}, to);

const title = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();

test("a page that is not there, does not come or breaks has a heading, words and a way on", async ({ come }) => {
	const ada = await come();
	ada.allow(/ERR_FAILED|error loading dynamically|Failed to fetch dynamically|TypeError/);
	await ada.log_in("agent");
	await go(ada.page, "/app/nulle/part");
	await title(ada.page, "Page introuvable");
	await ada.page.getByText("Cette adresse n’existe pas.").waitFor();
	await ada.page.getByRole("link", { name: "Retour à l’accueil" }).click();
	await title(ada.page, "Bonjour");
	await ada.page.route("**/web/*.js", (route) => route.abort());
	await go(ada.page, "/app/centres");
	await title(ada.page, "La page ne s’est pas chargée");
	await ada.page.unroute("**/web/*.js");
	await ada.page.getByRole("button", { name: "Recharger la page" }).click();
	await title(ada.page, "Lieux proches");
	await changed(ada.page, /\/api\/v1\/passes(\?|$)/, () => ({ items: [null] }));
	await go(ada.page, "/app/pass");
	await ada.page.getByRole("alert").getByText("Cette page a rencontré une erreur. Rien n’a été confirmé.").waitFor();
	await ada.page.unrouteAll();
	await ada.page.getByRole("button", { name: "Recharger la page" }).click();
	await title(ada.page, "Pass de mon accueil");
});

test("who comes back after the end of a session is told; with two second factors either code may be typed", async ({ house, come }) => {
	const ada = await come(), { page } = ada;
	ada.allow(/status of 401/);
	await page.goto("/app/connexion?fin=1");
	await page.getByText("Votre session est terminée. Connectez-vous pour continuer.").waitFor();
	await page.route("**/api/v1/session", (route) => route.request().method() === "POST"
		? route.fulfill({ status: 401, contentType: "application/problem+json", body: JSON.stringify({ status: 401, code: "second_factor_needed", title: "", detail: "Tapez votre code.", second_factor: "totp", card_position: 12 }) }) : route.fallback());
	await page.getByLabel("Identifiant").fill("quelqu.un");
	await page.getByLabel("Mot de passe").fill("secret");
	await page.keyboard.press("Enter");
	const code = page.getByLabel("Code de votre application");
	await code.and(page.locator(":focus")).waitFor();
	const about = await code.getAttribute("aria-describedby");
	must(/6 chiffres .* code n°\s12 de votre carte/.test(await page.locator(`#${about.split(" ")[0]}`).innerText()), "the hint of both codes");
	await page.unrouteAll();
	await ada.log_in("auditor");
	await changed(page, "**/api/v1/session", (who) => ({ ...who, second_factors: ["totp", "card"], codes_left: 1 }));
	await changed(page, "**/api/v1/sessions?**", ({ items }) => ({ items: items.map((each) => ({ ...each, device: "" })) }));
	await page.goto("/app/compte");
	await page.getByRole("link", { name: "Refaire ou retirer la carte" }).waitFor();
	await page.getByText("En service : il reste 1 code.").waitFor();
	await page.getByText("Appareil inconnu").first().waitFor();
});

test("long work of each kind stands under the head: it waits, goes on, is done or broke off", async ({ come }) => {
	const said = { waiting: [0, /en attente/i], running: [40, /40\s%/], done: [100, /prêt|terminé/], failed: [40, /interrompu|pas pu/] };
	for (const [role, lists] of [["agent", ["batches"]], ["operator", ["exports", "imports/centres"]]]) {
		const ada = await come(), { page } = ada;
		await ada.log_in(role);
		await page.clock.install();
		for (const list of lists)
			for (const end of ["done", "failed"]) {
				let state = "waiting";
				await page.route(`**/api/v1/${list}?limit=5`, (route) => route.fulfill({ json: { items: [{ id: "7", state, total: 100, done: said[state][0], phase: "comparing" }] } }));
				await page.goto("/app");
				for (state of ["waiting", "running", end]) {
					await page.clock.runFor(4000);
					await page.getByRole("navigation", { name: "Travaux en cours" }).getByRole("link").getByText(said[state][1]).waitFor();
				}
				await page.unrouteAll();
			}
		await ada.leave();
	}
});

test("a desk: a place's page on its access, from where one stands, no pass of a kind, one still in stock, a batch stopped at once", async ({ house, come }) => {
	const ada = await come({ context: { geolocation: { latitude: 45.65, longitude: 0.16 }, permissions: ["geolocation"] } }), { page } = ada;
	await ada.log_in("agent");
	await changed(page, "**/api/v1/centres?**", (body) => ({ ...body, centres: body.centres.map((each) => ({ ...each, access_url: "https://acces.example/lieu" })) }));
	await page.goto("/app/centres");
	await page.getByRole("link", { name: "Accessibilité de ce lieu (nouvel onglet)" }).first().waitFor();
	await page.locator("summary").first().click();
	await page.getByRole("button", { name: /position/ }).click();
	await page.getByText(/ma position/).first().waitFor();
	await page.unrouteAll();

	await changed(page, /\/api\/v1\/passes(\?|$)/, () => ({ items: [] }));
	await page.goto("/app/pass?etat=replaced");
	await page.getByText("Aucun pass ne correspond.").waitFor();
	await page.unrouteAll();

	const { body } = await house.call("agent", "POST", "/passes", { programme: house.demo.programmes[0].id, vouchers: 5, hand_out: false });
	await page.goto(`/app/pass/${body.id}`);
	await page.getByText("Ce pass est encore en stock. Pour le remettre :").waitFor();
	await page.getByText("Pas encore", { exact: true }).waitFor();

	const asked = await house.call("agent", "POST", "/batches", { programme: house.demo.programmes[0].id, passes: 2, vouchers: 5 });
	await changed(page, `**/api/v1/batches/${asked.body.id}`, (batch) => ({ ...batch, state: "cancelled", done: 0 }));
	await changed(page, /\/api\/v1\/batches(\?|$)/, ({ items }) => ({ items: items.map((each) => ({ ...each, state: "cancelled" })) }));
	await page.goto("/app/lots");
	await page.getByText("Arrêté", { exact: true }).first().waitFor();
	await page.goto(`/app/lots/${asked.body.id}`);
	await page.getByText("La préparation a été arrêtée.").waitFor();
	await page.getByText("Aucun pass n’a été fait.").waitFor();
	await settle(page);
});

test("a scanner of a place that is suspended everywhere; knowledge that is too old; a month with scans from offline", async ({ come }) => {
	const ada = await scanner(come, { takes_along: true }), { page } = ada;
	await page.getByText(/^Prêt pour travailler sans réseau/).waitFor();
	await changed(page, /\/api\/v1\/sites\/\d+$/, (site) => ({ ...site, approval: "suspended", suspension: "closed", suspended_at: null }));
	await changed(page, "**/api/v1/redemptions?**", (body) => ({ ...body, items: body.items.map((each) => ({ ...each, mode: "offline" })) }));
	await page.goto("/app/mois");
	await page.getByText("Scanné sans réseau").first().waitFor();
	await page.clock.setSystemTime(Date.now() + 40 * 86_400_000);
	await page.route("**/api/v1/bundle", (route) => route.abort());
	ada.allow(/ERR_FAILED/);
	await page.goto("/app/scanner");
	await page.getByText(/Votre lieu est suspendu par l’administrateur, pour tous les dispositifs\s: lieu fermé\. Tous les coupons sont refusés ici\./).first().waitFor();
	await page.getByText(/L’état des coupons est trop ancien/).waitFor();
});

await run_all();
