// The rules of a programme in a form: of a new one, and of one that is there. What is typed is `TypedRules`; a Form
// around the fields shows a problem beside the one it names.
import type { Programme } from "api";
import type { ComponentChildren } from "preact";
import { Area, FieldError, Group, Input, Select } from "../../kit/form";
import { kind_name } from "../../kit/names";
import { common, day, days_after, euros, number } from "../../kit/text";
import { bands_all, change_of, codes_of, kinds_named, limits, rules_of, Unreadable, type RuleName, type Rules, type TypedRules } from "./typed";
import { territory_words, useNames, type Names } from "./territory";
import { t } from "./words";

/** Runs `read`; what cannot be read is said beside its field. */
function readable<T>(read: () => T): T {
	try {
		return read();
	} catch (problem) {
		if (!(problem instanceof Unreadable))
			throw problem;
		const [least, most] = problem.limits;
		throw new FieldError(problem.field, problem.why === "needed" ? common("field_needed") : t.find(`wrong_${problem.why}`, { least: number(least), most: number(most) }));
	}
}

/** The body of POST /programmes, without the funder. */
export const rules_body = (typed: TypedRules): Rules => readable(() => rules_of(typed));

/** The body of PATCH /programmes/:id: what is typed otherwise than `base`. */
export const rules_change = (base: TypedRules, typed: TypedRules): Partial<Rules> => readable(() => change_of(base, typed));

const levels = ["accompanied", "partly", "autonomous"] as const;
const several = (words: string[], none: string) => (words.length ? words.join(", ") : none);
export const rule_name = (name: RuleName) => t.find(`rule_${name}`);

const no_names: Names = new Map();

/** A rule, for people. */
export function rule_words(of: Rules | Programme, name: RuleName, names = no_names): string {
	switch (name) {
	case "from": case "until": return day(of[name]);
	case "stop_days": case "grace_days": return t.count("days", of[name]);
	case "cents": return euros(of.cents);
	case "vouchers_usual": return several(of.vouchers_usual.map((n, i) => t("usual_of", { level: common(`level_${levels[i]}`), n: number(n) })), t("rule_none"));
	case "territory": return territory_words(of.territory, names);
	case "kinds": return several(of.kinds.map(kind_name), t("kinds_all"));
	case "bands": return several(of.bands.map((each) => t.find(`band_${each}`)), t("bands_none"));
	case "person_passes": return of.person_passes ? number(of.person_passes) : t("no_limit");
	case "person_days": return of.person_days ? t.count("days", of.person_days) : t("for_ever");
	case "name": return of.name;
	default: return number(of[name]);
	}
}

interface RuleFieldsProps {
	typed: TypedRules;
	/** What changes, from what is typed by then. */
	set: (change: (now: TypedRules) => Partial<TypedRules>) => void;
	/** Beside a rule, in advance: why it does not change any more, what a change touches. */
	notes?: Partial<Record<RuleName, ComponentChildren>>;
}

/** What the dates come to. */
function Dates({ typed }: { typed: TypedRules }) {
	const { until, stop_days, grace_days } = typed;
	if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || !/^\d{1,3}$/.test(stop_days) || !/^\d{1,3}$/.test(grace_days))
		return null;
	return <p class="hint">{t("dates_mean", { stop: day(days_after(until, -Number(stop_days))), until: day(until), grace: day(days_after(until, Number(grace_days))) })}</p>;
}

const counts = ["5", "6", "7", "8", "9", "10"];

