// everyone_test.mjs PASSNUM: what holds for every page of every role: English where it is chosen, and a reader's own way of reading.
import { readdirSync, readFileSync } from "node:fs";
import { must, run_all, same, test } from "./house.mjs";
import { addresses, roles, settle } from "./pages.mjs";

const usual = /status of (401|404)/;

// ---- English ----

const lang = new URL("../../templates/lang/", import.meta.url);
const flat = (tree) => Object.entries(tree).flatMap(([name, value]) => (typeof value === "object" ? flat(value).map(([rest, text]) => [`${name}.${rest}`, text]) : [[name, String(value)]]));
const words_of = (file) => new Map(flat(JSON.parse(readFileSync(new URL(file, lang), "utf-8"))));
const whole = (text) => new RegExp(`^${text.trim().replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]*\}/g, ".+")}$`);

/** The French sentences that English says otherwise, as patterns. */
const french = readdirSync(new URL("web/", lang)).filter((name) => name.endsWith(".fr.json")).flatMap((name) => {
	const english = words_of(`web/${name.replace(".fr.", ".en.")}`);
	return [...words_of(`web/${name}`)].filter(([key, text]) => /\p{L}{3}/u.test(text.replace(/\{[^}]*\}/g, "")) && english.get(key) !== text).map(([, text]) => whole(text));
});
const english = readdirSync(new URL("web/", lang)).filter((name) => name.endsWith(".en.json")).flatMap((name) => [...words_of(`web/${name}`).values()].map(whole));
const FRENCH = /\b(vous|votre|vos|nous|sont|avec|dans|cette|est|aucune?|depuis|jusqu|déjà|mot de passe|lundi|mardi|janvier|février|novembre|décembre)\b/i;
const KEY = /\b[a-z]+_[a-z_]+\b|\{\w+\}|\bundefined\b|\bNaN\b|\[object/;

/** What the page itself says. What the books say is French whatever the language: cells, values, names. */
const own_words = (page) => page.evaluate(() => {
	const words = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode())
		if (node.data.trim() && !node.parentElement.closest("script, style, [lang=fr], td, tbody th, dd, option, code, .from-books"))
			words.push(node.data.trim());
	for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
		words.push(...["aria-label", "placeholder", "title", "alt"].map((name) => element.getAttribute(name)).filter(Boolean));
	return words.concat(document.title);
});

// ---- a reader's own way ----

// WCAG 1.4.12, and a browser's zoom of 200 % on a screen of 1280 px: 640 px of the page.
const SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }";

/** Words that are cut off: in a box that hides what does not fit, or out of the side of the page. */
const cut = (page) => page.evaluate(() => {
	const found = [];
	for (const element of document.querySelectorAll("main *, header *, footer *")) {
		const { overflowX, overflowY, clipPath } = getComputedStyle(element);
		if (clipPath !== "none" || element.closest("svg, input, select, textarea, .hidden, thead"))
			continue;
		const hides = (overflow) => overflow === "hidden" || overflow === "clip";
		if ((hides(overflowX) && element.scrollWidth > element.clientWidth + 1) || (hides(overflowY) && element.scrollHeight > element.clientHeight + 1))
			found.push(element.outerHTML.slice(0, 120));
		if (/^(BUTTON|A|LABEL|H1|H2|H3)$/.test(element.tagName) && element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".table-frame"))
			found.push(`beside the page: ${element.outerHTML.slice(0, 120)}`);
	}
	const over = document.documentElement.scrollWidth - innerWidth;
	return over > 0 ? [...found, `${over} px wider than ${innerWidth} px`] : found;
});

