// Opening hours as people read them, from OpenStreetMap's opening_hours: "Mo-Fr 09:00-12:30; PH off".
import { common, language_now } from "./text";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const codes = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

export interface Opening {
	days: number[]; // 0 = Monday; [] = public holidays
	spans: { from: string; until: string }[]; // none = closed
	remark: string;
	season: number[]; // from the first to the last of these months, 0 = January; [] = all year
}

function season_of(said: string): number[] | null {
	const found = said.split("-").map((code) => months.indexOf(code));
	return found.includes(-1) ? null : [found[0], found.at(-1)!];
}

function days_of(said: string): number[] | null {
	const days: number[] = [];
	for (const part of said.split(",")) {
		if (part === "PH" || part === "SH")
			continue;
		const [first, last = first] = part.split("-").map((code) => codes.indexOf(code));
		if (first < 0 || last < 0)
			return null;
		for (let day = first; ; day = (day + 1) % 7) {
			days.push(day);
			if (day === last)
				break;
		}
	}
	return days;
}

/** Its rules; null when they are not of the plain sort that is read here. */
export function hours_read(hours: string): Opening[] | null {
	const rules: Opening[] = [];
	for (const rule of hours.split(";").map((each) => each.trim()).filter(Boolean)) {
		const found = /^(?:([A-Z][a-z]{2}(?:-[A-Z][a-z]{2})?):?\s+)?([A-Z][A-Za-z,-]*)\s+(off|\d\d:\d\d-\d\d:\d\d(?:,\s?\d\d:\d\d-\d\d:\d\d)*)(?:\s+"([^"]*)")?$/.exec(rule);
		const days = found && days_of(found[2]), season = found?.[1] ? season_of(found[1]) : [];
		if (!days || !season)
			return null;
		const spans = found[3] === "off" ? [] : found[3].split(/,\s?/).map((span) => ({ from: span.slice(0, 5), until: span.slice(6) }));
		rules.push({ days, spans, remark: found[4] ?? "", season });
	}
	return rules;
}

/** Is it open after six in the evening, on some day? */
export const is_evening = (hours: string) =>
	(hours_read(hours) ?? []).some(({ spans }) => spans.some(({ until }) => until > "18:00" || until < "04:00"));

const day_name = (day: number) =>
	new Intl.DateTimeFormat(language_now(), { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + day));

const month_name = (month: number) => new Intl.DateTimeFormat(language_now(), { month: "long", timeZone: "UTC" }).format(Date.UTC(2024, month, 1));

function season_said([from, to]: number[]) {
	if (from === undefined)
		return "";
	return `${from === to ? month_name(from) : common("hours_from_to", { from: month_name(from), to: month_name(to) })}, `;
}

/** "lundi, mardi, mercredi" in a row is "lundi – mercredi". */
function days_said(days: number[]) {
	const runs: number[][] = [];
	for (const day of days) {
		const run = runs.at(-1);
		if (run && day === run.at(-1)! + 1)
			run.push(day);
		else
			runs.push([day]);
	}
	return runs.map((run) => run.length > 2 ? common("hours_from_to", { from: day_name(run[0]), to: day_name(run.at(-1)!) }) : run.map(day_name).join(", ")).join(", ");
}

const time_said = (time: string) =>
	language_now() === "fr" ? time.replace(/^0/, "").replace(":", "\u00a0h\u00a0").replace(/\u00a000$/, "") : time;

/** A line for each rule; the text itself when it is not plain. */
export function hours_said(hours: string): string[] {
	const rules = hours_read(hours);
	if (!rules)
		return [hours];
	return rules.filter(({ days }) => days.length).map(({ days, spans, remark, season }) => {
		const when = spans.map(({ from, until }) => common("hours_span", { from: time_said(from), until: time_said(until) }).replace("–", "–\u2060")).join(", "); // no line ends within a span
		return common("hours_line", { days: season_said(season) + days_said(days), when: `${when || common("hours_closed")}${remark ? ` (${remark})` : ""}` });
	});
}
