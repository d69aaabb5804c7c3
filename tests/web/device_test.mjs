// device_test.mjs PASSNUM: what may be wrong with a device that scans: its clock, its memory, its pages, who leaves it.
import { must, run_all, test } from "./house.mjs";
import { cut, fresh, none_waits, ready, scanner as at_scanner, send_now, settled, waiting, wedge } from "./vouchers.mjs";

const scanner = (come) => at_scanner(come, { takes_along: true });

test("a newer version of the pages comes while scans wait: they stay, and the camera's reader is kept again", async ({ house, come }) => {
	const ada = await scanner(come);
	await ada.page.addInitScript(() => (navigator.storage.persist = async () => (window.asked = true)));
	await ada.page.reload();
	await ready(ada);
	await ada.page.evaluate(async () => { // as a newer worker does
		for (const name of await caches.keys())
			for (const asked of await (await caches.open(name)).keys())
				if (/reader|wasm/.test(asked.url))
					await (await caches.open(name)).delete(asked);
		navigator.serviceWorker.dispatchEvent(new Event("controllerchange"));
	});
	await ready(ada);
	await ada.context.setOffline(true);
	await wedge(ada, fresh(house).token);
	await waiting(ada, 1);
	must(await ada.page.evaluate(() => window.asked), "the browser is not asked to keep them");
	await ada.context.setOffline(false);
	await ada.page.evaluate(async () => { // and the worker itself is another one
		await (await navigator.serviceWorker.ready).unregister();
		for (const name of await caches.keys())
			await caches.delete(name);
	});
	await ada.page.reload();
	await none_waits(ada);
	await ada.page.getByRole("heading", { name: "1 coupon accepté" }).waitFor();
});

test("who logs out is told that scans wait, and that nobody is logged out without network", async ({ house, come }) => {
	const ada = await scanner(come);
	await ready(ada);
	await ada.context.setOffline(true);
	const out = ada.page.getByRole("button", { name: "Se déconnecter" });
	await out.click();
	await ada.page.getByText("La déconnexion n’a pas eu lieu.").waitFor();
	await ada.look("offline-log-out");
	await wedge(ada, fresh(house).token);
	await waiting(ada, 1);
	await ada.page.getByRole("link", { name: "Mon mois" }).first().click();
	await ada.page.getByText("1 scan attend l’envoi").waitFor(); // whatever else can be shown
	await ada.page.getByRole("link", { name: "Voir la file d’attente" }).click();
	await waiting(ada, 1);
	await ada.page.route("**/api/v1/redemptions", (route) => route.abort());
	await ada.context.setOffline(false);
	ada.page.once("dialog", (asked) => void (/Des scans attendent encore/.test(asked.message()) ? asked.dismiss() : null));
	await out.click();
	await waiting(ada, 1);
	ada.page.once("dialog", (asked) => void asked.accept());
	await out.click();
	await ada.page.waitForURL(/connexion/);
});

test("a clock that is a day too fast: what was scanned is not lost, and the server's time is in the books", async ({ house, come }) => {
	const ada = await scanner(come);
	await ready(ada);
	await ada.page.clock.setSystemTime(Date.now() + 86_400_000);
	await ada.context.setOffline(true);
	for (const count of [1, 2]) {
		await wedge(ada, fresh(house).token);
		await waiting(ada, count);
	}
	await ada.context.setOffline(false);
	await send_now(ada);
	await ada.page.getByRole("heading", { name: "2 coupons acceptés" }).waitFor();
	const [latest] = (await house.call("mediator", "GET", "/redemptions?limit=1")).body.items;
	must(Math.abs(Date.parse(latest.scanned_at) - Date.now()) < 300_000, `the books say ${latest.scanned_at}`);
	await wedge(ada, fresh(house).token);
	await settled(ada, "redeemed");
	await ada.page.reload();
	await ada.page.getByText("L’horloge de cet appareil n’est pas à l’heure (écart : un jour)").waitFor();
	await ada.look("clock-wrong");
});

test("no answer to who is there, a word of something between here and the server: it opens, and nothing is lost", async ({ house, come }) => {
	const ada = await scanner(come);
	ada.allow(cut);
	ada.allow(/status of 404/);
	await ada.page.route("**/api/v1/session", () => {});
	await ada.page.reload();
	await settled(ada, "nothing");
	await ada.page.unroute("**/api/v1/session");
	for (const count of [1, 2]) {
		await ada.page.route("**/api/v1/redemptions", (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "404 page not found" }));
		await wedge(ada, fresh(house).token);
		await settled(ada, "waiting");
		await waiting(ada, 1);
		await ada.page.unroute("**/api/v1/redemptions");
		await send_now(ada);
		await ada.page.getByRole("heading", { name: count === 1 ? "1 coupon accepté" : "2 coupons acceptés" }).waitFor();
	}
});

test("a device whose memory is full: it works, and says that the page must stay open", async ({ house, come }) => {
	const ada = await scanner(come);
	await ready(ada);
	await ada.page.evaluate(() => {
		IDBObjectStore.prototype.put = () => { throw new DOMException("no room", "QuotaExceededError"); };
	});
	await wedge(ada, fresh(house).token);
	await settled(ada, "redeemed");
	await ada.context.setOffline(true);
	await wedge(ada, fresh(house).token);
	await settled(ada, "waiting");
	await ada.page.getByText("Ne fermez pas cette page").waitFor();
	await ada.look("memory-full");
	await ada.context.setOffline(false);
	await send_now(ada);
	await ada.page.getByRole("heading", { name: "2 coupons acceptés" }).waitFor();
	await ada.page.addInitScript(() => {
		indexedDB.open = () => { throw new DOMException("not in a private window", "InvalidStateError"); };
	});
	await ada.page.reload();
	await settled(ada, "nothing");
	await wedge(ada, fresh(house).token);
	await settled(ada, "redeemed");
});

await run_all();
