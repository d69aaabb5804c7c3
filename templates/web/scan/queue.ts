// What was scanned on this device. A scan is kept (IndexedDB) before anything else is done with it, and its
// voucher is forgotten when the server has answered; killing the page loses nothing. A scan belongs to the
// account and the centre that made it: nobody else sends it.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Redeemed, RedemptionList, RedemptionOutcome, VoucherChecked } from "api";
import { get, post, Problem, server_ahead } from "../kit/api";
import { session, when_leaving } from "../kit/session";
import { signal_of } from "../kit/signal";
import { common } from "../kit/text";

export type Level = "accompanied" | "partly" | "autonomous";
export interface Scan {
	id: string; // the nonce: names the gesture however often it is sent
	account: string;
	site: string;
	at: string; // by the clock of this device
	voucher: string; // "" once it is settled
	name: string; // of the voucher, to see that it waits already; "" once it is settled
	is_typed: boolean;
	kind: number;
	minutes: number;
	level: Level | null;
	state: "held" | "waiting" | "settled"; // held: the level is asked
	waited: boolean; // without network: it is sent with its time
	tried: boolean; // sent once, and no answer came
	outcome: string; // "" until it is settled
	message: string; // of the server, in French
	redemption: string;
	number: number;
	total: number;
	reversed: boolean;
	seen: boolean; // what became of it
}

interface Schema extends DBSchema {
	scans: { key: string; value: Scan; indexes: { at: string } };
	kept: { key: string; value: unknown };
}

/** So many days after a scan the server still takes it. LATE_SECONDS of include/model/redemption.h. */
export const LATE_DAYS = 7;
const KEEP_DAYS = 62;
const LIST_MAX = 500;
const SLOW_MS = 8000;
let opened: Promise<IDBPDatabase<Schema>> | null = null;

export const store = async () => (opened ??= openDB<Schema>("passnum", 1, {
	upgrade(db) {
		db.createObjectStore("scans", { keyPath: "id" }).createIndex("at", "at");
		db.createObjectStore("kept");
	},
	terminated: () => (opened = null),
}));

/** Of who is here, the newest first. */
export const scans = signal_of<Scan[]>([]);
/** How many of others wait on this device. */
export const foreign = signal_of(0);
/** Why the last attempt to send failed; null = it did not. */
export const failing = signal_of<Problem | null>(null);
export const sending = signal_of(false);
/** The disk of this device refused: scans that only this page knows. */
export const unkept = signal_of(0);
const loose = new Map<string, Scan>();

export function owner() {
	const who = session();
	return { account: who?.account ?? "", site: (who?.site as unknown as { id: string } | null)?.id ?? "" };
}

const is_mine = (scan: Scan) => {
	const { account, site } = owner();
	return scan.account === account && scan.site === site;
};

export const is_good = (scan: Scan) => scan.outcome === "redeemed" || scan.outcome === "already_yours";
export const waits = (scan: Scan) => scan.state !== "settled";

const by_time = (list: Scan[]) => list.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));

async function on_disk() {
	try {
		return await (await store()).getAllFromIndex("scans", "at");
	} catch {
		opened = null; // it may be there the next time
		return [];
	}
}

export async function refresh() {
	const all = by_time([...(await on_disk()).filter(({ id }) => !loose.has(id)), ...loose.values()]);
	scans.set(all.filter(is_mine));
	foreign.set(all.filter((scan) => waits(scan) && !is_mine(scan)).length);
}

async function keep(list: Scan[]) {
	const tx = (await store()).transaction("scans", "readwrite", { durability: "strict" });
	for (const scan of list)
		tx.store.put(scan).catch(() => {}); // the transaction says it
	await tx.done;
}

/** All of them or none are on the disk when it returns. Where there is no disk, or it is full, this page knows
 * them, and says that it must not be closed. */
async function put_all(list: Scan[]) {
	const changed = new Set(list.map(({ id }) => id));
	await keep(list).then(() => changed.forEach((id) => loose.delete(id)), () => {
		opened = null;
		for (const scan of list)
			loose.set(scan.id, scan);
	});
	unkept.set([...loose.values()].filter(waits).length);
	scans.set(by_time([...list, ...scans.get().filter(({ id }) => !changed.has(id))]));
	return list;
}
addEventListener("beforeunload", (event) => unkept.get() && event.preventDefault());

