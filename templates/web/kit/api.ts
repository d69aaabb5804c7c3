// Calls to the API. A failure is a Problem, whose sentence may be shown.
import { limits_sentence, sentence } from "./text";

export class Problem extends Error {
	constructor(
		readonly code: string, // stable, as the API describes it; "no_network" when no answer came
		readonly detail: string, // for people
		readonly status = 0,
		readonly field = "", // of the body or the query
		readonly retry_seconds = 0,
		readonly more: Record<string, unknown> = {}, // other members of the answer
	) {
		super(code);
	}
}

export interface Answer<T> {
	status: number;
	body: T;
	tag: string | null; // ETag, for a later If-Match
	next: string | null; // the path of the next page of a list
	headers: Headers;
}

export interface Asked {
	body?: unknown; // sent as JSON, or as it is when it is a Blob
	key?: string; // Idempotency-Key: the same one when a person tries again
	tag?: string; // If-Match
	known?: string; // If-None-Match: an answer of status 304 has no body
	accept?: string; // another type than JSON: the body is then a Blob
	signal?: AbortSignal;
	by?: (url: string, asked: RequestInit) => Promise<Response>; // instead of fetch: one that tells how much is sent
}

const API = "/api/v1";
let come_back = async () => false;

/** What happens when the session has ended meanwhile: true = the same person is back, and the call is made again. */
export function when_session_over(act: () => Promise<boolean>) {
	come_back = act;
}

/** A key for a call that must happen once. */
export const new_key = () => crypto.randomUUID();

let ahead = 0;
const ANSWER_MS = 45_000; // a network may be dead without saying so
const CLOCK_MS = 120_000; // less is no wrong clock: an answer takes its time

/** By how many milliseconds the clock of the server is before the one of this device; 0 = they agree. */
export const server_ahead = () => (Math.abs(ahead) > CLOCK_MS ? ahead : 0);

const next_of = (link: string | null) => /<([^>]*)>;\s*rel="next"/.exec(link ?? "")?.[1] ?? null;

async function problem_of(answer: Response): Promise<Problem> {
	const said = await answer.json().catch(() => ({}));
	const code = typeof said.code === "string" ? said.code : "system";
	const retry = Number(answer.headers.get("Retry-After")) || 0;
	return new Problem(code, limits_sentence(said.least, said.most) || sentence(code, said.field, said.detail), answer.status, said.field ?? "", retry, said);
}

/** `path` begins after /api/v1, or with it as in a Link. */
export async function call<T = unknown>(method: string, path: string, asked: Asked = {}): Promise<Answer<T>> {
	const headers: Record<string, string> = { Accept: asked.accept ?? "application/json" };
	const raw = asked.body instanceof Blob;
	if (asked.body !== undefined)
		headers["Content-Type"] = raw ? (asked.body as Blob).type : "application/json";
	if (asked.key)
		headers["Idempotency-Key"] = asked.key;
	if (asked.tag)
		headers["If-Match"] = asked.tag;
	if (asked.known)
		headers["If-None-Match"] = asked.known;
	const send = asked.by ?? fetch;
	const ask = async () => {
		const stop = new AbortController(), end = () => stop.abort();
		const timer = asked.by || raw ? 0 : setTimeout(end, ANSWER_MS);
		asked.signal?.addEventListener("abort", end);
		try {
			const answer = await send(path.startsWith(API) ? path : API + path, {
				method, headers, signal: stop.signal, credentials: "same-origin", cache: "no-store", redirect: "error",
				body: asked.body === undefined ? undefined : raw ? (asked.body as Blob) : JSON.stringify(asked.body),
			});
			const at = Date.parse(answer.headers?.get("Date") ?? "");
			ahead = at ? at - Date.now() : ahead;
			return answer;
		} finally {
			clearTimeout(timer);
		}
	};
	let answer: Response;
	try {
		answer = await ask();
		if (answer.status === 401 && path !== "/session" && (await come_back()))
			answer = await ask();
	} catch (failure) {
		if (asked.signal?.aborted)
			throw failure;
		throw new Problem("no_network", sentence("no_network"));
	}
	if (!answer.ok && answer.status !== 304)
		throw await problem_of(answer);
	const body = answer.status === 204 || answer.status === 304 ? undefined
		: asked.accept && asked.accept !== "application/json" ? await answer.blob() : await answer.json();
	return { status: answer.status, body: body as T, tag: answer.headers.get("ETag"), next: next_of(answer.headers.get("Link")), headers: answer.headers };
}

export const get = <T>(path: string, asked?: Asked) => call<T>("GET", path, asked);
export const post = <T>(path: string, body: unknown = {}, asked: Asked = {}) => call<T>("POST", path, { ...asked, body });

/** All items of a list, page after page; at most `most`. */
export async function get_all<T>(path: string, most = 2000): Promise<T[]> {
	const items: T[] = [];
	for (let at: string | null = path; at && items.length < most;) {
		const page: Answer<{ items: T[] }> = await get(at);
		items.push(...page.body.items);
		at = page.next;
	}
	return items;
}

/** "?a=1&b=2" of what is not empty. */
export function query(of: Record<string, string | number | boolean | null | undefined>) {
	const said = Object.entries(of).filter(([, value]) => value !== undefined && value !== null && value !== "");
	return said.length ? `?${new URLSearchParams(said.map(([name, value]) => [name, String(value)]))}` : "";
}
