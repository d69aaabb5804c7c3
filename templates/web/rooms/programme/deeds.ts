// What a set-up does, in its order: the programme is added, gets its first money and its places, and opens. What was
// done is kept, so that a set-up that stopped goes on from there, and nothing is done twice.
import type { ApprovalsTaken, NewProgramme, Programme } from "api";
import { call, get, new_key, Problem } from "../../kit/api";

/** Asked for, and no answer has said no: it is asked for again with the same key before anything else. */
interface Asked<T> {
	key: string;
	body: T;
}

export interface Done {
	adding?: Asked<NewProgramme>;
	programme?: { id: string; rules: NewProgramme };
	funding?: Asked<{ cents: number }>;
	cents: number; // that it was given
	taken?: { sites: number; next?: string; all: boolean }; // of the territory
	approved: string[];
	open: boolean;
}
export const done_nothing: Done = { cents: 0, approved: [], open: false };

export interface Wish {
	rules: NewProgramme;
	cents: number; // 0 = none yet
	sites: string[];
	all: boolean; // places of the territory too
	open: boolean;
}

export type Step = "add" | "change" | "fund" | "take" | "approve" | "open";

/** `step` did not succeed; `problem` says why. */
export class Stopped extends Error {
	constructor(readonly step: Step, readonly problem: unknown, readonly site = "") {
		super(step);
	}
}

/** It was done, or may have been: nobody said that it was not. */
const is_unsure = (problem: unknown) =>
	!(problem instanceof Problem) || !problem.status || problem.status >= 500 || problem.code === "key_in_flight";

/** Once, whatever is lost on the way. `keep` gets what is asked, null when it was refused. */
async function once<Body, T>(path: string, asked: Asked<Body>, keep: (asked: Asked<Body> | undefined) => void): Promise<T> {
	keep(asked);
	try {
		return (await call<T>("POST", path, asked)).body;
	} catch (problem) {
		if (!is_unsure(problem))
			keep(undefined);
		throw problem;
	}
}

export function differing(before: NewProgramme, after: NewProgramme): Partial<NewProgramme> {
	const names = Object.keys(after) as (keyof NewProgramme)[];
	return Object.fromEntries(names.filter((name) => name !== "funder" && JSON.stringify(after[name]) !== JSON.stringify(before[name])).map((name) => [name, after[name]]));
}

export interface Teller {
	/** What is done by now. */
	keep: (done: Done) => void;
	/** What begins; `at` of `of` places. */
	tell: (step: Step, at?: number, of?: number) => void;
}

async function add(done: Done, wish: Wish, { keep }: Teller): Promise<Done> {
	const asked = done.adding ?? { key: new_key(), body: wish.rules };
	const made = await once<NewProgramme, Programme>("/programmes", asked, (adding) => keep({ ...done, adding }));
	return { ...done, adding: undefined, programme: { id: made.id, rules: asked.body } };
}

async function change(done: Done, wish: Wish): Promise<Done> {
	const { id, rules } = done.programme!;
	await call("PATCH", `/programmes/${id}`, { body: differing(rules, wish.rules), tag: "*" });
	return { ...done, programme: { id, rules: { ...wish.rules, funder: rules.funder } } };
}

async function fund(done: Done, wish: Wish, { keep }: Teller): Promise<Done> {
	const asked = done.funding ?? { key: new_key(), body: { cents: wish.cents - done.cents } };
	await once(`/programmes/${done.programme!.id}/fundings`, asked, (funding) => keep({ ...done, funding }));
	return { ...done, funding: undefined, cents: done.cents + asked.body.cents };
}

async function approve(done: Done, site: string): Promise<Done> {
	const is_there = done.approved.includes(site);
	await call("PUT", `/programmes/${done.programme!.id}/approvals/${site}`, { body: { state: is_there ? "candidate" : "approved" } });
	return { ...done, approved: is_there ? done.approved.filter((each) => each !== site) : [...done.approved, site] };
}

/** Some of the places of the territory; again until it is all of them. */
async function take(done: Done): Promise<Done> {
	const before = done.taken ?? { sites: 0, all: false };
	const { body } = await call<ApprovalsTaken>("POST", `/programmes/${done.programme!.id}/approvals`, { body: before.next ? { after: before.next } : {} });
	return { ...done, taken: { sites: before.sites + body.sites, next: body.next ?? undefined, all: body.next === null } };
}

async function open(done: Done): Promise<Done> {
	const path = `/programmes/${done.programme!.id}`;
	try {
		await call("POST", `${path}/state`, { body: { state: "open" } });
	} catch (problem) {
		const is_open = problem instanceof Problem && problem.code === "bad_transition" && (await get<Programme>(path)).body.state === "open";
		if (!is_open) // the answer of an earlier call was lost
			throw problem;
	}
	return { ...done, open: true };
}

const toggled = (done: Done, wish: Wish) =>
	[...wish.sites.filter((each) => !done.approved.includes(each)), ...(wish.all ? [] : done.approved.filter((each) => !wish.sites.includes(each)))];

/** All that is left of the wish; throws Stopped at what did not succeed. */
export async function set_up(done: Done, wish: Wish, teller: Teller): Promise<Done> {
	const step = async (name: Step, deed: () => Promise<Done>, site = "", patience = 5): Promise<void> => {
		try {
			done = await deed();
		} catch (problem) {
			if (!(problem instanceof Problem && problem.status === 429 && patience))
				throw new Stopped(name, problem, site);
			await new Promise((go) => setTimeout(go, problem.retry_seconds * 1000)); // many places, fast: the server wants a break
			return step(name, deed, site, patience - 1);
		}
		teller.keep(done);
	};
	if (!done.programme) {
		teller.tell("add");
		await step("add", () => add(done, wish, teller));
	}
	if (Object.keys(differing(done.programme!.rules, wish.rules)).length) {
		teller.tell("change");
		await step("change", () => change(done, wish));
		if (done.taken) // the territory may be another
			done = { ...done, taken: undefined };
	}
	while (done.funding || done.cents !== wish.cents) {
		teller.tell("fund");
		await step("fund", () => fund(done, wish, teller));
	}
	while (wish.all && !done.taken?.all) {
		teller.tell("take", done.taken?.sites ?? 0);
		await step("take", () => take(done));
	}
	const sites = toggled(done, wish);
	for (const [i, site] of sites.entries()) {
		teller.tell("approve", i + 1, sites.length);
		await step("approve", () => approve(done, site), site);
	}
	if (wish.open && !done.open) {
		teller.tell("open");
		await step("open", () => open(done));
	}
	return done;
}
