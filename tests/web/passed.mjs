// Every state that a journey passes through, whether it stops there or not: the page notes each one that it draws,
// without a script in it, and after the journey axe looks at those whose elements nobody has looked at yet.
import { createHash } from "node:crypto";
import { faults, with_axe } from "./look.mjs";

/** In the page, before its own scripts. */
function note() {
	const known = new Set(), told = new Set();
	const NAMED = ["role", "type", "class", "lang", "dir", "disabled", "hidden", "inert", "open", "tabindex", "href", "for", "scope", "autocomplete", "alt", "title", "placeholder"];
	const BY_VALUE = new Set(["role", "type", "class", "lang", "dir", "scope", "autocomplete", "tabindex"]);
	/** Elements and what they are to a reader, without their words; those that repeat count once. */
	function shape(element) {
		let own = element.localName;
		for (const { name, value } of element.attributes)
			if (NAMED.includes(name))
				own += ` ${name}${BY_VALUE.has(name) ? `=${value}` : value.trim() ? "+" : "-"}`;
			else if (name.startsWith("aria-"))
				own += ` ${name}${/^(true|false|mixed|page|polite|assertive|)$/.test(value) ? `=${value}` : "+"}`;
		const inside = [];
		let last = "";
		for (const child of element.childNodes) {
			const now = child.nodeType === 1 ? shape(child) : child.nodeType === 3 && child.data.trim() ? "\"" : "";
			if (now && now !== last)
				inside.push(now);
			last = now || last;
		}
		return `${own}(${inside.join(",")})`;
	}
	const shape_now = window.shape_now = () => `${document.documentElement.lang} ${shape(document.body)}`;
	/** Each element by its classes and states and those that it stands in: what colours and sizes hang on. */
	function paths(element, above, found) {
		const own = `${above}>${element.localName}.${element.getAttribute("class") ?? ""}${["type", "role", "aria-invalid", "aria-current", "aria-pressed", "aria-disabled", "disabled"].map((name) => element.getAttribute(name) ?? "").join("/")}`;
		found.add(own);
		for (const child of element.children)
			paths(child, own, found);
		return found;
	}
	const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "data-title", "label"];
	function words() {
		const fresh = [];
		const say = (text) => {
			const plain = text?.trim();
			if (plain && !told.has(plain)) {
				told.add(plain);
				fresh.push(plain);
			}
		};
		say(document.title);
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
		for (let node = walker.nextNode(); node; node = walker.nextNode())
			if (node.nodeType === 3)
				say(node.data);
			else
				for (const name of ATTRIBUTES)
					say(node.getAttribute(name));
		return fresh;
	}
	/** Of many that repeat, the first two and the one of most words: the others are the same to axe. */
	function thin(element) {
		let run = [], last = "";
		const end = () => {
			const widest = run.reduce((most, each) => (each.textContent.length > most.textContent.length ? each : most), run[0]);
			run.slice(2).forEach((each) => each === widest || each.remove());
		};
		for (const child of element.localName === "tr" ? [] : [...element.children]) { // cells stand under their headings
			const now = shape(child);
			if (now !== last) {
				end();
				run = [];
			}
			run.push(child);
			last = now;
		}
		end();
		for (const child of element.children)
			thin(child);
	}
	/** The body as it stands: what people typed and chose is in its attributes. */
	function body() {
		const copy = document.body.cloneNode(true);
		const here = document.body.querySelectorAll("input, select, textarea, option"), there = copy.querySelectorAll("input, select, textarea, option");
		for (const [i, field] of here.entries()) {
			if (field.localName === "textarea")
				there[i].textContent = field.value;
			else if (field.localName === "option")
				there[i].toggleAttribute("selected", field.selected);
			else if (field.localName === "input" && field.type !== "file") {
				there[i].setAttribute("value", field.type === "password" ? "" : field.value);
				there[i].toggleAttribute("checked", field.checked);
			}
		}
		for (const element of copy.querySelectorAll("script, [src]"))
			element.localName === "script" ? element.remove() : element.removeAttribute("src");
		for (const [i, dialog] of [...document.body.querySelectorAll("dialog")].entries())
			if (dialog.matches(":modal"))
				copy.querySelectorAll("dialog")[i].setAttribute("data-modal", "");
		thin(copy);
		return copy.outerHTML;
	}
	let due = false;
	function take() {
		due = false;
		if (!document.querySelector("body > :not(noscript, script, embed)") || !location.protocol.startsWith("http") || location.pathname.endsWith(".pdf"))
			return; // nothing to see, or not a page of ours
		const now = shape_now(), fresh = words();
		const is_new = !known.has(now);
		known.add(now);
		if (is_new || fresh.length)
			window.passed_by({
				shape: is_new ? now : null, words: fresh, lang: document.documentElement.lang, dir: document.documentElement.dir, title: document.title, where: location.pathname,
				body: is_new ? body() : null, paths: is_new ? [...paths(document.body, "", new Set())] : [], styles: [...document.querySelectorAll("link[rel=stylesheet], head style")].map(({ outerHTML }) => outerHTML).join(""),
			});
	}
	new MutationObserver(() => {
		if (!due) {
			due = true;
			requestAnimationFrame(take); // what a person can see, not what stands between two lines of a script
		}
	}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

const digest_of = (shape) => createHash("sha256").update(shape).digest("hex").slice(0, 24);

/** Of the page as it stands, which it has noted then. */
export const digest_now = async (page) => digest_of(await page.evaluate(async () => {
	await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
	return window.shape_now();
}));

/** By a digest of their shape: the states that were passed, in the order of their first. */
export class Passed {
	constructor() {
		this.states = new Map();
		this.words = { fr: new Set(), en: new Set() };
	}
	async watch(context) {
		await context.exposeBinding("passed_by", (_source, state) => this.#keep(state));
		await context.addInitScript(note);
	}
	#keep({ shape, words, ...state }) {
		for (const text of words)
			this.words[state.lang]?.add(text);
		const digest = shape && digest_of(shape);
		if (digest && !this.states.has(digest))
			this.states.set(digest, state);
	}
}

/** In the page: the body of a state in the place of its own. */
function put({ body, lang, dir, title }) {
	const root = document.documentElement;
	root.lang = lang;
	dir ? (root.dir = dir) : root.removeAttribute("dir");
	document.title = title;
	document.body.replaceWith(new DOMParser().parseFromString(body, "text/html").body);
	for (const dialog of document.querySelectorAll("dialog[data-modal]")) {
		dialog.open = false;
		dialog.showModal();
	}
}

/** What is wrong with the states that `known` has not; those that are right it has then. */
export async function look_at_passed({ states }, browser, address, known) {
	const fresh = [...states].filter(([digest]) => !known.has(digest)), found = new Map();
	const seen = new Set(), of_new_kind = fresh.filter(([, { paths }]) => {
		const before = seen.size;
		paths.forEach((each) => seen.add(each));
		return seen.size > before;
	});
	const context = await browser.newContext({ baseURL: address, locale: "fr-FR", serviceWorkers: "block", reducedMotion: "reduce" });
	const page = await context.newPage();
	let styles = "";
	await page.route("**/of-a-state", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: `<!doctype html><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">${styles}<body>` }));
	// All of them wide and in light; narrow and in dark those where an element stands as none did before.
	for (const [those, all, size, colorScheme] of [[fresh, true, { width: 1280, height: 800 }, "light"], [of_new_kind, false, { width: 360, height: 800 }, "dark"]]) {
		await page.setViewportSize(size);
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		styles = "";
		for (const [digest, state] of those) {
			if (state.styles !== styles) {
				styles = state.styles;
				await page.goto("/of-a-state");
				await with_axe(page);
			}
			await page.evaluate(put, state);
			const is_on_its_way = /<main [^>]*><p class="busy"/.test(state.body); // its script: the heading comes with it
			const wrong = (await faults(page, all)).filter((each) => !(is_on_its_way && each.startsWith("page-has-heading-one ")));
			if (wrong.length)
				found.set(digest, [...(found.get(digest) ?? []), ...wrong.map((each) => `${state.where}, ${state.title}, ${size.width} ${colorScheme}: ${each}\n# of ${/<main.*/s.exec(state.body)?.[0].slice(0, 400)}`)]);
		}
	}
	await context.close();
	for (const [digest] of fresh)
		if (!found.has(digest))
			known.add(digest);
	return { looked: fresh.length, found: [...found.values()].flat() };
}
