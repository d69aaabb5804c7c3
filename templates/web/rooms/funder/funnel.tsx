// The honest funnel, the money, and how far people went: a chart, and the same numbers under it.
import type { Figures } from "api";
import { Bars } from "../../kit/chart";
import { Table } from "../../kit/table";
import { euros } from "../../kit/text";
import { Fold } from "./fold";
import { persons, share, t } from "./words";

const steps = ["issued", "handed_out", "started", "used", "finished", "expired"] as const;
const aside = ["blocked", "replaced"] as const;

export function Funnel({ of }: { of: Figures }) {
	const rows = [...steps, ...aside].map((step) => ({ step, count: of.passes[step] ?? null }));
	const name = (step: string) => t.find(`step_${step}`);
	return (
		<section>
			<h2 id="parcours">{t("funnel_title")}</h2>
			<p class="hint">{t("funnel_about")}</p>
			<Bars title={t("funnel_title")} bars={rows.slice(0, steps.length).map(({ step, count }) =>
				({ label: name(step), value: count, text: persons(count), tone: step === "expired" ? "soft" as const : "plain" as const }))} />
			<Fold name={t("funnel_title")}>
				<Table caption={t("funnel_title")} hide_caption rows={rows} row_key={({ step }) => step} columns={[
					{ title: t("step"), is_name: true, cell: ({ step }) => <>{name(step)}<br /><small>{t.find(`step_about_${step}`)}</small></> },
					{ title: t("passes"), is_number: true, cell: ({ count }) => persons(count) },
					{ title: t("of_handed_out"), is_number: true, cell: ({ step, count }) => (step === "issued" ? "–" : share(count, of.passes.handed_out ?? null)) },
				]} />
			</Fold>
			<Guarded of={of} />
		</section>
	);
}

/** Why some numbers are not told. */
export function Guarded({ of }: { of: { hidden_below: number; rounded_to: number } }) {
	return of.hidden_below > 1 ? <p class="hint">{t("guarded", { n: of.hidden_below, step: of.rounded_to })}</p> : null;
}

const places = ["budget", "free", "committed", "owed", "paid", "expired"] as const;

export function Money({ of }: { of: Figures }) {
	const rows = places.map((place) => ({ place, cents: of.cents[place] }));
	return (
		<section>
			<h2 id="argent">{t("money_title")}</h2>
			<p class="hint">{t("money_about")}</p>
			<Bars title={t("money_title")} bars={rows.map(({ place, cents }) =>
				({ label: t.find(`cents_${place}`), value: cents, text: euros(cents), tone: place === "budget" ? "soft" as const : "plain" as const }))} />
			<Fold name={t("money_title")}>
				<Table caption={t("money_title")} hide_caption rows={rows} row_key={({ place }) => place} columns={[
					{ title: t("money"), is_name: true, cell: ({ place }) => <>{t.find(`cents_${place}`)}<br /><small>{t.find(`cents_about_${place}`)}</small></> },
					{ title: t("amount"), is_number: true, cell: ({ cents }) => euros(cents) },
				]} />
			</Fold>
		</section>
	);
}

const scale = ["accompanied", "partly", "autonomous"] as const;

/** How many went up, stayed or went down, among those of whom both levels are told; some may be hidden. */
export function ways(levels: Figures["levels"]) {
	const sum = { up: 0, same: 0, down: 0, all: 0, is_partial: false };
	for (const { start, latest, passes } of levels) {
		if (!start || !latest)
			continue;
		if (passes === null) {
			sum.is_partial = true;
			continue;
		}
		const step = Math.sign(scale.indexOf(latest) - scale.indexOf(start));
		sum[(["down", "same", "up"] as const)[step + 1]] += passes;
		sum.all += passes;
	}
	return sum;
}

type Level = Figures["levels"][number]["start"];
const levels: Level[] = [...scale, null];

export function Levels({ of }: { of: Figures }) {
	const name = (level: Level) => (level ? t.find(`level_${level}`) : t("level_none"));
	const count = (start: Level, latest: Level) => {
		const cell = of.levels.find((each) => each.start === start && each.latest === latest);
		return cell ? cell.passes : 0;
	};
	/** Of those that began there, how many came far enough to be noted; who began nowhere may still be at the desk. */
	const seen_part = (start: Level) => {
		const row = of.levels.filter((each) => each.start === start);
		if (!start || row.some(({ passes }) => passes === null))
			return "–";
		const all = row.reduce((sum, { passes }) => sum + passes!, 0);
		return share(all - (count(start, null) ?? 0), all);
	};
	const known = of.levels.filter(({ start, latest }) => start && latest);
	return (
		<section>
			<h2 id="chemin">{t("levels_title")}</h2>
			<p class="hint">{t("levels_about")}</p>
			{known.length > 0 && <Bars title={t("levels_title")} bars={known.map(({ start, latest, passes }) =>
				({ label: t("way", { start: name(start), latest: name(latest) }), value: passes, text: persons(passes) }))} />}
			{of.levels.length ? (
				<Fold name={t("levels_title")}>
					<Table caption={t("levels_title")} hide_caption rows={levels} row_key={(start) => start ?? ""} columns={[
						{ title: t("level_start"), is_name: true, cell: name },
						...levels.map((latest) => ({
							title: latest ? t("level_now", { level: name(latest) }) : t("not_seen"), is_number: true,
							cell: (start: Level) => persons(count(start, latest)),
						})),
						{ title: t("seen_part"), is_number: true, cell: seen_part },
					]} />
				</Fold>
			) : <p class="empty">{t("no_levels")}</p>}
			<Guarded of={of} />
		</section>
	);
}
