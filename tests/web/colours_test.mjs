// colours_test.mjs: contrast of what is no text and no axe measures: the focus, borders of fields, marks, bars of
// charts, each against the grounds that it stands on, in light and in dark (WCAG 1.4.11: 3 to 1).
import { readFileSync } from "node:fs";

const sheet = (name) => readFileSync(new URL(`../../templates/${name}`, import.meta.url), "utf-8");

/** Custom properties of the two `:root`; dark has what it does not say from light. */
function tokens(css) {
	const [light, dark] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, body]) => Object.fromEntries([...body.matchAll(/--([\w-]+): (#[0-9a-f]{3,6})/g)].map(([, name, value]) => [name, value])));
	return { light, dark: { ...light, ...dark } };
}

function luminance(colour) {
	const digits = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : colour.slice(1).match(/../g);
	const [red, green, blue] = digits.map((two) => parseInt(two, 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
	const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

const grounds = ["paper", "sheet"], kinds = ["ok", "error", "warning", "info"];
const everywhere = [...grounds, "blue-faint", ...kinds.map((kind) => `${kind}-faint`)];
const SHAPES = [ // what it is, its colour, what it stands on
	["the focus", "blue", everywhere],
	["the border of a field, a choice, a label", "line", grounds],
	["the border of a button", "blue", everywhere],
	["the border of a button that takes something away", "error", everywhere],
	["the border of what is chosen", "blue", [...grounds, "blue-faint"]],
	["the bar beside what is wrong", "error", grounds],
	...kinds.map((kind) => [`mark and edge: ${kind}`, kind, [...grounds, `${kind}-faint`]]),
	["the line under the page that is open", "blue", ["sheet"]],
	["a bar", "blue", [...grounds, "faint"]],
	["a soft bar", "soft", [...grounds, "faint"]],
	["hatches of what is not shown", "soft", [...grounds, "faint"]],
	["the axis of a chart", "line", grounds],
	["a place of the map", "blue", ["sheet"]],
	["the way to a place of the map", "line", ["sheet"]],
];
const TEXTS = [ // axe measures them where they stand; here also where no journey comes
	["words", "ink", everywhere],
	["soft words", "soft", grounds],
	["a link", "blue", everywhere],
	["words on a button", "blue-ink", ["blue"]],
	["what is wrong", "error", [...grounds, "error-faint"]],
];

const css = sheet("web/style/main.css"), of = tokens(css);
const found = [];
let measured = 0;
for (const [mode, colours] of Object.entries(of))
	for (const [list, least] of [[SHAPES, 3], [TEXTS, 4.5]])
		for (const [what, colour, on] of list)
			for (const ground of on) {
				const have = contrast(colours[colour] ?? "#000000", colours[ground]);
				measured++;
				if (!(have >= least) || !colours[colour])
					found.push(`${mode}: ${what} (--${colour} on --${ground}): ${have.toFixed(2)}, should be ${least}`);
			}
console.log(`1..1\n# ${measured} pairs`);
for (const each of found)
	console.log(`# ${each}`);
console.log(`${found.length ? "not " : ""}ok 1 - what is no text is seen in light and in dark`);
process.exitCode = found.length ? 1 : 0;
