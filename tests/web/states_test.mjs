// states_test.mjs PASSNUM: every page of every role while it waits, when there is nothing to show, and when the server
// refuses, fails, has too much to do or is not there: each is said, has a way on, and axe finds nothing in it.
import { must, run_all, same, test } from "./house.mjs";
import { addresses, roles, settle } from "./pages.mjs";

const CALLS = "**/api/v1/**";
const refusals = { // what comes instead of an answer
	forbidden: { status: 403, detail: "Vous n’avez pas le droit de faire cela." },
	too_fast: { status: 429, detail: "Vous allez trop vite. Attendez quelques secondes, puis continuez.", headers: { "Retry-After": "7" } },
	system: { status: 500, detail: "Une erreur est survenue sur le serveur. Rien n’a été confirmé. Essayez de nouveau." },
	no_network: { detail: "Le serveur ne répond pas. Vérifiez la connexion au réseau, puis essayez de nouveau." },
};

// Pages that say all that they have to without an answer: of the scanner the device knows enough, these of the site
// have general words, and funders are asked for by who picks one.
const works_without = new Set(["/app/scanner", "/app/plan", "/app/accessibilite", "/app/mentions-legales", "/app/vie-privee", "/app/comptes/nouveau"]);

const answer = (route, code) => {
	const { status, detail, headers } = refusals[code];
	return status ? route.fulfill({ status, headers, contentType: "application/problem+json", body: JSON.stringify({ status, code, detail, title: detail }) }) : route.abort("connectionrefused");
};

/** What a list or a table of figures is before anything happened: its arrays are empty. */
async function empty(route) {
	const said = await route.fetch();
	if (!/json/.test(said.headers()["content-type"] ?? "") || !said.ok())
		return route.fulfill({ response: said });
	const body = await said.json();
	for (const name of ["items", "rows", "levels", "centres"])
		if (Array.isArray(body[name]))
			body[name] = [];
	return route.fulfill({ response: said, json: body, headers: { ...said.headers(), link: "" } });
}

/** To a page without loading the client again, by way of another one, so that nothing of before is left. */
async function enter(page, address) {
	for (const to of [address === "/app/plan" ? "/app/vie-privee" : "/app/plan", address]) {
		if (new URL(page.url()).pathname === to)
			continue;
		await page.evaluate((there) => {
			document.querySelector("main h1")?.setAttribute("data-left", "");
			history.pushState(null, "", there);
			dispatchEvent(new PopStateEvent("popstate"));
		}, to);
		await page.locator("main h1:not([data-left])").waitFor();
	}
}

/** Where the focus is, when it is nowhere. */
const astray = (page) => page.evaluate(() => (document.activeElement === document.body ? "the focus is lost" : ""));

async function states_of(ada, role, address) {
	const { page } = ada, found = [];
	const name = `${role}-${address.replace(/\W+/g, "-").slice(5) || "home"}`;
	let asked = 0;
	const through = async (act) => {
		await page.unroute(CALLS);
		asked = 0;
		if (act)
			await page.route(CALLS, (route) => { asked++; return Promise.resolve(act(route)).catch(() => {}); }); // the page may have gone on
	};
	const look = (state) => ada.look(`${name}-${state}`).catch((failure) => found.push(failure.message));
	const held = [];
	await through((route) => void held.push(route));
	await enter(page, address);
	if (asked) {
		if (!works_without.has(address) && !(await page.locator("main").getByRole("status").count()))
			found.push("waits: nothing says so");
		await look("waits");
	}
	await through(null);
	await Promise.all(held.map((route) => route.abort().catch(() => {})));
	if (!asked && !held.length)
		return found;

	await through(empty);
	await enter(page, address);
	await settle(page);
	await look("empty");

	for (const code of Object.keys(refusals)) {
		await through((route) => answer(route, code));
		await enter(page, address);
		await settle(page);
		const alerts = await page.locator("main").getByRole("alert").filter({ hasText: refusals[code].detail }).count();
		if (!alerts && !works_without.has(address))
			found.push(`${code}: is not said`);
		await look(code);
	}
	await through(null);
	// The network is back.
	const again = page.getByRole("button", { name: "Essayer de nouveau" });
	for (let turn = 0; turn < 12 && (await again.count()); turn++) {
		const button = await again.first().elementHandle();
		await button.press("Enter");
		await page.waitForFunction((element) => !element.isConnected, button);
		await settle(page);
		const lost = await astray(page);
		if (lost)
			found.push(`tried again: ${lost}`);
	}
	if (await page.locator("main").getByRole("alert").filter({ hasText: refusals.no_network.detail }).count())
		found.push("there is no way to try again");
	await look("whole");
	return [...found, ...(await dialogs_of(ada, name))];
}

/** Each question that the page asks over itself: the focus is in it, Escape says no, and the focus is back. */
async function dialogs_of(ada, name) {
	const { page } = ada, found = [];
	const words = await page.evaluate(() => [...new Set([...document.querySelectorAll("main button:not([disabled])")].map(({ textContent }) => textContent).filter((text) => /…$|^(Suspendre|Annuler|Révoquer)$/.test(text)))]);
	for (const word of words) {
		const button = page.locator("main").getByText(word, { exact: true }).first();
		if (!(await button.count()))
			continue; // another one opened a form in its place
		const element = await button.elementHandle();
		await button.click();
		await page.waitForFunction((pressed) => document.querySelector("dialog[open]") || !pressed.isConnected, element);
		const dialog = page.locator("dialog[open]");
		if (!(await dialog.count()))
			continue;
		await ada.look(`${name}-${word.replace(/\W+/g, "-")}`).catch((failure) => found.push(failure.message));
		if (!(await dialog.evaluate((element) => element.contains(document.activeElement))))
			found.push(`${word}: the focus is not in the dialog`);
		await page.keyboard.press("Escape");
		await dialog.waitFor({ state: "detached" });
		if (!(await button.evaluate((element) => element === document.activeElement)))
			found.push(`${word}: the focus is not back`);
	}
	return found;
}

for (const role of roles)
	test(`pages of ${role} say that they wait, have nothing, are refused, and go on`, async ({ house, come }) => {
		const ada = await come();
		ada.allow(/status of (401|403|404|429|500)|ERR_(CONNECTION_REFUSED|FAILED)/);
		if (role !== "anyone")
			await ada.log_in(role);
		await ada.page.goto("/app/plan");
		const open = await addresses(house, role, role === "agent"), found = [];
		for (const address of open)
			found.push(...(await states_of(ada, role, address)).map((each) => `${address}: ${each}`));
		must(open.length > 1, "there are pages");
		same(found, [], "what is wrong");
	});

await run_all(async (house) => {
	const { items } = (await house.call("agent", "GET", "/programmes")).body;
	same((await house.call("agent", "POST", "/batches", { programme: items.find(({ state }) => state === "open").id, passes: 2, vouchers: 5 })).status, 202, "a batch");
});
