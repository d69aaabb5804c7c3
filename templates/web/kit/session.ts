// Who is there. The cookie is the browser's and no script sees it; what is kept here is only what the page
// shows, so that a centre's device knows its user without network.
import { call, get, Problem, when_session_over } from "./api";
import { reload, visit } from "./router";

export type Role = "operator" | "funder" | "agent" | "mediator" | "auditor";
export interface Who {
	account: string;
	login: string;
	role: Role;
	site: { id: string; name: string } | null; // of an agent or a mediator
	funder: { id: string; name: string } | null;
	expires_at?: string;
	[more: string]: unknown;
}

const KEPT = "who";
let who: Who | null = null;

/** The account in use; null = nobody. */
export const session = () => who;

function keep(now: Who | null) {
	who = now;
	if (now)
		localStorage.setItem(KEPT, JSON.stringify(now));
	else
		localStorage.removeItem(KEPT);
}

function kept(): Who | null {
	try {
		return JSON.parse(localStorage.getItem(KEPT) ?? "null");
	} catch {
		return null;
	}
}

/** Ask who is there; without network, who was. */
export async function session_read() {
	try {
		keep((await get<Who>("/session")).body);
	} catch (problem) {
		if (problem instanceof Problem && problem.status === 401)
			keep(null);
		else
			who = kept();
	}
}

export async function session_open(login: string, password: string, code?: string) {
	const opened = await call<Who>("POST", "/session", { body: { login, password, ...(code ? { code } : {}) } });
	keep(opened.body);
	watch_idle();
}

export async function session_close() {
	await call("DELETE", "/session").catch((problem: Problem) => {
		if (problem.status !== 401)
			throw problem;
	});
	keep(null);
	location.assign("/app/connexion");
}

/** Ended by the server: the page stays in the address, and comes back after the login. */
function over() {
	keep(null);
	visit(`/app/connexion?retour=${encodeURIComponent(location.pathname + location.search)}&fin=1`);
	reload();
}
when_session_over(over);

// A desk is shared: who has left it is logged out. The server does the same; this closes the page too.
const IDLE_MINUTES = 20;
let last = Date.now();
let watching = false;

export function watch_idle() {
	if (watching || !who)
		return;
	watching = true;
	last = Date.now();
	for (const name of ["pointerdown", "keydown", "input"])
		addEventListener(name, () => (last = Date.now()), { passive: true, capture: true });
	setInterval(() => {
		if (who && who.role !== "mediator" && Date.now() - last > IDLE_MINUTES * 60_000 && navigator.onLine)
			void call("DELETE", "/session").finally(over);
	}, 15_000);
}
