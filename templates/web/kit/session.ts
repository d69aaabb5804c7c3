// Who is there. The cookie is the browser's and no script sees it; what is kept here is only what the page
// shows, so that a centre's device knows its user without network.
import type { Who } from "api";
import { call, get, Problem, when_session_over } from "./api";
import { guard, visit } from "./router";
import { signal_of } from "./signal";

export type { Who };
export type Role = Who["role"];

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

const SLOW_MS = 4000;

/** Ask who is there; without network, or with one that says nothing, who was. */
export async function session_read() {
	try {
		keep((await get<Who>("/session", kept() ? { signal: AbortSignal.timeout(SLOW_MS) } : {})).body);
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

let ask_leaving = () => "";

/** What is asked before somebody logs out; "" = nothing. */
export function when_leaving(ask: () => string) {
	ask_leaving = ask;
}
export const leaving = () => ask_leaving();

export async function session_close() {
	await call("DELETE", "/session").catch((problem: Problem) => {
		if (problem.status !== 401)
			throw problem;
	});
	keep(null);
	session_leave();
}

// ---- a session that ends while a page is open ----

/** Over the page: nothing; nobody has touched it for long; or the session is over, and whose it was. */
export type Away = { is: "here" } | { is: "idle"; until: number } | { is: "over"; who: Who };
export const away = signal_of<Away>({ is: "here" });
let waiting: ((is_back: boolean) => void)[] = []; // calls

/** The page stays as it is, covered; calls wait until the same person is back. */
function over(): Promise<boolean> {
	if (!who) {
		visit(`/app/connexion?retour=${encodeURIComponent(location.pathname + location.search)}&fin=1`);
		return Promise.resolve(false);
	}
	localStorage.removeItem(KEPT);
	if (away.get().is !== "over")
		away.set({ is: "over", who });
	return new Promise((resolve) => void waiting.push(resolve));
}
when_session_over(over);

/** Who was away has logged in. Somebody else finds nothing of what was open. */
export function session_back(before: Who) {
	if (who?.account !== before.account)
		return session_leave("/app");
	last = Date.now();
	away.set({ is: "here" });
	for (const each of waiting.splice(0))
		each(true);
}

/** Leave the page for good: its script ends, and what was on it is gone. */
export function session_leave(to = "/app/connexion") {
	guard(null);
	document.documentElement.hidden = true;
	location.assign(to);
}

// A browser may keep a page that was left as it was, for its button "back": it begins anew, empty.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

// In another tab somebody left, came back, or somebody else came.
addEventListener("storage", ({ key }) => {
	const now = kept();
	const { is } = away.get();
	if (key !== KEPT || !who || (is !== "over" && now?.account === who.account))
		return;
	if (!now)
		return void over();
	const before = who;
	who = now;
	session_back(before);
});

// A desk is shared: who has left it is logged out, after a word. The server does the same; this covers the page too.
const IDLE_SECONDS = 20 * 60;
const WARNED_SECONDS = 60;
const TOUCHED = "touched"; // in any tab
let last = Date.now();
let watching = false;

function touch() {
	const now = Date.now();
	if (away.get().is !== "here" || now - last < 5000)
		return;
	last = now;
	localStorage.setItem(TOUCHED, String(now));
}

/** "I am still here." */
export function stay() {
	away.set({ is: "here" });
	last = 0;
	touch();
	void get("/session").catch(() => {}); // the server counts calls
}

function look() {
	if (!who || away.get().is === "over" || who.role === "mediator" || !navigator.onLine)
		return;
	const until = Math.max(last, Number(localStorage.getItem(TOUCHED))) + IDLE_SECONDS * 1000;
	const left = until - Date.now();
	const { is } = away.get();
	if (left <= 0)
		void call("DELETE", "/session").catch(() => {}).finally(over);
	else if (left <= WARNED_SECONDS * 1000 && is === "here")
		away.set({ is: "idle", until });
	else if (left > WARNED_SECONDS * 1000 && is === "idle")
		away.set({ is: "here" });
}

export function watch_idle() {
	if (watching || !who)
		return;
	watching = true;
	last = Date.now();
	localStorage.setItem(TOUCHED, String(last));
	for (const name of ["pointerdown", "keydown", "input"])
		addEventListener(name, touch, { passive: true, capture: true });
	setInterval(look, 5000);
}
