// One import: the server does it; the page may be left, and any device finds it again.
import type { Account, ImportRun } from "api";
import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../../kit/announce";
import { call, get, Problem } from "../../kit/api";
import { useGet } from "../../kit/load";
import { Alert, Busy, Button, Dialog, Facts, Failure, Mark, Title, type Kind } from "../../kit/parts";
import { instant, number, sentence } from "../../kit/text";
import type { PageProps } from "../../rooms";
import { Report } from "./import_report";
import { may_change, Named, t } from "./words";

const LOOK_MS = 1000, PATIENCE_MS = 3000;
const marks: Record<ImportRun["state"], Kind | null> = { waiting: null, running: null, done: "ok", failed: "error", cancelled: "warning" };

export const is_open = ({ state }: ImportRun) => state === "waiting" || state === "running";

/** An import as it is now, looked at again while it goes on; what has not changed is not sent again. */
export function useRun(id: string, first: ImportRun | null = null) {
	const [run, set] = useState(first);
	const [problem, set_problem] = useState<Problem | null>(null);
	useEffect(() => {
		const stop = new AbortController();
		let timer = 0, known: string | undefined;
		const look = () => get<ImportRun>(`/imports/centres/${id}`, { signal: stop.signal, known }).then(({ status, body, tag }) => {
			if (status !== 304) {
				set(body);
				known = tag ?? undefined;
			}
			set_problem(null);
			if (status === 304 || is_open(body))
				timer = window.setTimeout(look, LOOK_MS);
		}, (failure) => {
			if (stop.signal.aborted)
				return;
			set_problem(failure);
			if (failure.status === 0 || failure.status >= 429) // it may answer again
				timer = window.setTimeout(look, PATIENCE_MS);
		});
		if (!first || is_open(first))
			void look();
		return () => {
			stop.abort();
			clearTimeout(timer);
		};
	}, [id]);
	return { run, problem, set };
}

/** "Lecture : 12 000 lignes sur 50 000" */
function words_of({ state, phase, done, total }: ImportRun) {
	if (state === "waiting")
		return t("run_waits");
	if (phase === "checking")
		return done ? t("run_checking", { done: number(done) }) : t("run_begins");
	if (phase === "writing")
		return t("run_writing", { total: number(total ?? 0) });
	return t("run_comparing", { done: number(done), total: number(total ?? 0) });
}

/** How far: a bar and the same in words. Only the comparison knows how far it is. */
export function HowFar({ of }: { of: ImportRun }) {
	const is_known = of.state === "running" && of.phase === "comparing" && of.total;
	return (
		<div class="sending">
			<progress max={is_known ? of.total! : 1} value={is_known ? Math.min(of.done, of.total!) : undefined} aria-label={t("run_progress", { id: of.id })} />
			<p class="hint">{words_of(of)}</p>
		</div>
	);
}

export const State = ({ state }: { state: ImportRun["state"] }) =>
	<span class="state">{marks[state] && <Mark kind={marks[state]!} />}{t.find(`run_${state}`)}</span>;

export const reason = (of: ImportRun) => sentence(of.error ?? "", undefined, of.detail ?? undefined);

function Stop({ of, done }: { of: ImportRun; done: (of: ImportRun) => void }) {
	const [asking, ask] = useState(false);
	const [failure, set_failure] = useState<unknown>(null);
	const [busy, set_busy] = useState(false);
	const stop = async () => {
		set_busy(true);
		set_failure(null);
		try {
			done((await call<ImportRun>("POST", `/imports/centres/${of.id}/cancellation`)).body);
			ask(false);
		} catch (problem) {
			if (problem instanceof Problem && problem.code === "import_over")
				ask(false); // it has ended meanwhile, and the page says how
			set_failure(problem);
		}
		set_busy(false);
	};
	return (
		<>
			<p><Button onClick={() => ask(true)}>{t("run_stop")}</Button></p>
			{asking && (
				<Dialog title={t("run_stop_sure")} close={() => ask(false)}>
					<p>{t("run_stop_will")}</p>
					<Failure of={failure} />
					<div class="actions"><Button kind="danger" busy={busy} onClick={() => void stop()}>{t("run_stop_yes")}</Button><Button onClick={() => ask(false)}>{t("run_stop_no")}</Button></div>
				</Dialog>
			)}
		</>
	);
}

function Ended({ of }: { of: ImportRun }) {
	if (of.state === "failed")
		return <Alert kind="error" live><p>{t("run_why", { why: reason(of) })}</p><p>{t("run_nothing")}</p></Alert>;
	if (of.state === "cancelled")
		return <Alert kind="warning" live><p>{t("run_was_stopped")} {t("run_nothing")}</p></Alert>;
	const { added, changed, unchanged } = of.report!;
	return (
		<>
			<Alert kind="ok" live><p>{t("imported_about", { added: number(added), changed: number(changed), unchanged: number(unchanged) })}</p></Alert>
			<p><a class="button" href="/app/lieux?etat=candidate">{t("to_candidates")}</a></p>
			<h2>{t("run_report")}</h2>
			<Report of={of.report!} />
		</>
	);
}

/** Said when something else begins, and now and then; not at each look. */
function useTelling(of: ImportRun | null) {
	const said = useRef("");
	const step = of && is_open(of) ? `${of.state} ${of.phase} ${of.total ? Math.floor(4 * of.done / of.total) : 0}` : "";
	useEffect(() => {
		if (of && step && said.current && step !== said.current)
			announce(words_of(of));
		said.current = step;
	}, [step]);
}

function Shown({ run, problem, set }: { run: ImportRun; problem: Problem | null; set: (of: ImportRun) => void }) {
	const asker = useGet<Account>(run.account && `/accounts/${run.account}`);
	useTelling(run);
	return (
		<>
			{is_open(run) ? (
				<section class="sheet" aria-labelledby="underway">
					<h2 id="underway">{run.state === "waiting" ? t("run_waits_title") : t("run_goes_on")}</h2>
					<HowFar of={run} />
					{problem && <Alert kind="warning" live>{t("run_unseen")}</Alert>}
					<p>{t("run_leave")}</p>
					{may_change() && <Stop of={run} done={set} />}
				</section>
			) : <Ended of={run} />}
			<Facts of={[
				[t("run_asked"), instant(run.at)],
				...(run.account ? [[t("run_by"), asker.data?.login ?? "…"] as [string, string]] : []),
				[t("run_programme"), run.programme ? <Named path={`/programmes/${run.programme}`} fallback={run.programme} /> : t("no_programme_chosen")],
				...(run.ended_at ? [[t("run_ended"), instant(run.ended_at)] as [string, string]] : []),
			]} />
		</>
	);
}

export function OneImport({ params }: PageProps) {
	const { run, problem, set } = useRun(params.id);
	return (
		<>
			<Title>{t("run_title", { id: params.id })}</Title>
			{run && <Shown run={run} problem={problem} set={set} />}
			{!run && (problem ? <Failure of={problem} /> : <Busy />)}
			<p>{may_change() ? <a href="/app/importer">{t("runs_all")}</a> : <a href="/app/journal?objet=centres">{t("runs_journal")}</a>}</p>
		</>
	);
}