const put = async (scan: Scan) => (await put_all([scan]))[0];

export type NewScan = Pick<Scan, "voucher" | "name" | "is_typed" | "kind" | "minutes" | "level"> & { is_held: boolean } & Partial<Pick<Scan, "number" | "total">>;

export function add({ is_held, ...of }: NewScan) {
	return put({
		number: 0, total: 0, ...of, ...owner(), id: crypto.randomUUID(), at: new Date().toISOString().replace(/\.\d+Z$/, "Z"), state: is_held ? "held" : "waiting",
		waited: false, tried: false, outcome: "", message: "", redemption: "", reversed: false, seen: true,
	});
}

export const change = (scan: Scan, to: Partial<Scan>) => put({ ...scan, ...to });

export async function forget(scan: Scan) {
	if (!loose.delete(scan.id))
		await (await store()).delete("scans", scan.id);
	unkept.set([...loose.values()].filter(waits).length);
	scans.set(scans.get().filter(({ id }) => id !== scan.id));
}

/** When it was, by the clock of the server: the one of a device may be wrong, or was until it had network again. */
function scanned_at(scan: Scan) {
	const now = Date.now() + server_ahead();
	return new Date(Math.min(Date.parse(scan.at) + server_ahead(), now)).toISOString().replace(/\.\d+Z$/, "Z");
}

const body_of = (scan: Scan) => ({
	voucher: scan.voucher, nonce: scan.id,
	...(scan.kind ? { kind: scan.kind } : {}), ...(scan.minutes ? { minutes: scan.minutes } : {}),
	...(scan.level ? { level: scan.level } : {}), ...(scan.waited ? { scanned_at: scanned_at(scan) } : {}),
});

// Each call by itself has to be answered in time, not the person who logs in again between two of them.
const in_time = (url: string, asked: RequestInit) => fetch(url, { ...asked, signal: AbortSignal.timeout(SLOW_MS) });

/** Without an answer in time it is as if there were no network. */
async function ask<T>(path: string, body: unknown): Promise<T> {
	try {
		return (await post<T>(path, body, { by: in_time })).body;
	} catch (problem) {
		throw problem instanceof Problem ? problem : new Problem("no_network", "");
	}
}

/** Does the server answer? It is asked about a voucher, which uses nothing. */
export async function is_answered(voucher: string) {
	try {
		await ask("/vouchers/check", { voucher });
	} catch (failure) {
		const problem = failure as Problem;
		if (problem.status === 0 || problem.status >= 500) {
			failing.set(problem);
			return false;
		}
	}
	return true;
}

/** Would it be refused here and now? Only what the server says counts. */
export const is_refused = ({ voucher, kind }: Pick<Scan, "voucher" | "kind">) =>
	ask<VoucherChecked>("/vouchers/check", { voucher, ...(kind ? { kind } : {}) }).then(({ usable }) => !usable, () => false);

/** Is it said of this voucher? What anything between here and the server says, nobody knows: it waits. */
const is_final = ({ status, code, more }: Problem) => Boolean(more.outcome) || ([400, 409, 422].includes(status) && code !== "system");

// A pause after wrong codes says nothing of the voucher itself.
const is_later = (outcome: string) => outcome === "too_many_wrong_codes";

function settled(scan: Scan, { outcome, message, ...of }: Pick<RedemptionOutcome, "outcome" | "message"> & Partial<RedemptionOutcome>, waited: boolean): Scan {
	// Ours, whose answer was lost, is what it was; anybody else's of this centre is told.
	const own = outcome === "already_yours" && scan.tried;
	return {
		...scan, state: "settled", voucher: "", name: "", outcome: own ? "redeemed" : outcome, message: own ? "" : message, redemption: of.redemption ?? "",
		number: of.number ?? scan.number, total: of.total ?? scan.total, seen: !waited || outcome === "redeemed" || own,
	};
}

export interface Sent {
	scan: Scan;
	proposal: string; // another code that may be meant
	problem: Problem | null; // why it waits now
}

