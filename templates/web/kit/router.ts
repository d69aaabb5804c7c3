// Addresses to pages. The list is pages.json, which the server knows too: an address that is none is 404.
import { signal_of } from "./signal";
import list from "../pages.json";

export interface Page {
	path: string; // "/app/pass/:id"
	room: string;
	page: string;
	title: string; // key in the common words: "title_…"
	roles: string[]; // who may see it; [] = everyone who is logged in, "anyone" = nobody need be
	menu?: boolean;
}
export const pages = list as Page[];

export interface Place {
	page: Page | null;
	params: Record<string, string>;
	query: URLSearchParams;
}

function fits(pattern: string, path: string): Record<string, string> | null {
	const want = pattern.split("/"), have = path.split("/");
	const params: Record<string, string> = {};
	if (want.length !== have.length)
		return null;
	for (const [i, part] of want.entries())
		if (part.startsWith(":"))
			params[part.slice(1)] = decodeURIComponent(have[i]);
		else if (part !== have[i])
			return null;
	return params;
}

function find(): Place {
	const path = location.pathname.replace(/(.)\/$/, "$1");
	const query = new URLSearchParams(location.search);
	for (const page of pages) {
		const params = fits(page.path, path);
		if (params)
			return { page, params, query };
	}
	return { page: null, params: {}, query };
}

export const place = signal_of<Place>(find());
let here = location.href;
export function reload() {
	here = location.href;
	place.set(find());
}

// Something on the page is not saved: it is asked before it is left.
let unsaved: (() => string | null) | null = null;
export function guard(ask: (() => string | null) | null) {
	unsaved = ask;
}
// The button "back" of the browser has gone already: who would rather stay is put on top again.
addEventListener("popstate", () => {
	const { pathname, search } = new URL(here), moved = pathname !== location.pathname || search !== location.search;
	const question = moved ? unsaved?.() : null; // a link within the page asks nothing
	if (question && !confirm(question))
		return history.pushState(null, "", here);
	if (moved)
		unsaved = null;
	reload();
});
addEventListener("beforeunload", (event) => {
	if (unsaved?.())
		event.preventDefault();
});

/** Go to another page of ours. */
export function visit(to: string, replace = false) {
	const question = unsaved?.();
	if (question && !confirm(question))
		return;
	unsaved = null;
	history[replace ? "replaceState" : "pushState"](null, "", to);
	scrollTo(0, 0);
	reload();
}

/** Change the query of this page, without a new page. */
export function set_query(of: Record<string, string | null>) {
	const query = new URLSearchParams(location.search);
	for (const [name, value] of Object.entries(of))
		if (value)
			query.set(name, value);
		else
			query.delete(name);
	history.replaceState(null, "", location.pathname + (query.size ? `?${query}` : ""));
	reload();
}

document.addEventListener("click", (event) => {
	const link = (event.target as Element | null)?.closest?.("a");
	if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
		return;
	if (link.target || link.hasAttribute("download") || link.origin !== location.origin)
		return;
	if (link.pathname !== "/app" && !link.pathname.startsWith("/app/"))
		return;
	if (link.hash && link.pathname === location.pathname)
		return;
	event.preventDefault();
	visit(link.pathname + link.search);
});
