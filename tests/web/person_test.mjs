// person_test.mjs PASSNUM: who scans a coupon with any phone, without script, in the language of the pass.
import { must, run_all, same, test } from "./house.mjs";

const phone = { viewport: { width: 360, height: 740 } };
const no_script = { context: { ...phone, javaScriptEnabled: false } };
const unknown = /status of 404/;

async function hand_out(house, language) {
	const { items } = (await house.call("agent", "GET", "/programmes")).body;
	const made = await house.call("agent", "POST", "/passes", { programme: items.find(({ state }) => state === "open").id, vouchers: 5, language });
	same(made.status, 201, JSON.stringify(made.body));
	return made.body.vouchers.map(({ token }) => token);
}

/** What the page says, without the links to other languages. */
const said = (page) => page.locator("main").evaluate((main) => {
	const shown = main.cloneNode(true);
	shown.querySelector("nav").remove();
	return shown.textContent;
});

test("a coupon says at a glance that it is good, how many workshops are left, and where to go", async ({ house, come }) => {
	const [token] = await hand_out(house, "fr");
	const ada = await come(no_script);
	const begin = Date.now();
	const answer = await ada.page.goto(`/${token}`);
	console.log(`# ${Date.now() - begin} ms, ${(await answer.body()).length} bytes`);
	same(answer.status(), 200, "status");
	same(answer.headers()["cache-control"], "no-store", "kept");
	same(answer.headers()["referrer-policy"], "no-referrer", "told to others");
	must(!answer.headers()["set-cookie"], "a cookie");
	for (const text of ["Ce coupon est authentique.", "Il n’a pas encore servi.", "Il vous reste 5 ateliers", "Les lieux près de vous", "Regarder cette page n’utilise pas le coupon."])
		must(await ada.page.getByText(text).first().isVisible(), text);
	const phones = await ada.page.locator("a[href^='tel:']").evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height));
	must(phones.length > 0 && phones.every((height) => height >= 44), `telephone links: ${phones}`);
	must((await ada.page.locator("ol > li").count()) >= 3, "places");
	same(await ada.page.locator("script, form, input, img").count(), 0, "what such a page needs not");
});

test("the places are those of the printed pass, in their order", async ({ house, come }) => {
	const [token] = await hand_out(house, "fr");
	const ada = await come(no_script);
	await ada.page.goto(`/${token}`);
	const names = (await ada.page.locator("ol h3").allTextContents()).map((name) => name.replace(/[\u2068\u2069]/g, ""));
	const { body: who } = await house.call("agent", "GET", "/session");
	const { body: desk } = await house.call("operator", "GET", `/sites/${who.site.id}`);
	const { centres } = (await house.call("agent", "GET", `/centres?near=${desk.latitude},${desk.longitude}&programme=1&limit=5`)).body;
	same(names, centres.map(({ name }) => name), "nearest centres");
});

test("every language of the pass: from the paper's own, by links, right to left where it is read so", async ({ house, come }) => {
	const ada = await come({ context: phone });
	for (const [language, tag, text] of [["fr", "fr", "authentique"], ["falc", "fr", "vrai coupon"], ["en", "en", "genuine"], ["ar", "ar", "أصلية"], ["uk", "uk", "справжній"], ["tr", "tr", "gerçek"], ["pt", "pt", "autêntico"]]) {
		const [token] = await hand_out(house, language);
		await ada.page.goto(`/${token}`);
		same(await ada.page.evaluate(() => document.documentElement.lang), tag, language);
		same(await ada.page.evaluate(() => getComputedStyle(document.body).direction), language === "ar" ? "rtl" : "ltr", language);
		must((await said(ada.page)).includes(text), `${text} is not said`);
		await ada.look(`voucher-${language}`);
	}
	const [token] = await hand_out(house, "fr");
	await ada.page.goto(`/${token}`);
	await ada.page.getByRole("link", { name: "العربية" }).focus();
	await ada.page.keyboard.press("Enter");
	await ada.page.waitForURL(/lang=ar$/);
	same(await ada.page.evaluate(() => document.documentElement.dir), "rtl", "direction");
	await ada.page.getByRole("link", { name: "Français", exact: true }).click();
	await ada.page.getByText("Ce coupon est authentique.").waitFor();
	await ada.page.emulateMedia({ colorScheme: "dark" });
	await ada.look("voucher-dark");
	await ada.page.emulateMedia({ colorScheme: "light", media: "print" });
	await ada.look("voucher-print");
});

test("looking never redeems; a used coupon tells neither where nor by whom", async ({ house, come }) => {
	const [token, other] = await hand_out(house, "fr");
	const ada = await come({ context: phone });
	for (let i = 0; i < 3; i++)
		await ada.page.goto(`/${token}`);
	const before = await said(ada.page);
	const used = await house.call("mediator", "POST", "/redemptions", { voucher: token, kind: 1, minutes: 60 });
	must(used.status === 201, JSON.stringify(used.body));
	await ada.page.goto(`/${token}`);
	await ada.page.getByText("Il a déjà servi.").waitFor();
	const after = await said(ada.page);
	must(after.includes("Il vous reste 4 ateliers"), after);
	const places = (text) => text.slice(text.indexOf("Les lieux"));
	same(places(after), places(before), "the rest of the page");
	await ada.look("voucher-used");
	await ada.page.goto(`/${other}`);
	must((await said(ada.page)).includes("Il n’a pas encore servi."), "the other coupon");
});

test("a blocked pass says so and opens nothing", async ({ house, come }) => {
	const made = await house.call("agent", "POST", "/passes", { programme: "1", vouchers: 5 });
	const token = made.body.vouchers[0].token;
	same((await house.call("agent", "POST", `/passes/${made.body.id}/blocking`, { reason: "perdu" })).status, 200, "blocked");
	const ada = await come({ context: phone });
	await ada.page.goto(`/${token}`);
	const text = await said(ada.page);
	must(text.includes("bloqué") && !text.includes("Il vous reste") && !text.includes("Les lieux"), text);
	await ada.look("voucher-blocked");
});

test("whatever is no coupon of ours gets one and the same page", async ({ house, come }) => {
	const [token] = await hand_out(house, "ar");
	const ada = await come({ context: phone });
	ada.allow(unknown);
	const changed = token.replace(/.$/, (last) => (Number(last) + 1) % 10);
	const pages = [];
	for (const digits of [changed, "9".repeat(197), "123456789012", "1"]) {
		const answer = await ada.page.goto(`/${digits}`);
		same(answer.status(), 404, digits);
		pages.push(await answer.text());
	}
	same(new Set(pages).size, 1, "pages");
	must(pages[0].includes("Ce coupon n’est pas reconnu."), pages[0]);
	await ada.look("voucher-unknown");
	await ada.page.getByRole("link", { name: "English" }).click();
	await ada.page.getByRole("heading", { name: "Coupon not recognised" }).waitFor();
});

await run_all();
