// A programme: what is owed, to whom, and was it useful.
import type { Figures, Programme } from "api";
import type { PageProps } from "../../rooms";
import { query as query_text } from "../../kit/api";
import { Fundings } from "../../kit/fundings";
import { Load, useGet } from "../../kit/load";
import { Title } from "../../kit/parts";
import { day, euros, number, percent } from "../../kit/text";
import { By, Exports } from "./breakdown";
import { Calendar } from "./calendar";
import { Funnel, Levels, Money, ways } from "./funnel";
import { days_of, days_words, Period } from "./period";
import { State } from "./programmes";
import { persons, t } from "./words";

/** How many went up, no surer than the numbers are. */
function up_words({ levels, rounded_to }: Figures) {
	const { up, all, is_partial } = ways(levels);
	if (is_partial)
		return up ? t("went_up_least", { up: number(up) }) : t("went_up_hidden");
	return all ? t(rounded_to > 1 ? "went_up_about" : "went_up", { up: number(up), all: number(all) }) : "";
}

/** The three questions, answered before anything else. */
function Answers({ of }: { of: Figures }) {
	const { used, handed_out } = of.passes;
	return (
		<ul class="answers-of-programme">
			<li><section class="sheet">
				<h2>{t("ask_owed")}</h2>
				<div class="big-figure">{euros(of.cents.owed)}</div>
				<p class="hint">{t("owed_about", { paid: euros(of.cents.paid) })} {of.from && t("owed_whole", { until: day(of.until) })} <a href="#lieux">{t("to_whom")}</a></p>
			</section></li>
			<li><section class="sheet">
				<h2>{t("ask_useful")}</h2>
				<div class="big-figure">{used !== null && handed_out ? t("came_of", { used: persons(used), all: persons(handed_out) }) : t("hidden")}</div>
				<p class="hint">
					{used !== null && handed_out ? t("came_about", { part: percent(used / handed_out) }) : t("too_few")}
					{" "}{up_words(of)}
				</p>
			</section></li>
		</ul>
	);
}

const parts = ["lieux", "mois", "communes", "guichets", "parcours", "argent", "financements", "chemin", "calendrier"] as const;

export function Dashboard({ params, query }: PageProps) {
	const days = days_of(query);
	const programme = useGet<Programme>(`/programmes/${params.id}`);
	const figures = useGet<Figures>(`/programmes/${params.id}/figures${query_text({ ...days })}`);
	return (
		<>
			<Title>{programme.data?.name ?? t("programme_title")}</Title>
			<Load of={programme}>
				{(of) => (
					<>
						<p><State of={of.state} /> {t("from_until", { from: day(of.from), until: day(of.until) })}</p>
						<div class="actions"><a class="button" href={`/app/reglages/${of.id}`}>{t("to_settings")}</a><a class="button" href={`/app/exports${query_text({ dispositif: of.id, du: days.from, au: days.until })}`}>{t("to_exports")}</a></div>
						<Period of={days} key={`${days.from}:${days.until}`} />
						<Load of={figures}>
							{(now) => (
								<>
									<p>{days_words({ from: now.from ?? "", until: now.until })}</p>
									<Answers of={now} />
									<nav class="on-page" aria-label={t("on_page")}>
										<ul>{parts.map((part) => <li key={part}><a href={`#${part}`}>{t.find(`part_${part}`)}</a></li>)}</ul>
									</nav>
									<By programme={of.id} by="centre" days={days} id="lieux" />
									<By programme={of.id} by="month" days={days} id="mois" />
									<By programme={of.id} by="commune" days={days} id="communes" />
									<By programme={of.id} by="desk" days={days} id="guichets" />
									<Funnel of={now} />
									<Money of={now} />
									<Exports path={`/programmes/${of.id}/figures${query_text({ ...days })}`} name={t("money_title")} />
									<section>
										<h2 id="financements">{t("fundings_title")}</h2>
										<p class="hint">{t("fundings_about")}</p>
										<Fundings programme={of.id} />
									</section>
									<Levels of={now} />
									{now.levels.length > 0 && <Exports path={`/programmes/${of.id}/figures${query_text({ ...days })}`} name={t("levels_title")} />}
									<Calendar of={of} figures={now} />
								</>
							)}
						</Load>
					</>
				)}
			</Load>
		</>
	);
}
