// offline_test.mjs PASSNUM: a centre without network: judged on the device, kept, sent, settled by the server.
import path from "node:path";
import { run_all, same, must, test } from "./house.mjs";
import { cut, film, fresh, issue, none_waits, ready, result, scanner as at_scanner, send_now, settled, waiting, wedge } from "./vouchers.mjs";

const scanner = (come, options) => at_scanner(come, { takes_along: true, ...options });

/** The page's process is killed; another page with the same storage. */
async function kill(person) {
	const crashed = person.page.waitForEvent("crash");
	const session = await person.context.newCDPSession(person.page);
	session.send("Page.crash").catch(() => {});
	await crashed;
	await person.page.close();
	person.page = await person.context.newPage();
	person.page.setDefaultTimeout(20_000);
}

/** The last of some deeds, and until a bundle knows it: a large programme is not read again at each (docs/bundle.md). */
async function known(house, deed) {
	const from = new Date().toISOString().slice(0, 19);
	deed();
	for (let made = "", tries = 0; made < from; tries++) {
		must(tries < 100, `a bundle of ${made} does not know a deed of ${from}`);
		if (tries)
			await new Promise((done) => setTimeout(done, 300));
		made = /^made (\S+)Z$/m.exec((await house.call("mediator", "GET", "/bundle")).body.toString("latin1"))[1];
	}
}

