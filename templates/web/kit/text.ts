// Words. French first; a room's catalogue comes with the room. A key without a text is a build error:
// tests/web compares catalogues, and tsc knows the keys.
import type common_fr from "../../lang/web/common.fr.json";
import { catalogues, type Room } from "../rooms";

export const languages = ["fr", "en"] as const;
export type Language = (typeof languages)[number];
export type Values = Record<string, string | number>;

type Texts = Record<string, string>;
type Sentences = Record<"error" | "field" | "outcome", Texts>;

let language: Language = "fr";
let of_server: Sentences | null = null; // of the chosen language; French comes with each answer
const loaded: Record<string, Texts> = {};

/** The language of the page. */
export const language_now = () => language;

function chosen(): Language {
	const kept = localStorage.getItem("language");
	return languages.find((each) => each === kept) ?? "fr";
}

/** Words of a room, before its page is shown. */
export async function texts_load(room: Room | "common") {
	loaded[room] ??= (await catalogues[room][language]()).default;
}

export async function texts_begin() {
	language = chosen();
	document.documentElement.lang = language;
	await texts_load("common");
	if (language !== "fr")
		of_server = (await import("server-texts:en")).default;
}

/** The page begins anew in another language. */
export function language_choose(to: Language) {
	localStorage.setItem("language", to);
	location.reload();
}

function fill(text: string, values: Values) {
	return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export interface Speaker<Key extends string> {
	(key: Key, values?: Values): string;
	/** `key_one` or `key_other`, by the rule of the language. */
	count(key: Counted<Key>, n: number, values?: Values): string;
	/** A key that is made at run time; "" when there is none. */
	find(key: string, values?: Values): string;
}
export type Counted<Key> = Key extends `${infer Start}_one` ? Start : never;

/** The words of one room: `const t = speaker<typeof fr>("agent")`. */
export function speaker<Catalogue>(room: Room | "common"): Speaker<keyof Catalogue & string> {
	const find = (key: string, values: Values = {}) => fill(loaded[room]?.[key] ?? "", values);
	const say = (key: string, values?: Values) => find(key, values) || `[${room}.${key}]`;
	return Object.assign(say, {
		find,
		count: (key: string, n: number, values: Values = {}) =>
			say(`${key}_${new Intl.PluralRules(language).select(n) === "one" ? "one" : "other"}`, { n: number(n), ...values }),
	});
}

/** The words that all pages share. */
export const common = speaker<typeof common_fr>("common");

/** What to say of a problem: as the server said it in French, or ours in another language. */
export function sentence(code: string, field?: string, said?: string): string {
	const own = of_server && ((field && of_server.field[`${code}_${field}`]) || of_server.error[code] || of_server.outcome[code]);
	return own || (of_server ? "" : said ?? "") || common.find(`problem_${code}`) || said || common("problem_system");
}

/** In another language than the server's: between what a number must be. */
export const limits_sentence = (least?: number, most?: number) =>
	of_server && least !== undefined && most !== undefined ? common("out_of_limits", { least: number(least), most: number(most) }) : "";

/** What to say of an outcome of a redemption. */
export const outcome_sentence = (outcome: string, said = "") =>
	of_server?.outcome[outcome] ?? (said || common.find(`outcome_${outcome}`));

// ---- numbers, money, days: as the language writes them, in the time of Paris ----

const zone = "Europe/Paris";
const locale = () => (language === "fr" ? "fr-FR" : "en-GB");

export const number = (n: number, digits = 0) =>
	new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n);
export const percent = (part: number) =>
	new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 }).format(part);
export const euros = (cents: number) =>
	new Intl.NumberFormat(locale(), { style: "currency", currency: "EUR" }).format(cents / 100);

/** The first of a month is "1er" in French. */
const first = (words: string) => (language === "fr" ? words.replace(/^1(?= \p{L})/u, "1er") : words);

/** Of "2026-11-22": a day is the same everywhere. */
export const day = (iso: string, style: "long" | "short" = "long") =>
	first(new Intl.DateTimeFormat(locale(), style === "long"
		? { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }
		: { timeZone: "UTC", day: "2-digit", month: "2-digit", year: "numeric" }).format(new Date(`${iso}T00:00:00Z`)));
export const month = (iso: string) =>
	new Intl.DateTimeFormat(locale(), { timeZone: "UTC", month: "long", year: "numeric" }).format(new Date(`${iso.slice(0, 7)}-01T00:00:00Z`));
/** One letter: under a column of a chart. */
export const month_letter = (iso: string) =>
	new Intl.DateTimeFormat(locale(), { timeZone: "UTC", month: "narrow" }).format(new Date(`${iso.slice(0, 7)}-01T00:00:00Z`));
export const instant = (iso: string, dateStyle: "long" | "short" = "long") =>
	first(new Intl.DateTimeFormat(locale(), { timeZone: zone, dateStyle, timeStyle: "short" }).format(new Date(iso)));
export const time = (iso: string) =>
	new Intl.DateTimeFormat(locale(), { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(new Date(iso));

export const paris_day = (at: string | Date) => new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(new Date(at));

/** Today in Paris, "2026-11-22". */
export const today = () => paris_day(new Date());

/** "2026-11-22" and so many days. */
export function days_after(iso: string, count: number) {
	const at = new Date(`${iso}T00:00:00Z`);
	at.setUTCDate(at.getUTCDate() + count);
	return at.toISOString().slice(0, 10);
}

export const distance = (metres: number) =>
	metres < 950 ? `${number(Math.round(metres / 50) * 50)} m` : `${number(metres / 1000, metres < 9950 ? 1 : 0)} km`;

/** "il y a 2 heures". */
export function ago(iso: string) {
	const minutes = Math.round((Date.now() - Date.parse(iso)) / 60_000);
	const said = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
	if (minutes < 60)
		return minutes < 1 ? common("just_now") : said.format(-minutes, "minute");
	return minutes < 48 * 60 ? said.format(-Math.round(minutes / 60), "hour") : said.format(-Math.round(minutes / 1440), "day");
}

/** A telephone number as it is written in France: "05 45 93 22 22"; others as they are. */
export const telephone = (said: string) => /^(\+33|0)\d{9}$/.test(said) ? said.replace(/^\+33/, "0").replace(/(\d\d)(?=\d)/g, "$1\u00a0") : said;