export function RuleFields({ typed, set, notes = {} }: RuleFieldsProps) {
	const hint = (name: RuleName, values?: Record<string, string | number>) => {
		const own = t.find(`hint_${name}`, values);
		return notes[name] ? <>{own} <strong>{notes[name]}</strong></> : own || undefined;
	};
	const said = (name: RuleName) => ({ name, label: rule_name(name), hint: hint(name) });
	const flip = <T extends string>(list: T[], all: T[], one: T) => all.filter((each) => (each === one ? !list.includes(each) : list.includes(each)));
	const line = (name: "stop_days" | "grace_days" | "person_passes" | "person_days") => (
		<Input {...said(name)} value={typed[name]} onChange={(value) => set(() => ({ [name]: value }))} inputmode="numeric" size={6} min={limits[name][0]} max={limits[name][1]} />
	);
	const usual = (i: number, value: string) => set((now) => ({ vouchers_usual: now.vouchers_usual.map((each, at) => (at === i ? value : each)) }));
	const codes = codes_of(typed.territory);
	const names = useNames(codes);
	return (
		<>
			<fieldset class="rules">
				<legend>{t("group_dates")}</legend>
				<Input {...said("name")} value={typed.name} onChange={(name) => set(() => ({ name }))} required />
				<div class="rules-pairs">
					<Input {...said("from")} type="date" size={12} value={typed.from} onChange={(from) => set(() => ({ from }))} required />
					<Input {...said("until")} type="date" size={12} value={typed.until} onChange={(until) => set(() => ({ until }))} required />
					{line("stop_days")}
					{line("grace_days")}
				</div>
				<Dates typed={typed} />
			</fieldset>
			<fieldset class="rules">
				<legend>{t("group_vouchers")}</legend>
				<Input {...said("cents")} value={typed.cents} onChange={(cents) => set(() => ({ cents }))} inputmode="decimal" size={8} required />
				<div class="rules-pairs">
					<Select {...said("vouchers_min")} value={typed.vouchers_min} onChange={(vouchers_min) => set(() => ({ vouchers_min }))} options={counts.map((value) => ({ value, label: value }))} />
					<Select {...said("vouchers_max")} value={typed.vouchers_max} onChange={(vouchers_max) => set(() => ({ vouchers_max }))} options={counts.map((value) => ({ value, label: value }))} />
				</div>
				<Group {...said("vouchers_usual")}>
					<div class="rules-row">
						{levels.map((level, i) => (
							<Select key={level} name={`vouchers_usual_${i}`} label={common(`level_${level}`)} value={typed.vouchers_usual[i]} onChange={(value) => usual(i, value)}
								options={[{ value: "", label: t("usual_max") }, ...counts.map((value) => ({ value, label: value }))]} />
						))}
					</div>
				</Group>
			</fieldset>
			<fieldset class="rules">
				<legend>{t("group_where")}</legend>
				<Area {...said("territory")} rows={2} value={typed.territory} onChange={(territory) => set(() => ({ territory }))} />
				<p class="hint">{t("territory_now", { list: territory_words(codes, names) })}</p>
				<Group {...said("kinds")}>
					<div class="options">
						{kinds_named.map((kind) => (
							<label key={kind} class={typed.kinds.includes(kind) ? "option chosen" : "option"}>
								<input type="checkbox" checked={typed.kinds.includes(kind)} onChange={() => set((now) => ({ kinds: flip(now.kinds, kinds_named, kind) }))} />
								<span>{kind_name(kind)}</span>
							</label>
						))}
					</div>
					<Input name="kinds_more" label={t("kinds_more")} hint={t("kinds_more_hint")} value={typed.kinds_more} onChange={(kinds_more) => set(() => ({ kinds_more }))} size={20} />
				</Group>
			</fieldset>
			<fieldset class="rules">
				<legend>{t("group_public")}</legend>
				<div class="rules-pairs">
					{line("person_passes")}
					{line("person_days")}
				</div>
				<Group {...said("bands")}>
					<div class="options">
						{bands_all.map((band) => (
							<label key={band} class={typed.bands.includes(band) ? "option chosen" : "option"}>
								<input type="checkbox" checked={typed.bands.includes(band)} onChange={() => set((now) => ({ bands: flip(now.bands, bands_all, band) }))} />
								<span>{t.find(`band_${band}`)}</span>
							</label>
						))}
					</div>
				</Group>
			</fieldset>
		</>
	);
}
