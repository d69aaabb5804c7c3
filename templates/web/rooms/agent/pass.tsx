// One pass: where it stands, the way so far, and what can be done: print again, replace, block.
import { useState } from "preact/hooks";
import type agent_fr from "../../../lang/web/agent.fr.json";
import type { PageProps } from "../../rooms";
import { post, Problem } from "../../kit/api";
import { Choice, Form } from "../../kit/form";
import { Load, useGet } from "../../kit/load";
import { kind_name } from "../../kit/names";
import { Alert, Button, Dialog, Facts, Title } from "../../kit/parts";
import { day, speaker } from "../../kit/text";
import { Given } from "./given";
import { pass_number, StateOf } from "./passes";
import { language_name } from "./pass_options";
import { Table } from "../../kit/table";
import type { BlockedPass, IssuedPass, Pass, Programme, Progress } from "api";

const t = speaker<typeof agent_fr>("agent");
// Chosen, never written: a reason that is typed may name somebody.
const replace_reasons = ["lost", "stolen", "damaged"] as const;
const block_reasons = ["stolen", "mistake", "unwanted", "twice"] as const;
const in_service = (pass: Pass) => pass.state === "issued" || pass.state === "handed_out" || pass.state === "started";

const level_name = (level: Progress["start"]) => level ? t.find(`level_${level}`) : t("level_not_said");

function Way({ of }: { of: Progress }) {
	return (
		<>
			<Facts of={[[t("start_level"), level_name(of.start)], [t("latest_level"), level_name(of.latest)], [t("workshops_done"), t.count("workshops", of.workshops.length)]]} />
			{of.workshops.length > 0 && (
				<Table caption={t("way_table")} rows={of.workshops.map((each, i) => ({ ...each, i }))} row_key={({ i }) => i} hide_caption columns={[
					{ title: t("workshop_on"), is_name: true, cell: (each) => day(each.on) },
					{ title: t("workshop_kind"), cell: ({ kind }) => kind ? kind_name(kind) : "–" },
					{ title: t("workshop_minutes"), is_number: true, cell: ({ minutes }) => minutes ? t("minutes", { n: minutes }) : "–" },
					{ title: t("workshop_level"), cell: ({ level }) => level_name(level) },
				]} />
			)}
		</>
	);
}

function Replace({ pass, done, changed }: { pass: Pass; done: (fresh: IssuedPass, blocked: boolean) => void; changed: () => void }) {
	const [reason, set_reason] = useState<string>(replace_reasons[0]);
	const send = async (key: string) => {
		try {
			const fresh = (await post<IssuedPass>(`/passes/${pass.id}/replacement`, { reason: t.find(`replace_reason_${reason}`) }, { key })).body;
			done(fresh, !window.open(fresh.document, "_blank"));
		} catch (problem) {
			if (problem instanceof Problem && problem.code === "pass_ended")
				changed(); // an answer was lost: it is replaced already, and the page says by which one
			throw problem;
		}
	};
	return (
		<section class="sheet" aria-labelledby="replace">
			<h2 id="replace">{t("replace_title")}</h2>
			<p>{t.count("replace_about", pass.left)}</p>
			<Form send={send} button={t("replace_do")} label={t("replace_title")}>
				<Choice name="reason" label={t("reason")} value={reason} onChange={set_reason}
					options={replace_reasons.map((each) => ({ value: each, label: t.find(`replace_reason_${each}`) }))} />
			</Form>
		</section>
	);
}

function Block({ pass, changed }: { pass: Pass; changed: () => void }) {
	const [reason, set_reason] = useState<string>(block_reasons[0]);
	const [asking, ask] = useState(false);
	const send = async (key: string) => {
		await post<BlockedPass>(`/passes/${pass.id}/blocking`, { reason: t.find(`block_reason_${reason}`) }, { key });
		ask(false);
		changed();
	};
	return (
		<section class="sheet" aria-labelledby="block">
			<h2 id="block">{t("block_title")}</h2>
			<p>{t("block_about")}</p>
			<Button kind="danger" onClick={() => ask(true)}>{t("block_ask")}</Button>
			{asking && (
				<Dialog title={t("block_sure")} close={() => ask(false)}>
					<p>{t.count("block_will", pass.left)}</p>
					<Form send={send} button={t("block_do")} kind="danger" extra={<Button onClick={() => ask(false)}>{t("block_no")}</Button>}>
						<Choice name="reason" label={t("reason")} value={reason} onChange={set_reason}
							options={block_reasons.map((each) => ({ value: each, label: t.find(`block_reason_${each}`) }))} />
					</Form>
				</Dialog>
			)}
		</section>
	);
}

function Shown({ pass, changed, replaced }: { pass: Pass; changed: () => void; replaced: (fresh: IssuedPass, blocked: boolean) => void }) {
	const programme = useGet<Programme>(`/programmes/${pass.programme}`);
	const way = useGet<Progress>(pass.state === "issued" ? null : `/passes/${pass.id}/progress`);
	return (
		<>
			{pass.replaced_by && <Alert kind="info"><p>{t("was_replaced")} <a href={`/app/pass/${pass.replaced_by}`}>{t("see_new")}</a></p></Alert>}
			{pass.state === "blocked" && <Alert kind="error"><p>{t("was_blocked")}</p></Alert>}
			<Facts of={[
				[t("state"), <StateOf state={pass.state} />],
				[t("used"), t("used_of", { used: pass.used, total: pass.total })],
				[t("left"), pass.left],
				[t("valid_until"), day(pass.expires_on)],
				[t("handed_out_on"), pass.handed_out_at ? day(pass.handed_out_at.slice(0, 10)) : t("not_yet")],
				[t("programme"), programme.data?.name ?? "…"],
				[t("pass_language"), language_name(pass.language)],
				[t("print_size"), t.find(`print_size_${pass.print_size}`)],
			]} />
			{in_service(pass) && <p><a class="button" href={`/api/v1/passes/${pass.id}/document.pdf`} target="_blank" rel="noopener">{t("print_again")}</a></p>}
			{pass.state === "issued" ? <p>{t("in_stock")} <a href="/app/stock">{t("stock_title")}</a></p> : (
				<section aria-labelledby="way">
					<h2 id="way">{t("way")}</h2>
					<Load of={way}>{(of) => <Way of={of} />}</Load>
				</section>
			)}
			{in_service(pass) && pass.left > 0 && (
				<div class="columns">
					<Replace pass={pass} done={replaced} changed={changed} />
					<Block pass={pass} changed={changed} />
				</div>
			)}
		</>
	);
}

export function OnePass({ params }: PageProps) {
	const pass = useGet<Pass>(/^[0-9a-f]{12}$/i.test(params.id) ? `/passes/${params.id}` : `/passes/${encodeURIComponent(params.id)}`);
	const [fresh, set_fresh] = useState<{ pass: IssuedPass; blocked: boolean } | null>(null);
	return (
		<>
			<Title>{t("pass_title", { id: pass_number(params.id) })}</Title>
			{fresh ? <Given pass={fresh.pass} blocked={fresh.blocked} replaced /> : (
				<Load of={pass}>{(data) => <Shown pass={data} changed={pass.reload} replaced={(made, blocked) => set_fresh({ pass: made, blocked })} />}</Load>
			)}
			<p><a href="/app/pass">{t("passes_of_desk")}</a></p>
		</>
	);
}
