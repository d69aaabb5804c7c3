// The rules of a programme: as they are typed, and as the API has them. Nothing here needs a page.
import type { NewProgramme, Programme } from "api";

export type Rules = Required<Omit<NewProgramme, "funder">>;
export type RuleName = keyof Rules;

/** In the order of the form. */
export const rule_names = [
	"name", "from", "until", "stop_days", "grace_days",
	"cents", "vouchers_min", "vouchers_max", "vouchers_usual",
	"territory", "kinds", "person_passes", "person_days", "bands",
] as const satisfies readonly RuleName[];

export interface TypedRules {
	name: string;
	from: string;
	until: string;
	stop_days: string;
	grace_days: string;
	cents: string; // in euros: "10" or "10,50"
	vouchers_min: string;
	vouchers_max: string;
	vouchers_usual: string[]; // by level, the greatest need first; "" = not said
	territory: string; // codes, apart by spaces, commas or lines
	kinds: string[];
	kinds_more: string; // numbers without a name, as codes
	person_passes: string; // "" = any number
	person_days: string; // "" = ever
	bands: Rules["bands"];
}

export const kinds_named = ["1", "2", "3", "4", "5", "6", "7"];
export const bands_all: Rules["bands"] = ["age", "situation"];
const WORTH_MAX = 65535; // cents, as a token can say
export const limits = {
	vouchers_min: [5, 10], vouchers_max: [5, 10], stop_days: [0, 366], grace_days: [0, 90], person_passes: [0, 1000], person_days: [0, 3660],
} as const;

/** A programme as the server makes it when nothing is said. */
export const typed_usual = (): TypedRules => ({
	name: "", from: "", until: "", stop_days: "15", grace_days: "30", cents: "10", vouchers_min: "5", vouchers_max: "10",
	vouchers_usual: ["10", "8", "5"], territory: "", kinds: [], kinds_more: "", person_passes: "", person_days: "", bands: [],
});

const as_euros = (cents: number) => (cents % 100 ? (cents / 100).toFixed(2).replace(".", ",") : String(cents / 100));

export function typed_of(of: Rules | Programme): TypedRules {
	const kinds = of.kinds.map(String);
	return {
		name: of.name, from: of.from, until: of.until, stop_days: String(of.stop_days), grace_days: String(of.grace_days),
		cents: as_euros(of.cents), vouchers_min: String(of.vouchers_min), vouchers_max: String(of.vouchers_max),
		vouchers_usual: Array.from({ length: Math.max(3, of.vouchers_usual.length) }, (_, i) => String(of.vouchers_usual[i] ?? "")),
		territory: of.territory.join(" "),
		kinds: kinds.filter((each) => kinds_named.includes(each)), kinds_more: kinds.filter((each) => !kinds_named.includes(each)).join(" "),
		person_passes: of.person_passes ? String(of.person_passes) : "", person_days: of.person_days ? String(of.person_days) : "",
		bands: bands_all.filter((each) => of.bands.includes(each)),
	};
}

/** What cannot be sent, and why: the words are the page's. */
export class Unreadable extends Error {
	constructor(readonly field: RuleName | "kinds_more", readonly why: "needed" | "day" | "euros" | "worth" | "count" | "numbers", readonly limits: readonly [number, number] = [0, 0]) {
		super(`${field}: ${why}`);
	}
}

export const codes_of = (text: string) => text.split(/[\s,;]+/).filter(Boolean).map((each) => each.toUpperCase());

function count_of(field: keyof typeof limits, text: string, if_empty?: number): number {
	const said = text.trim(), [least, most] = limits[field];
	if (!said && if_empty !== undefined)
		return if_empty;
	if (!/^\d{1,5}$/.test(said) || Number(said) < least || Number(said) > most)
		throw new Unreadable(field, said ? "count" : "needed", limits[field]);
	return Number(said);
}

function day_of(field: "from" | "until", text: string) {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
		throw new Unreadable(field, text ? "day" : "needed");
	return text;
}

/** "10", "10,5", "1 000,50 €" */
export function cents_of(text: string): number | null {
	const found = /^(-?)(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0\u202f€]/g, "").replace(/^[−–]/, "-"));
	if (!found)
		return null;
	const cents = Number(found[2]) * 100 + Number((found[3] ?? "").padEnd(2, "0"));
	return found[1] ? -cents : cents;
}

function usual_of({ vouchers_usual, vouchers_max }: TypedRules): number[] {
	const said = vouchers_usual.map(Number);
	while (said.length && !said.at(-1))
		said.pop();
	return said.map((each) => each || count_of("vouchers_max", vouchers_max)); // one that is not said is the greatest
}

