// "Lots de pass": passes for the stock by the hundred. The server makes them; the page may be left, and any
// device finds them again.
import { useEffect, useRef, useState } from "preact/hooks";
import type agent_fr from "../../../lang/web/agent.fr.json";
import { announce } from "../../kit/announce";
import { call, post, Problem } from "../../kit/api";
import { Choice, FieldError, Form, Input, need, Select } from "../../kit/form";
import { ListOf, Load, useGet, useList } from "../../kit/load";
import { Alert, Busy, Button, Dialog, Facts, Failure, Mark, Refused, Title, type Kind } from "../../kit/parts";
import { visit } from "../../kit/router";
import { Table } from "../../kit/table";
import { instant, number, sentence, speaker } from "../../kit/text";
import { useWatch } from "../../kit/watch";
import type { PageProps } from "../../rooms";
import { language_name, LanguageFields, reader_usual } from "./pass_options";
import { propose } from "./placing";
import type { Batch, Programme } from "api";

const t = speaker<typeof agent_fr>("agent");
const MOST = 1000, PART = 100;
const marks: Record<Batch["state"], Kind | null> = { waiting: null, running: null, done: "ok", failed: "error", cancelled: "warning" };

export const is_open = ({ state }: Batch) => state === "waiting" || state === "running";

/** A batch as it is now, looked at again while it goes on. */
function useBatch(id: string, first: Batch | null = null) {
	const { data, problem, set, look } = useWatch<Batch>(first && !is_open(first) ? null : `/batches/${id}`, is_open);
	return { batch: data ?? first, problem, set, again: look };
}

const StateOf = ({ state }: { state: Batch["state"] }) =>
	<span class="state">{marks[state] && <Mark kind={marks[state]!} />}{t.find(`batch_${state}`)}</span>;

const counts = ({ done, total }: Batch) => ({ done: number(done), total: number(total), rest: number(total - done) });

/** How far: a bar and the same in words. */
function HowFar({ of }: { of: Batch }) {
	return (
		<div class="how-far">
			<progress max={of.total} value={of.done} aria-label={t("batch_progress", { id: of.id })} />
			<p class="hint">{t("batch_of", counts(of))}</p>
		</div>
	);
}

// ---- one ----

function Ended({ of }: { of: Batch }) {
	if (of.state === "done")
		return <Alert kind="ok" live><p>{t.count("batch_ready", of.total)}</p></Alert>;
	return (
		<Alert kind={of.state === "failed" ? "error" : "warning"} live>
			<p>{of.state === "failed" ? t("batch_why", { why: sentence(of.error ?? "", undefined, of.detail ?? undefined) }) : t("batch_was_stopped")}</p>
			<p>{of.done ? t("batch_exist", counts(of)) : t("batch_none")}</p>
		</Alert>
	);
}

function Print({ of }: { of: Batch }) {
	const parts = Array.from({ length: Math.ceil(of.done / PART) }, (_, i) => [i * PART + 1, Math.min(of.done, (i + 1) * PART)]);
	return (
		<section aria-labelledby="print">
			<h2 id="print">{t("batch_print")}</h2>
			<p>{t("batch_print_about")}</p>
			{parts.length > 1 && (
				<ul class="parts">
					{parts.map(([from, to]) => (
						<li key={from}><a class="button" href={`${of.document}?from=${from}&count=${PART}`} target="_blank" rel="noopener">{t("batch_part", { from: number(from), to: number(to) })}</a></li>
					))}
				</ul>
			)}
			<div class="actions"><a class={parts.length > 1 ? "button" : "button main large"} href={of.document!} target="_blank" rel="noopener">{t.count("batch_whole", of.done)}</a></div>
			{of.done > 200 && <p class="hint">{t("batch_whole_slow")}</p>}
		</section>
	);
}

function Stop({ of, done }: { of: Batch; done: (of: Batch) => void }) {
	const [asking, ask] = useState(false);
	const [failure, set_failure] = useState<unknown>(null);
	const [busy, set_busy] = useState(false);
	const stop = async () => {
		set_busy(true);
		set_failure(null);
		try {
			done((await call<Batch>("POST", `/batches/${of.id}/cancellation`)).body);
			ask(false);
		} catch (problem) {
			if (problem instanceof Problem && problem.code === "batch_over")
				ask(false); // it has ended meanwhile, and the page says how
			set_failure(problem);
		}
		set_busy(false);
	};
	return (
		<>
			<p><Button onClick={() => ask(true)}>{t("batch_stop")}</Button></p>
			{asking && (
				<Dialog title={t("batch_stop_sure")} close={() => ask(false)}>
					<p>{t("batch_stop_will")}</p>
					<Failure of={failure} />
					<div class="actions"><Button kind="danger" busy={busy} onClick={() => void stop()}>{t("batch_stop_yes")}</Button><Button onClick={() => ask(false)}>{t("batch_stop_no")}</Button></div>
				</Dialog>
			)}
		</>
	);
}

/** Said now and then, not at each look. */
function useTelling(of: Batch | null) {
	const said = useRef(0);
	const quarter = of ? Math.floor(4 * of.done / of.total) : 0;
	useEffect(() => {
		if (of && is_open(of) && quarter > said.current)
			announce(t("batch_of", counts(of)));
		said.current = quarter;
	}, [quarter]);
}