/** What is wrong in a reader's own way: forced colours at 200 %, 320 px, wide spacing. */
async function read_otherwise(page) {
	const found = [];
	for (const [width, css, media] of [[640, "", { forcedColors: "active", reducedMotion: "reduce" }], [320, "", {}], [360, SPACING, {}]]) {
		await page.setViewportSize({ width, height: 512 });
		await page.emulateMedia({ forcedColors: "none", reducedMotion: "no-preference", ...media });
		await page.evaluate((text) => { // a sheet that the policy lets in
			const sheet = new CSSStyleSheet();
			sheet.replaceSync(text);
			document.adoptedStyleSheets = [sheet];
		}, css);
		found.push(...(await cut(page)).map((each) => `at ${width}${css && ", spaced"}: ${each}`));
		const moving = media.reducedMotion ? await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === "running").length) : 0;
		if (moving)
			found.push(`${moving} things move`);
	}
	return found;
}

// ---- all of it, page by page ----

test("what is said in English is no French", async () => {
	const names = /Défenseur des droits|Libre réponse|Cité des métiers|PIMMS Médiation|délégué|département|médiation numérique|Département de la Charente|Français( facile)?|Українська|Türkçe|Português|[«»]/g;
	const found = readdirSync(new URL("web/", lang)).filter((name) => name.endsWith(".en.json"))
		.flatMap((name) => [...words_of(`web/${name}`)].map(([key, text]) => [`${name} ${key}`, text.replace(names, "")]))
		.filter(([key, text]) => !/ departement_/.test(key) && (FRENCH.test(text) || /[àâçéèêëîïôùûœ]/i.test(text)));
	same(found, [], "what is French");
});

/** What is French or no word at all, without the names that the books have. */
async function not_english(page, names) {
	const found = [];
	if ((await page.evaluate(() => document.documentElement.lang)) !== "en")
		found.push("the language of the page");
	for (const words of await own_words(page)) {
		const rest = [...names].reduce((text, name) => text.replaceAll(name, ""), words);
		if (FRENCH.test(rest) || KEY.test(rest) || (french.some((each) => each.test(rest)) && !english.some((each) => each.test(rest))))
			found.push(`not English: ${words}`);
	}
	return found;
}

async function names_of(house, role) {
	const names = new Set([house.account(role)?.login].filter(Boolean));
	for (const path of ["/programmes", "/sites", "/centres?near=46.3,2.4"])
		for (const { name } of Object.values((await house.call("operator", "GET", path)).body).flat())
			if (name)
				names.add(name);
	return names;
}

for (const role of roles)
	test(`every page of ${role} is English where it is chosen, and bears zoom, wide spacing, forced colours and stillness`, async ({ house, come }) => {
		const ada = await come();
		ada.allow(usual);
		if (role !== "anyone")
			await ada.log_in(role);
		const names = await names_of(house, role), found = [];
		await ada.page.goto(role === "anyone" ? "/app/plan" : "/app");
		await ada.page.getByRole("contentinfo").getByRole("button", { name: "English" }).click();
		await ada.page.waitForFunction(() => document.documentElement.lang === "en");
		const open = await addresses(house, role, role === "agent");
		for (const address of open) {
			await ada.page.setViewportSize({ width: 1280, height: 800 });
			await ada.page.goto(address);
			await settle(ada.page);
			const said = [...(await not_english(ada.page, names)), ...(await read_otherwise(ada.page))];
			found.push(...said.map((each) => `${address}: ${each}`));
		}
		must(open.length > 1, "there are pages");
		same(found, [], "what is wrong");
	});

test("on a telephone a long menu is folded, and opens by keyboard", async ({ house, come }) => {
	const ada = await come({ context: { viewport: { width: 360, height: 800 } } });
	await ada.log_in("operator");
	const menu = ada.page.getByRole("navigation", { name: "Menu principal" }), fold = menu.getByRole("button", { name: "Menu" });
	must(!(await menu.getByRole("link", { name: "Journal" }).isVisible()), "folded at first");
	await fold.focus();
	await ada.page.keyboard.press("Enter");
	same(await fold.getAttribute("aria-expanded"), "true", "said to be open");
	await ada.look("everyone-menu");
	await menu.getByRole("link", { name: "Journal" }).click();
	await ada.page.getByRole("heading", { level: 1, name: "Journal" }).waitFor();
	same(await fold.getAttribute("aria-expanded"), "false", "on the next page");
});

await run_all();