/** One, at once. */
export async function send_one(scan: Scan): Promise<Sent> {
	try {
		const answer = await ask<Redeemed>("/redemptions", body_of(scan));
		failing.set(null);
		return { scan: await put(settled(scan, answer, false)), proposal: "", problem: null };
	} catch (failure) {
		const problem = failure as Problem;
		const outcome = problem.more.outcome as RedemptionOutcome["outcome"] | undefined;
		if (!is_final(problem)) {
			failing.set(problem);
			return { scan: await change(scan, { state: "waiting", waited: true, tried: scan.tried || problem.status !== 401 }), proposal: "", problem };
		}
		const told = { ...(problem.more as Partial<RedemptionOutcome>), outcome: outcome ?? "malformed", message: problem.detail } as RedemptionOutcome;
		return { scan: await put(settled(scan, told, scan.waited)), proposal: told.proposal ?? "", problem: null };
	}
}

/** Why some of them wait still; null = none does. */
async function send_list(list: Scan[]): Promise<Problem | null> {
	list = await put_all(list.map((scan) => ({ ...scan, waited: true })));
	let answer: RedemptionList;
	try {
		answer = await ask<RedemptionList>("/redemptions", { items: list.map(body_of) });
	} catch (failure) {
		const problem = failure as Problem;
		if (!is_final(problem) && problem.status !== 413) {
			if (!problem.status || problem.status >= 500)
				await put_all(list.map((scan) => ({ ...scan, tried: true })));
			throw problem;
		}
		for (const scan of list) { // one of them cannot be read: the others are not held up by it
			const { problem } = await send_one(scan);
			if (problem)
				throw problem;
		}
		return null;
	}
	await put_all(list.map((scan, i) => settled(scan, answer.items[i], true)).filter(({ outcome }) => !is_later(outcome)));
	const later = answer.items.find(({ outcome }) => is_later(outcome));
	return later ? new Problem(later.outcome, later.message) : null;
}

/** All that waits, oldest first; by one page at a time. How many were settled. */
export async function send(): Promise<number> {
	if (sending.get() || !session())
		return 0;
	sending.set(true);
	let count = 0;
	try {
		await navigator.locks.request("passnum-scans", async () => {
			await refresh();
			const list = scans.get().filter(({ state }) => state === "waiting").reverse();
			if (list.length)
				await get("/session", { signal: AbortSignal.timeout(SLOW_MS) }).catch(() => {}); // what time is it there?
			let later: Problem | null = null;
			for (let i = 0; i < list.length; i += LIST_MAX) {
				later = (await send_list(list.slice(i, i + LIST_MAX))) ?? later;
				count += Math.min(LIST_MAX, list.length - i);
			}
			failing.set(later);
		});
	} catch (problem) {
		failing.set(problem instanceof Problem ? problem : new Problem("system", ""));
	}
	sending.set(false);
	await refresh();
	return count;
}

/** What an earlier visit left, and what is too old to be of use. */
export async function begin() {
	const db = await store().catch(() => null);
	if (!db)
		return;
	const old = new Date(Date.now() - KEEP_DAYS * 86_400_000).toISOString();
	for (const scan of await db.getAllFromIndex("scans", "at"))
		if (scan.state === "settled" && scan.seen && scan.at < old)
			await db.delete("scans", scan.id);
		else if (scan.state === "held" && is_mine(scan)) // nobody said the level: it counts all the same
			await db.put("scans", { ...scan, state: "waiting", waited: true });
	await refresh();
}

const AGAIN_SECONDS = 15;
let begun = false;

/** Send by itself: when the network comes back, when the page is looked at again, and from time to time. */
export function send_by_itself() {
	if (begun)
		return;
	begun = true;
	when_leaving(() => scans.get().some(waits) ? common("leave_waiting") : "");
	const look = () => {
		if (scans.get().some(({ state }) => state === "waiting"))
			return navigator.onLine ? void send() : undefined;
		failing.set(null);
	};
	addEventListener("online", look);
	document.addEventListener("visibilitychange", () => document.hidden || void refresh().then(look));
	setInterval(look, AGAIN_SECONDS * 1000);
	void begin().then(look);
}