function kinds_of({ kinds, kinds_more }: TypedRules): number[] {
	const more = codes_of(kinds_more);
	if (more.some((each) => !/^\d{1,3}$/.test(each)))
		throw new Unreadable("kinds_more", "numbers");
	return [...new Set([...kinds, ...more].map(Number))].sort((a, b) => a - b);
}

const readers: { [Name in RuleName]: (typed: TypedRules) => Rules[Name] } = {
	name: ({ name }) => {
		if (!name.trim())
			throw new Unreadable("name", "needed");
		return name.trim();
	},
	from: ({ from }) => day_of("from", from),
	until: ({ until }) => day_of("until", until),
	stop_days: ({ stop_days }) => count_of("stop_days", stop_days),
	grace_days: ({ grace_days }) => count_of("grace_days", grace_days),
	cents: ({ cents }) => {
		const said = cents_of(cents);
		if (said === null || said < 1)
			throw new Unreadable("cents", cents.trim() ? "euros" : "needed");
		if (said > WORTH_MAX)
			throw new Unreadable("cents", "worth");
		return said;
	},
	vouchers_min: ({ vouchers_min }) => count_of("vouchers_min", vouchers_min),
	vouchers_max: ({ vouchers_max }) => count_of("vouchers_max", vouchers_max),
	vouchers_usual: usual_of,
	territory: ({ territory }) => codes_of(territory),
	kinds: kinds_of,
	person_passes: ({ person_passes }) => count_of("person_passes", person_passes, 0),
	person_days: ({ person_days }) => count_of("person_days", person_days, 0),
	bands: ({ bands }) => bands,
};

/** All of them, as POST takes them. Throws Unreadable. */
export const rules_of = (typed: TypedRules): Rules =>
	Object.fromEntries(rule_names.map((name) => [name, readers[name](typed)])) as unknown as Rules;

function said(typed: TypedRules, name: RuleName): string {
	try {
		return JSON.stringify(readers[name](typed));
	} catch {
		return `?${JSON.stringify(typed)}`;
	}
}

/** The rules that are typed otherwise. */
export const differing = (base: TypedRules, typed: TypedRules): RuleName[] => rule_names.filter((name) => said(base, name) !== said(typed, name));

/** Of what was typed, that which differs, as PATCH takes it. Throws Unreadable. */
export const change_of = (base: TypedRules, typed: TypedRules): Partial<Rules> =>
	Object.fromEntries(differing(base, typed).map((name) => [name, readers[name](typed)]));

/** One rule of `from` in `to`. */
export function taken(to: TypedRules, from: TypedRules, name: RuleName): TypedRules {
	return { ...to, [name]: from[name], ...(name === "kinds" ? { kinds_more: from.kinds_more } : {}) };
}

export interface Rebased {
	typed: TypedRules; // mine where I typed, theirs elsewhere
	theirs: RuleName[]; // what they changed and I did not
	both: RuleName[]; // what each of us changed, otherwise
}

/** Somebody else saved meanwhile. */
export function rebased(base: TypedRules, mine: TypedRules, now: TypedRules): Rebased {
	const by_me = differing(base, mine), by_them = differing(base, now), apart = differing(mine, now);
	return {
		typed: by_me.reduce((typed, name) => taken(typed, mine, name), now),
		theirs: by_them.filter((name) => !by_me.includes(name)),
		both: by_them.filter((name) => by_me.includes(name) && apart.includes(name)),
	};
}

/** What a code of a territory is, by its form. */
export function territory_sort(code: string): "departement" | "commune" | "epci" | "unknown" {
	return /^(\d{2}|2[AB]|9[78]\d)$/.test(code) ? "departement" : /^\d[\dAB]\d{3}$/.test(code) ? "commune" : /^\d{9}$/.test(code) ? "epci" : "unknown";
}

/** The département of a place: of its commune's code, or of its postcode. */
function departement_of(insee: string, postcode: string) {
	const code = insee || postcode.replace(/^20[01]/, "2A").replace(/^20[2-6]/, "2B");
	return /^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2);
}

/** Is a place in a territory? As the server sees it; no codes are everywhere. */
export function covers(codes: string[], { insee, postcode, epci }: { insee: string | null; postcode: string | null; epci: string | null }) {
	const of = [insee, epci, departement_of(insee ?? "", postcode ?? "")];
	return !codes.length || codes.some((code) => of.includes(code));
}
