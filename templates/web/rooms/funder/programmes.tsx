// The programmes of a funder (of all, to operator and auditors): state, days, money at a glance.
import type { Figures, Programme } from "api";
import { useGet, useList, ListOf } from "../../kit/load";
import { Busy, Facts, Title } from "../../kit/parts";
import { session } from "../../kit/session";
import { day, euros } from "../../kit/text";
import { persons, t } from "./words";

export function State({ of }: { of: Programme["state"] }) {
	return <span class="state">{t.find(`state_${of}`)}</span>;
}

function Glance({ of }: { of: Programme }) {
	const { data, problem } = useGet<Figures>(`/programmes/${of.id}/figures`);
	if (problem)
		return <p class="hint">{problem.detail}</p>;
	if (!data)
		return <Busy />;
	return (
		<Facts of={[
			[t("owed"), euros(data.cents.owed)],
			[t("committed"), euros(data.cents.committed)],
			[t("free"), euros(data.cents.free)],
			[t("passes_handed_out"), persons(data.passes.handed_out)],
			[t("passes_used"), persons(data.passes.used)],
		]} />
	);
}

export function Programmes() {
	const list = useList<Programme>("/programmes");
	return (
		<>
			<Title>{t("programmes_title")}</Title>
			{session()?.role === "operator" && <p><a class="button main" href="/app/dispositifs/nouveau">{t("programme_new")}</a></p>}
			<ListOf of={list} empty={t("no_programmes")}>
				{(items) => (
					<div class="columns">
						{items.map((each) => (
							<article class="sheet programme-card" key={each.id}>
								<h2><a href={`/app/dispositif/${each.id}`}>{each.name}</a></h2>
								<p><State of={each.state} /> {t("from_until", { from: day(each.from), until: day(each.until) })}</p>
								<p class="hint">{t.find(`state_about_${each.state}`)}</p>
								<Glance of={each} />
							</article>
						))}
					</div>
				)}
			</ListOf>
		</>
	);
}
