// What this device knows by itself: the bundle it keeps, how old that is, and what it says of a voucher.
import { instant, today } from "../kit/text";
import { signal_of } from "../kit/signal";
import { session } from "../kit/session";
import { bundle_read, token_judge, token_verify, type Bundle } from "./bundle";
import { failing, owner, store } from "./queue";
import type { Reading } from "./reading";

interface Kept {
	centre: string;
	bytes: Uint8Array<ArrayBuffer>;
	tag: string;
	checked_at: string; // when the server last said that this is the state of things
}

export interface Knowledge {
	bundle: Bundle | null;
	checked_at: string;
	problem: string; // why there is none, or why the new one was refused
}

export const knowledge = signal_of<Knowledge>({ bundle: null, checked_at: "", problem: "" });

let first_read: Promise<void> = Promise.resolve();

/** No answer came of late: it is not worth while to wait for one. */
export const is_cut = () => !navigator.onLine || failing.get()?.code === "no_network";

async function trust() {
	const db = await store();
	let root = (await db.get("kept", "root")) as string | undefined;
	if (!root) {
		// The first that is seen is kept for good, as these pages come from the same server; another one is refused.
		const answer = await fetch("/api/v1/keys/root", { credentials: "same-origin", cache: "no-store" });
		if (!answer.ok)
			throw new Error("no_root");
		root = (await answer.text()).trim();
		await db.put("kept", root, "root");
	}
	const version = ((await db.get("kept", "version")) as number | undefined) ?? 0;
	return { root, version, centre: owner().site, today: today(), now: new Date().toISOString() };
}

async function believe(kept: Kept, problem = "") {
	const bundle = await bundle_read(kept.bytes, await trust());
	const db = await store();
	await db.put("kept", bundle.version, "version");
	knowledge.set({ bundle, checked_at: kept.checked_at, problem });
	return bundle;
}

const why = (failure: unknown) => (failure instanceof DOMException ? "no_disk" : failure instanceof Error ? failure.message : String(failure));

/** The one that is kept, as an earlier visit left it. */
export async function knowledge_read() {
	const kept = (await (await store()).get("kept", "bundle")) as Kept | undefined;
	knowledge.set({ bundle: null, checked_at: "", problem: "" });
	if (kept?.centre === owner().site)
		await believe(kept).catch((failure) => knowledge.set({ bundle: null, checked_at: "", problem: why(failure) }));
}

/** Ask for a newer one; what is kept stays when there is none, or when it is not to be believed. */
export async function knowledge_renew() {
	if (!navigator.onLine || session()?.role !== "mediator")
		return;
	try {
		const db = await store(), kept = (await db.get("kept", "bundle")) as Kept | undefined, mine = kept?.centre === owner().site ? kept : undefined;
		const answer = await fetch("/api/v1/bundle", { credentials: "same-origin", cache: "no-store", headers: mine ? { "If-None-Match": mine.tag } : {} });
		const checked_at = new Date().toISOString();
		if (answer.status === 304 && mine)
			await db.put("kept", { ...mine, checked_at }, "bundle").then(() => believe({ ...mine, checked_at }));
		else if (answer.ok) {
			const fresh: Kept = { centre: owner().site, bytes: new Uint8Array(await answer.arrayBuffer()), tag: answer.headers.get("ETag") ?? "", checked_at };
			const before = knowledge.get().bundle;
			const bundle = await bundle_read(fresh.bytes, await trust());
			if (before && before.centre === bundle.centre && bundle.made < before.made)
				throw new Error("rolled_back");
			await db.put("kept", fresh, "bundle");
			await believe(fresh);
		}
	} catch (failure) {
		if (!(failure instanceof TypeError)) // no network is no fault
			knowledge.set({ ...knowledge.get(), problem: why(failure) });
	}
}

export interface Judged {
	outcome: string; // "" = nothing is known against it
	doubt: "" | "no_bundle" | "old_bundle" | "unseen" | "code";
	known_at: string; // of what instant that knowledge is
}

export async function judge(reading: Reading, kind: number): Promise<Judged> {
	await first_read; // a scan may come before the disk has answered
	const { bundle, checked_at } = knowledge.get(), day = today();
	const known_at = checked_at ? instant(checked_at) : "";
	if (reading.what !== "token")
		return { outcome: "", doubt: "code", known_at };
	if (!bundle)
		return { outcome: "", doubt: "no_bundle", known_at };
	const forged = await token_verify(bundle, reading.token, day);
	if (forged)
		return { outcome: forged, doubt: "", known_at };
	if (bundle.until < new Date().toISOString())
		return { outcome: "", doubt: "old_bundle", known_at };
	const outcome = token_judge(bundle, reading.token, kind, day);
	return outcome === "unseen" ? { outcome: "", doubt: "unseen", known_at } : { outcome, doubt: "", known_at };
}

const AGAIN_MINUTES = 5;

/** While a page is open: what is kept, then what is new, again when the network is back. */
export function know_by_itself() {
	const renew = () => void knowledge_renew();
	first_read = knowledge_read().catch((failure) => knowledge.set({ bundle: null, checked_at: "", problem: why(failure) }));
	void first_read.then(renew);
	addEventListener("online", renew);
	const timer = setInterval(renew, AGAIN_MINUTES * 60_000);
	return () => { removeEventListener("online", renew); clearInterval(timer); };
}
