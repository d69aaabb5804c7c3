// What the journeys see when they look at a page: axe with all its RGAA rules, in light and in dark, that nothing
// is wider than the screen; and which of our sentences stood there (looked.mjs).
// WEB_SHOW=DIR keeps screenshots at three widths, and in dark.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const axe_source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
const show = process.env.WEB_SHOW;

// Rules of RGAA that axe leaves out unless they are asked for, and the size of targets.
const AND_THESE = ["css-orientation-lock", "focus-order-semantics", "p-as-heading", "table-fake-caption", "td-has-header", "target-size"];
// What another width and the dark can change: all else is the same elements with the same names.
const OF_WIDTH_AND_DARK = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"];

/** In the page. Only violations are told; `rules` = null: all of them. */
async function judge({ rules, more }) {
	const { violations } = await window.axe.run(document, {
		resultTypes: ["violations"], iframes: false, elementRef: false, selectors: false, ancestry: false,
		...(rules ? { runOnly: { type: "rule", values: rules } } : { rules: Object.fromEntries(more.map((id) => [id, { enabled: true }])) }),
	});
	const over = document.documentElement.scrollWidth - innerWidth;
	const found = violations.map(({ id, tags, help, nodes }) => `${id} (${tags.filter((tag) => /RGAA-|wcag\d+$/.test(tag)).join(" ")}): ${help}: ${nodes
		.map(({ html, any }) => html.slice(0, 160) + (any[0]?.data?.contrastRatio ? ` ${any[0].data.contrastRatio}` : "")).slice(0, 3).join(" | ")}`);
	return over > 0 ? [...found, `${over} px wider than ${innerWidth} px`] : found;
}

/** In the page: each text of its own, names of what has no text. */
function all_said() {
	const said = new Set([document.title]);
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode())
		said.add(node.data);
	for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt], [data-title], [label]"))
		for (const name of ["aria-label", "title", "placeholder", "alt", "data-title", "label"])
			said.add(element.getAttribute(name) ?? "");
	return { said: [...said].map((text) => text.trim()).filter(Boolean), language: document.documentElement.lang };
}

/** In the page: its elements with their classes and roles, without a word. */
const shape = () => [...document.querySelectorAll("main, main *, dialog, dialog *")].map((element) => `${element.tagName}.${element.className.baseVal ?? element.className}/${element.getAttribute("role") ?? ""}/${element.getAttribute("aria-invalid") ?? ""}`).join(" ");
const shapes = new Set(); // looked at by this journey

export const seen = { fr: new Set(), en: new Set() }; // what stood on a page that was looked at
export const spent = { looks: 0, ms: 0 };

export async function look(page, name) {
	shapes.add(await page.evaluate(shape));
	const from = Date.now(), found = [], before = page.viewportSize();
	const at = async (said, rules) => found.push(...(await page.evaluate(judge, { rules, more: AND_THESE })).map((each) => `${name} ${said}: ${each}`));
	const shoot = async (said) => show && page.screenshot({ path: path.join(show, `${name}-${said}.png`), fullPage: true });
	if (show)
		mkdirSync(show, { recursive: true });
	if (await page.evaluate(() => !window.axe))
		await page.evaluate(axe_source);
	const { said, language } = await page.evaluate(all_said);
	for (const text of said)
		seen[language]?.add(text);
	if (before?.width !== 1280)
		await page.setViewportSize({ width: 1280, height: 800 });
	await at("at 1280", null);
	await shoot(1280);
	await page.setViewportSize({ width: 768, height: 800 });
	const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	if (over > 0)
		found.push(`${name}: ${over} px wider than 768 px`);
	await shoot(768);
	await page.setViewportSize({ width: 360, height: 800 });
	await shoot(360);
	await page.emulateMedia({ colorScheme: "dark" });
	await at("at 360 in dark", OF_WIDTH_AND_DARK);
	await shoot("360-dark");
	await page.emulateMedia({ colorScheme: null });
	if (before)
		await page.setViewportSize(before);
	spent.looks++;
	spent.ms += Date.now() - from;
	if (found.length)
		throw new Error(found.join("\n"));
}

/** Where the same elements were looked at before with other words, these words are only noted. */
export async function glance(page, name) {
	const now = await page.evaluate(shape);
	if (!shapes.has(now))
		return look(page, name);
	const { said, language } = await page.evaluate(all_said);
	for (const text of said)
		seen[language]?.add(text);
}
