// What the journeys see when they look at a page: axe with all its RGAA rules, in light and in dark, and that nothing
// is wider than the screen.
// WEB_SHOW=DIR keeps screenshots at three widths, and in dark.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { digest_now } from "./passed.mjs";

const axe_source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
const show = process.env.WEB_SHOW;

// Rules of RGAA that axe leaves out unless they are asked for, and the size of targets.
const AND_THESE = ["css-orientation-lock", "focus-order-semantics", "p-as-heading", "table-fake-caption", "td-has-header", "target-size"];
// What another width and the dark can change: all else is the same elements with the same names.
const OF_WIDTH_AND_DARK = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"];

/** Into the page, once. */
export async function with_axe(page) {
	if (await page.evaluate(() => !window.axe))
		await page.evaluate(axe_source);
}

/** What is wrong with the page as it stands: by all rules, or by those alone that a width and the dark can change. */
export const faults = (page, all) => page.evaluate(judge, { rules: all ? null : OF_WIDTH_AND_DARK, more: AND_THESE });

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

export const spent = { looks: 0, ms: 0 };

/** The page as it is now, unless one with the same elements was looked at already: `known` by passed.mjs. */
export async function look(page, name, known) {
	const digest = await digest_now(page);
	if (known.has(digest) && !show)
		return;
	const from = Date.now(), found = [], before = page.viewportSize();
	const at = async (said, all) => found.push(...(await faults(page, all)).map((each) => `${name} ${said}: ${each}`));
	const shoot = async (said) => show && page.screenshot({ path: path.join(show, `${name}-${said}.png`), fullPage: true });
	if (show)
		mkdirSync(show, { recursive: true });
	await with_axe(page);
	if (before?.width !== 1280)
		await page.setViewportSize({ width: 1280, height: 800 });
	await at("at 1280", true);
	await shoot(1280);
	await page.setViewportSize({ width: 768, height: 800 });
	const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	if (over > 0)
		found.push(`${name}: ${over} px wider than 768 px`);
	await shoot(768);
	await page.setViewportSize({ width: 360, height: 800 });
	await shoot(360);
	await page.emulateMedia({ colorScheme: "dark" });
	await at("at 360 in dark", false);
	await shoot("360-dark");
	await page.emulateMedia({ colorScheme: null });
	if (before)
		await page.setViewportSize(before);
	spent.looks++;
	spent.ms += Date.now() - from;
	if (found.length)
		throw new Error(found.join("\n"));
	known.add(digest);
}