test("after one visit it opens without network, judges by itself, keeps what it scans, and sends it by itself", async ({ house, come }) => {
	const pdf = path.join(house.folder, "offline.pdf");
	issue(house, "--vouchers", "5", "--hand-out", "--out", pdf);
	const args = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${film(house, pdf)}`];
	const [used] = issue(house, "--vouchers", "5", "--hand-out"), [blocked] = issue(house, "--vouchers", "5", "--hand-out"), [lost] = issue(house, "--vouchers", "5", "--hand-out");
	house.run("redeem", used.vouchers[0].token, "--centre", house.demo.centres[1].id);
	house.run("block", blocked.id, "--reason", "essai");
	await known(house, () => house.run("replace", lost.id, "--reason", "lost"));
	const good = fresh(house), typed = fresh(house);
	const ada = await scanner(come, { args });
	await ready(ada);
	await ada.look("offline-ready");
	const [later] = issue(house, "--vouchers", "5", "--hand-out");
	await ada.context.setOffline(true);
	await ada.page.reload();
	await ada.page.waitForFunction(() => !navigator.onLine);
	await ada.page.getByText("Pas de réseau").waitFor();
	await ada.page.getByText(/^Prêt pour travailler sans réseau/).waitFor();
	for (const [token, outcome] of [[used.vouchers[0].token, "already_used"], [blocked.vouchers[1].token, "blocked"], [lost.vouchers[1].token, "replaced"]]) {
		await wedge(ada, token);
		await ada.page.locator(".scan-result").getByText("Sans réseau, d’après l’état connu").waitFor();
		await ada.page.locator(".scan-result").getByText({ already_used: "déjà été utilisé", blocked: "bloqué", replaced: "remplacé" }[outcome]).waitFor();
		await wedge(ada, "pas un coupon, mais assez long");
	}
	const digits = good.token;
	await wedge(ada, digits.slice(0, -3) + ((Number(digits.slice(-3)) + 1) % 1000).toString().padStart(3, "0"));
	await ada.page.locator(".scan-result").getByText("n’est pas authentique").waitFor();
	await ada.look("offline-refused");
	await wedge(ada, good.token);
	await result(ada, "waiting").getByText("Authentique et pas encore utilisé").waitFor();
	await ada.look("offline-waiting");
	await wedge(ada, good.token);
	await settled(ada, "twice");
	await wedge(ada, later.vouchers[2].token);
	await result(ada, "waiting").getByText("sans doute été remis").waitFor();
	await ada.page.getByLabel("Code du coupon").fill(typed.code);
	await ada.page.keyboard.press("Enter");
	await result(ada, "waiting").getByText("un code tapé ne peut pas être vérifié").waitFor();
	await ada.page.getByRole("button", { name: "Ouvrir la caméra" }).click();
	await waiting(ada, 4);
	await ada.look("offline-queue");
	await wedge(ada, fresh(house).token);
	await waiting(ada, 5);
	ada.page.once("dialog", (dialog) => dialog.dismiss());
	await ada.page.locator(".scan-result").getByRole("button", { name: "Retirer de la file" }).click();
	await waiting(ada, 5);
	ada.page.once("dialog", (dialog) => dialog.accept());
	await ada.page.locator(".scan-result").getByRole("button", { name: "Retirer de la file" }).click();
	await waiting(ada, 4);
	await kill(ada);
	await ada.page.goto("/app/scanner");
	await waiting(ada, 4);
	await ada.page.reload();
	await waiting(ada, 4);
	await ada.context.setOffline(false);
	await none_waits(ada);
	await ada.page.getByRole("heading", { name: "4 coupons acceptés" }).waitFor();
	const latest = (await house.call("mediator", "GET", "/redemptions?limit=4")).body.items;
	same(latest.map(({ mode }) => mode).sort(), ["offline", "offline", "offline", "typed"], "how they were read");
	must(latest.every(({ scanned_at, at }) => scanned_at && scanned_at <= at), "the time of the device");
	must(!(await ada.page.evaluate(async () => {
		const db = await new Promise((done) => { const open = indexedDB.open("passnum"); open.onsuccess = () => done(open.result); });
		return new Promise((done) => { const all = db.transaction("scans").objectStore("scans").getAll(); all.onsuccess = () => done(all.result); });
	})).some(({ voucher, name }) => voucher || name), "a voucher that is settled is kept on the device");
});

test("two devices without network and one voucher: the server settles, the loser is told until it is seen", async ({ house, come }) => {
	const theirs = house.demo.others.find(({ role }) => role === "mediator");
	const voucher = fresh(house), own = fresh(house);
	const ada = await scanner(come), bob = await scanner(come, { account: theirs }), eve = await scanner(come);
	for (const each of [ada, bob, eve]) {
		await ready(each);
		await each.context.setOffline(true);
	}
	for (const each of [ada, bob]) {
		await wedge(each, voucher.token);
		await settled(each, "waiting");
	}
	for (const each of [ada, eve]) {
		await wedge(each, own.token);
		await settled(each, "waiting");
	}
	await ada.context.setOffline(false);
	await none_waits(ada);
	await settled(ada, "redeemed"); // what stood there as waiting
	await ada.page.getByRole("heading", { name: "2 coupons acceptés" }).waitFor();
	await bob.context.setOffline(false);
	await bob.page.getByText("Un autre appareil l’a envoyé avant le vôtre").waitFor();
	await bob.look("offline-conflict");
	await bob.page.reload();
	await bob.page.getByRole("heading", { name: "Un scan à regarder" }).waitFor();
	await bob.page.getByRole("button", { name: /^J’ai vu/ }).click();
	await bob.page.waitForFunction(() => !document.querySelector("#told"));
	await bob.page.reload();
	await bob.page.getByRole("heading", { name: "0 coupon accepté" }).waitFor();
	same(await bob.page.locator("#told").count(), 0, "what was seen");
	await bob.page.getByRole("link", { name: "Mon mois" }).first().click();
	await bob.page.waitForFunction(() => /cet appareil\s+1 coupon/.test(document.querySelector(".facts")?.innerText)); // its scans come from the disk
	await eve.context.setOffline(false);
	await eve.page.getByRole("heading", { name: "Un scan à regarder" }).waitFor();
	await eve.page.locator("#content").getByText("Il n’est compté qu’une fois").first().waitFor();
});

test("a network that is dead without saying so: what this device knows is said as without network", async ({ house, come }) => {
	const [used] = issue(house, "--vouchers", "5", "--hand-out"), [blocked] = issue(house, "--vouchers", "5", "--hand-out"), [lost] = issue(house, "--vouchers", "5", "--hand-out");
	const redeemed = JSON.parse(house.run("redeem", used.vouchers[0].token, "--centre", house.demo.centres[1].id, "--json"));
	house.run("block", blocked.id, "--reason", "essai");
	await known(house, () => house.run("replace", lost.id, "--reason", "lost"));
	const good = fresh(house), ada = await scanner(come);
	await ready(ada);
	await ada.page.route("**/api/v1/**", (route) => route.abort());
	const judged = [[used, 0, "déjà été utilisé"], [blocked, 1, "bloqué"], [lost, 1, "remplacé"]];
	for (const [pass, at, words] of judged) {
		await wedge(ada, pass.vouchers[at].token);
		await result(ada, "refused").getByText(words).waitFor();
		await ada.page.locator(".scan-result").getByText("Sans réseau, d’après l’état connu").waitFor();
		await ada.page.reload(); // it does not know any more that no answer came
		await settled(ada, "nothing");
	}
	same(await ada.page.locator("#waiting").count(), 0, "what waits");
	await wedge(ada, good.token);
	await result(ada, "waiting").getByText("Authentique et pas encore utilisé").waitFor();
	await ada.page.unroute("**/api/v1/**");
	await send_now(ada);
	// The server has the last word where it answers: what was used meanwhile is free again.
	house.run("reverse", redeemed.redemption, "--reason", "essai");
	await wedge(ada, used.vouchers[0].token);
	await settled(ada, "redeemed");
});

test("whoever is logged out while scans wait logs in over the page, and they are sent", async ({ house, come }) => {
	const ada = await scanner(come);
	await ready(ada);
	await ada.context.setOffline(true);
	await wedge(ada, fresh(house).token);
	await settled(ada, "waiting");
	await ada.context.clearCookies();
	await ada.context.setOffline(false);
	const dialog = ada.page.getByRole("dialog", { name: "Votre session est terminée" });
	await dialog.waitFor();
	await ada.look("offline-login");
	await ada.page.clock.install();
	await ada.page.clock.runFor("00:20"); // longer than a call may last
	await dialog.getByLabel("Mot de passe").fill(house.account("mediator").password);
	await ada.page.keyboard.press("Enter");
	await dialog.waitFor({ state: "detached" });
	await none_waits(ada);
	await settled(ada, "redeemed");
	await ada.page.getByRole("heading", { name: "1 coupon accepté" }).waitFor();
});

test("whoever is logged out meanwhile loses nothing; another account does not send what is not its own", async ({ house, come }) => {
	const ada = await scanner(come);
	await ready(ada);
	await ada.context.setOffline(true);
	await wedge(ada, fresh(house).token);
	await settled(ada, "waiting");
	await ada.context.clearCookies();
	await ada.context.setOffline(false);
	await ada.page.getByRole("dialog").getByText("Votre session est terminée").waitFor({ timeout: 30_000 });
	await ada.page.getByText("Ce n’est pas vous").click();
	await ada.page.waitForURL(/connexion/);
	await ada.page.goto("/app/connexion?retour=/app/scanner");
	const log_in = async ({ login, password }) => {
		await ada.page.getByLabel("Identifiant").fill(login);
		await ada.page.getByLabel("Mot de passe").fill(password);
		await ada.page.keyboard.press("Enter");
		await ada.page.getByRole("heading", { level: 1, name: "Scanner" }).waitFor();
	};
	await log_in(house.demo.others.find(({ role }) => role === "mediator"));
	await ada.page.getByText("Un scan d’un autre compte attend").waitFor();
	await ada.look("offline-foreign");
	await ada.page.getByRole("button", { name: "Se déconnecter" }).click();
	await ada.page.waitForURL(/connexion/);
	await ada.page.goto("/app/connexion?retour=/app/scanner");
	await log_in(house.account("mediator"));
	await none_waits(ada);
	await ada.page.getByRole("heading", { name: "1 coupon accepté" }).waitFor();
});

test("a level that was not given, a tab that is closed, a server that does not answer: nothing is lost", async ({ house, come }) => {
	const ada = await scanner(come, { levels: true });
	ada.allow(cut);
	await wedge(ada, fresh(house).token);
	await settled(ada, "held");
	await ada.page.close();
	ada.page = await ada.context.newPage();
	ada.page.setDefaultTimeout(20_000);
	await ada.page.goto("/app/scanner");
	await ada.page.getByRole("heading", { name: "1 coupon accepté" }).waitFor();
	await wedge(ada, fresh(house).token);
	await settled(ada, "held");
	await wedge(ada, fresh(house).token); // the next person
	await ada.page.getByRole("heading", { name: "2 coupons acceptés" }).waitFor();
	await settled(ada, "held");
	await ada.page.route("**/api/v1/redemptions", (route) => route.abort());
	await ada.page.getByRole("button", { name: "Autonome", exact: true }).click();
	await settled(ada, "waiting");
	await waiting(ada, 1);
	await ada.page.locator("p.hint").getByText(/^Il doit partir avant le /).waitFor();
	await ada.look("server-silent");
	const button = ada.page.getByRole("button", { name: "Envoyer maintenant" });
	const failed = ada.page.waitForEvent("requestfailed");
	await button.click();
	await failed;
	await ada.page.getByText("Le serveur ne répond pas").first().waitFor();
	await ada.page.unroute("**/api/v1/redemptions");
	await send_now(ada);
	await ada.page.getByRole("heading", { name: "3 coupons acceptés" }).waitFor();
	const [latest] = (await house.call("mediator", "GET", "/redemptions?limit=1")).body.items;
	same(latest.level, "autonomous", "the level of the one that waited");
});

test("a long queue goes in lists of 500, oldest first; the server's failure keeps it", async ({ come }) => {
	const ada = await scanner(come);
	ada.allow(cut);
	ada.allow(/status of 503/);
	const sizes = [], times = [];
	let status = 503;
	await ada.page.route("**/api/v1/redemptions", (route) => {
		const { items } = route.request().postDataJSON();
		sizes.push(items.length);
		times.push(...items.map(({ scanned_at }) => scanned_at));
		const body = status === 503 ? { type: "about:blank", title: "", status, code: "busy", detail: "Le serveur est occupé." }
			: { items: items.map(() => ({ outcome: "redeemed", message: "Coupon accepté.", number: 1, total: 5 })) };
		return route.fulfill({ status, contentType: status === 503 ? "application/problem+json" : "application/json", body: JSON.stringify(body) });
	});
	await ada.page.evaluate(async () => {
		const { account, site } = JSON.parse(localStorage.getItem("who"));
		const db = await new Promise((done) => { const open = indexedDB.open("passnum"); open.onsuccess = () => done(open.result); });
		const tx = db.transaction("scans", "readwrite");
		for (let i = 0; i < 501; i++)
			tx.objectStore("scans").put({ id: `many-${i}`, account, site: site.id, at: new Date(Date.now() - (i ? 600_000 : 5 * 86_400_000) + 1000 * i).toISOString(), voucher: `${i}`, name: `${i}`, is_typed: false,
				kind: 0, minutes: 0, level: null, state: "waiting", waited: true, tried: false, outcome: "", message: "", redemption: "", number: 0, total: 0, reversed: false, seen: true });
		await new Promise((done) => (tx.oncomplete = done));
	});
	await ada.page.reload();
	await waiting(ada, 501);
	await ada.page.locator("#content").getByText("Le serveur est occupé.").waitFor();
	await ada.page.getByRole("status").getByText(/^Le plus ancien doit partir avant le .* Après une semaine/).waitFor(); // in two days
	await ada.page.clock.setSystemTime(Date.now() + 3 * 86_400_000);
	await ada.page.reload();
	await ada.page.getByRole("status").getByText(/^Le plus ancien a plus d’une semaine/).waitFor();
	await ada.page.clock.setSystemTime(Date.now());
	await ada.page.reload();
	await waiting(ada, 501);
	status = 200;
	sizes.length = times.length = 0;
	await send_now(ada);
	same(sizes, [500, 1], "the lists");
	same(times, [...times].sort(), "their order");
});

await run_all();
