// "Pass de mon accueil": what became of the passes that were handed out here; those that sleep, and what may help.
import type agent_fr from "../../../lang/web/agent.fr.json";
import type { PageProps } from "../../rooms";
import { query } from "../../kit/api";
import { Filter } from "../../kit/filter";
import { ListOf, useGet, useList } from "../../kit/load";
import { Mark, Title, type Kind } from "../../kit/parts";
import { visit } from "../../kit/router";
import { Table } from "../../kit/table";
import { day, speaker } from "../../kit/text";
import { Lookup } from "./lookup";
import type { Pass, PassState, Programme } from "api";

const t = speaker<typeof agent_fr>("agent");
const states: PassState[] = ["issued", "handed_out", "started", "finished", "blocked", "replaced", "expired"];
const marks: Partial<Record<PassState, Kind>> = { finished: "ok", blocked: "error", expired: "warning", replaced: "info" };
const reasons = ["far", "hours", "afraid", "understood", "lost", "life", "no_need"] as const;

export const pass_number = (id: string) => id.replace(/(....)(?=.)/g, "$1\u00a0");

export const StateOf = ({ state }: { state: PassState }) =>
	<span class="state">{marks[state] && <Mark kind={marks[state]} />}{t.find(`state_${state}`)}</span>;

const instant_day = (instant: string) => day(instant.slice(0, 10), "short");

function Reasons() {
	return (
		<section class="sheet" aria-labelledby="reasons">
			<h2 id="reasons">{t("reasons_title")}</h2>
			<p>{t("reasons_about")}</p>
			<dl class="reasons">
				{reasons.map((each) => <div key={each}><dt>{t.find(`reason_${each}`)}</dt><dd>{t.find(`remedy_${each}`)}</dd></div>)}
			</dl>
			<p><a href="/app/centres">{t("show_centres")}</a></p>
		</section>
	);
}

export function Passes({ query: asked }: PageProps) {
	const one_of = (name: string, known: readonly string[]) => known.find((each) => each === asked.get(name)) ?? ""; // an address may say anything
	const state = one_of("etat", states), programme = asked.get("dispositif") ?? "", days = one_of("endormi", ["30", "60"]);
	const list = useList<Pass>(`/passes${query({ state, programme, dormant_days: days })}`);
	const programmes = useGet<{ items: Programme[] }>("/programmes");
	const name_of = (id: string) => programmes.data?.items.find((each) => each.id === id)?.name ?? "";
	return (
		<>
			<Title>{t("passes_of_desk")}</Title>
			<Lookup button={t("lookup_open")} found={({ id }) => visit(`/app/pass/${id}`)} />
			<div class="filters">
				<Filter name="endormi" label={t("filter_dormant")} value={days} options={[["", t("dormant_any")], ["30", t("dormant_30")], ["60", t("dormant_60")]]} />
				<Filter name="etat" label={t("filter_state")} value={state} options={[["", t("all_states")], ...states.map((each): [string, string] => [each, t.find(`state_${each}`)])]} />
				{(programmes.data?.items.length ?? 0) > 1 && (
					<Filter name="dispositif" label={t("programme")} value={programme} options={[["", t("all_programmes")], ...programmes.data!.items.map(({ id, name }): [string, string] => [id, name])]} />
				)}
			</div>
			{days && <Reasons />}
			<ListOf of={list} empty={days ? t("none_dormant") : t("no_passes")}>
				{(items) => (
					<Table caption={days ? t("table_dormant", { n: days }) : t("table_passes")} rows={items} row_key={({ id }) => id} columns={[
						{ title: t("pass"), is_name: true, cell: ({ id }) => <a href={`/app/pass/${id}`}>{pass_number(id)}</a> },
						{ title: t("state"), cell: (pass) => <StateOf state={pass.state} /> },
						{ title: t("handed_out_on"), cell: (pass) => pass.handed_out_at ? instant_day(pass.handed_out_at) : t("not_yet") },
						{ title: t("used"), is_number: true, cell: (pass) => t("used_of", { used: pass.used, total: pass.total }) },
						{ title: t("left"), is_number: true, cell: (pass) => pass.left },
						{ title: t("valid_until"), cell: (pass) => day(pass.expires_on, "short") },
						...(programme ? [] : [{ title: t("programme"), cell: (pass: Pass) => name_of(pass.programme) }]),
					]} />
				)}
			</ListOf>
		</>
	);
}
