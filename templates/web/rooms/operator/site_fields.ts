// The fields of a place as they are typed, and what of them changes.
import type { Site, SiteChange } from "api";
import { FieldError } from "../../kit/form";
import { t } from "./words";

type Sort = "line" | "number" | "lines" | "tick";

export const fields = [
	["name", "line"], ["desk", "tick"], ["centre", "tick"], ["mobile", "tick"],
	["address", "line"], ["complement", "line"], ["postcode", "line"], ["commune", "line"], ["insee", "line"], ["epci", "line"],
	["latitude", "number"], ["longitude", "number"], ["phone", "line"], ["website", "line"], ["hours", "line"],
	["services", "lines"], ["publics", "lines"], ["typology", "line"], ["fees", "line"], ["access_url", "line"],
] as const satisfies readonly (readonly [keyof Site & keyof SiteChange, Sort])[];

export type FieldName = (typeof fields)[number][0];
export type Typed = Record<FieldName, string | boolean>;

const as_typed = (value: Site[FieldName]): string | boolean =>
	value === null ? "" : typeof value === "boolean" ? value : Array.isArray(value) ? value.join("\n") : String(value).trim();

export const typed_of = (site: Site) => Object.fromEntries(fields.map(([name]) => [name, as_typed(site[name])])) as Typed;

/** Nothing is typed yet. */
export const typed_none = () => Object.fromEntries(fields.map(([name, sort]) => [name, sort === "tick" ? false : ""])) as Typed;

function as_sent(name: FieldName, sort: Sort, typed: string | boolean): unknown {
	if (typeof typed === "boolean")
		return typed;
	const text = typed.trim();
	if (sort === "lines")
		return text ? text.split("\n").map((line) => line.trim()).filter(Boolean) : null;
	if (!text)
		return null;
	if (sort === "line")
		return text;
	const value = Number(text.replace(",", "."));
	if (!Number.isFinite(value))
		throw new FieldError(name, t("number_needed"));
	return value;
}

/** Of what was typed, that which differs from the place as it was read. */
export function change_of(base: Typed, typed: Typed): SiteChange {
	const change: Record<string, unknown> = {};
	for (const [name, sort] of fields)
		if (typed[name] !== base[name]) {
			const value = as_sent(name, sort, typed[name]);
			if (JSON.stringify(value) !== JSON.stringify(as_sent(name, sort, base[name]))) // more than spaces
				change[name] = value;
		}
	if (("latitude" in change) !== ("longitude" in change)) // they go together
		for (const name of ["latitude", "longitude"] as const)
			change[name] = as_sent(name, "number", typed[name]);
	return change as SiteChange;
}

/** Somebody else saved meanwhile: what was typed here stays, the rest is theirs. */
export function rebased(base: Typed, typed: Typed, theirs: Typed) {
	const now = { ...theirs };
	const changed: FieldName[] = [];
	for (const [name] of fields) {
		if (typed[name] !== base[name])
			now[name] = typed[name] as never;
		if (theirs[name] !== base[name])
			changed.push(name);
	}
	return { typed: now, changed };
}