function Shown({ batch, problem, set }: { batch: Batch; problem: Problem | null; set: (of: Batch) => void }) {
	const programme = useGet<Programme>(`/programmes/${batch.programme}`);
	useTelling(batch);
	return (
		<>
			{is_open(batch) ? (
				<section class="sheet" aria-labelledby="underway">
					<h2 id="underway">{batch.state === "waiting" ? t("batch_waits") : t("batch_goes_on")}</h2>
					<HowFar of={batch} />
					{problem && <Alert kind="warning" live>{t("batch_unseen")}</Alert>}
					<p>{t("batch_leave")}</p>
					<Stop of={batch} done={set} />
				</section>
			) : <Ended of={batch} />}
			{!is_open(batch) && batch.document && <Print of={batch} />}
			<Facts of={[
				[t("programme"), programme.data?.name ?? "…"], [t("workshops"), t.count("workshops", batch.vouchers)],
				[t("pass_language"), language_name(batch.language)], [t("print_size"), t.find(`print_size_${batch.print_size}`)],
				[t("batch_asked"), instant(batch.asked_at)],
			]} />
		</>
	);
}

export function OneBatch({ params }: PageProps) {
	const { batch, problem, set, again } = useBatch(params.id);
	return (
		<>
			<Title>{t("batch_title", { id: params.id })}</Title>
			{batch && <Shown batch={batch} problem={problem} set={set} />}
			{!batch && (problem ? <Refused of={problem} again={again} /> : <Busy />)}
			<p><a href="/app/lots">{t("batches_all")}</a> · <a href="/app/stock">{t("batch_to_stock")}</a></p>
		</>
	);
}

// ---- all ----

function passes_of(text: string) {
	const passes = Number(need("passes", text));
	if (!Number.isInteger(passes) || passes < 1 || passes > MOST)
		throw new FieldError("passes", t("batch_range", { most: number(MOST) }));
	return passes;
}

function Ask({ programmes }: { programmes: Programme[] }) {
	const [chosen, choose] = useState(programmes[0].id);
	const [passes, set_passes] = useState("");
	const [vouchers, set_vouchers] = useState(0); // 0 = as proposed
	const [reader, set_reader] = useState(reader_usual);
	const programme = programmes.find(({ id }) => id === chosen)!;
	const proposal = propose({}, programme);
	const each = proposal.choices.includes(vouchers) ? vouchers : proposal.vouchers;
	const send = async (key: string) => {
		const body = { programme: chosen, passes: passes_of(passes), vouchers: each, language: reader.language, print_size: reader.print_size };
		visit(`/app/lots/${(await post<Batch>("/batches", body, { key })).body.id}`);
	};
	return (
		<Form send={send} button={t("batch_prepare")}>
			{programmes.length > 1 && <Select name="programme" label={t("programme")} value={chosen} onChange={choose} options={programmes.map(({ id, name }) => ({ value: id, label: name }))} />}
			<Input name="passes" label={t("batch_passes")} hint={t("batch_passes_hint", { most: number(MOST) })} inputmode="numeric" size={6} required value={passes} onChange={set_passes} />
			<div class="short">
				<Choice name="vouchers" label={t("workshops")} value={String(each)} onChange={(n) => set_vouchers(Number(n))}
					options={proposal.choices.map((n) => ({ value: String(n), label: t.count("workshops", n) }))} />
			</div>
			<LanguageFields of={reader} change={set_reader} />
		</Form>
	);
}

/** In the list: only one that goes on is looked at again. */
function Now({ of }: { of: Batch }) {
	const batch = useBatch(of.id, of).batch ?? of;
	return is_open(batch) ? <HowFar of={batch} /> : <><StateOf state={batch.state} /> <span class="hint">{t("batch_of", counts(batch))}</span></>;
}

export function Batches() {
	const open = useGet<{ items: Programme[] }>("/programmes?state=open");
	const list = useList<Batch>("/batches");
	return (
		<>
			<Title>{t("batches_title")}</Title>
			<p>{t("batches_about")}</p>
			<section aria-labelledby="prepare">
				<h2 id="prepare">{t("batch_new")}</h2>
				<Load of={open}>{({ items }) => items.length ? <Ask programmes={items} /> : <Alert kind="info"><p>{t("no_programme")}</p></Alert>}</Load>
			</section>
			<section aria-labelledby="batches">
				<h2 id="batches">{t("batches_of_desk")}</h2>
				<ListOf of={list} empty={t("batches_none")}>
					{(items) => (
						<Table caption={t("batches_table")} hide_caption rows={items} row_key={({ id }) => id} columns={[
							{ title: t("batch"), is_name: true, cell: ({ id }) => <a href={`/app/lots/${id}`}>{t("batch_title", { id })}</a> },
							{ title: t("state"), cell: (batch) => <Now of={batch} /> },
							{ title: t("workshops"), is_number: true, cell: ({ vouchers }) => vouchers },
							{ title: t("pass_language"), cell: ({ language }) => language_name(language) },
							{ title: t("batch_asked"), cell: ({ asked_at }) => instant(asked_at) },
						]} />
					)}
				</ListOf>
			</section>
			<p><a href="/app/stock">{t("batch_to_stock")}</a></p>
		</>
	);
}

/** On the page of the stock: what is being made for it, and the way to more. */
export function Underway() {
	const list = useList<Batch>("/batches?limit=10");
	const open = (list.items ?? []).filter(is_open);
	return (
		<section class="sheet" aria-labelledby="more-stock">
			<h2 id="more-stock">{t("batch_more")}</h2>
			{!list.items && (list.problem ? <Refused of={list.problem} again={list.reload} /> : <Busy />)}
			{open.map((each) => <div key={each.id}><p><a href={`/app/lots/${each.id}`}>{t("batch_title", { id: each.id })}</a></p><Now of={each} /></div>)}
			<p>{t("batch_more_about")}</p>
			<div class="actions"><a class="button" href="/app/lots">{t("batches_all")}</a></div>
		</section>
	);
}
