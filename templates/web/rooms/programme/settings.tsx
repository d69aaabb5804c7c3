// The settings of a programme: rules, state, money, places. The funder and the operator change them; the auditor reads.
import type { Figures, Programme } from "api";
import { useState } from "preact/hooks";
import type { PageProps } from "../../rooms";
import { Load, useGet } from "../../kit/load";
import { Facts, Title } from "../../kit/parts";
import { session } from "../../kit/session";
import { day } from "../../kit/text";
import { Approvals } from "./approvals";
import { Money } from "./money";
import { rule_name, rule_words } from "./rules";
import { RuleForm, type Version } from "./rule_form";
import { StateOf, States } from "./states";
import { rule_names } from "./typed";
import { useNames } from "./territory";
import { t } from "./words";

const parts = ["etat", "regles", "argent", "lieux"] as const;

function Whole({ of, begun, money }: { of: Programme; begun: Version; money: ReturnType<typeof useGet<Figures>> }) {
	const [programme, set] = useState(of);
	const is_reader = session()?.role === "auditor";
	const names = useNames(is_reader ? of.territory : []);
	return (
		<>
			<p><StateOf of={programme.state} /> {t("from_until", { from: day(programme.from), until: day(programme.until) })}</p>
			<p class="actions"><a class="button" href={`/app/dispositif/${of.id}`}>{t("to_dashboard")}</a> <a href="/app/dispositifs">{t("to_programmes")}</a></p>
			<nav class="on-page" aria-label={t("on_page")}><ul>{parts.map((part) => <li key={part}><a href={`#${part}`}>{t.find(`part_${part}`)}</a></li>)}</ul></nav>
			<section>
				<h2 id="etat">{t("state_title")}</h2>
				<Load of={money}>{(figures) => <States of={programme} figures={figures} is_reader={is_reader} changed={set} />}</Load>
			</section>
			<section>
				<h2 id="regles">{t("rules_title")}</h2>
				{is_reader
					? <Facts of={rule_names.map((name) => [rule_name(name), rule_words(programme, name, names)])} />
					: <RuleForm of={begun} has_passes={Boolean(money.data?.vouchers.issued)} changed={set} />}
			</section>
			<section>
				<h2 id="argent">{t("money_title")}</h2>
				<Load of={money}>{(figures) => <Money programme={programme} figures={figures} is_reader={is_reader} added={(state) => {
					set((now) => ({ ...now, state }));
					money.reload();
				}} />}</Load>
			</section>
			<section>
				<h2 id="lieux">{t("sites_title")}</h2>
				<Approvals programme={programme.id} is_reader={is_reader} />
			</section>
		</>
	);
}

export function Settings({ params }: PageProps) {
	const id = encodeURIComponent(params.id);
	const programme = useGet<Programme>(`/programmes/${id}`);
	const money = useGet<Figures>(programme.data ? `/programmes/${id}/figures` : null);
	return (
		<>
			<Title>{programme.data?.name ?? t("settings_title")}</Title>
			<Load of={programme}>{(of) => <Whole of={of} begun={{ programme: of, tag: programme.tag ?? "*" }} money={money} key={of.id} />}</Load>
		</>
	);
}
