// "Exports": files of what is owed, or of all figures. The server makes them; the page may be left, and any device
// finds them again.
import { useEffect, useRef, useState } from "preact/hooks";
import type exports_fr from "../../../lang/web/exports.fr.json";
import { announce } from "../../kit/announce";
import { call, get_all, new_key, post, Problem } from "../../kit/api";
import { Choice, FieldError, Form, Input, Select } from "../../kit/form";
import { Alert, Busy, Button, Dialog, Failure, Mark, Refused, Title } from "../../kit/parts";
import { day, instant, number, sentence, speaker, today } from "../../kit/text";
import { useWatch } from "../../kit/watch";
import type { PageProps } from "../../rooms";
import type { Export, NewExport, Programme } from "api";

const t = speaker<typeof exports_fr>("exports");
const forms = { redemptions: ["xlsx", "excel", "csv", "json"], figures: ["xlsx", "json"] } as const;
const MEGA = 1_000_000, KILO = 1000;

const is_open = ({ state }: Export) => state === "waiting" || state === "running";
const is_day = (text: string) => !text || /^\d{4}-\d{2}-\d{2}$/.test(text);
const size_words = (bytes: number) => (bytes < MEGA ? t("kilobytes", { n: number(Math.ceil(bytes / KILO)) }) : t("megabytes", { n: number(bytes / MEGA, 1) }));
const period_words = ({ from, until }: Export) => (from ? t("from_until", { from: day(from), until: day(until) }) : t("until_day", { until: day(until) }));
const title_of = (of: Export) => t("export_title", { what: t.find(`what_${of.what}`), form: t.find(`form_${of.as}`) });

/** How far: a bar and the same in words; before the lines are counted it only moves. */
function HowFar({ of }: { of: Export }) {
	const words = of.total === null ? t.find(`state_${of.state}`) : t("lines_of", { done: number(of.done), total: number(of.total) });
	return (
		<div class="how-far">
			<progress {...(of.total ? { max: of.total, value: of.done } : {})} aria-label={t("progress_of", { title: title_of(of) })} />
			<p class="hint">{words}</p>
		</div>
	);
}

function Throw({ of, gone }: { of: Export; gone: () => void }) {
	const [asking, ask] = useState(false);
	const [failure, set_failure] = useState<unknown>(null);
	const [busy, set_busy] = useState(false);
	const open = is_open(of);
	const drop = async () => {
		set_busy(true);
		set_failure(null);
		try {
			await call("DELETE", `/exports/${of.id}`).catch((problem) => {
				if (!(problem instanceof Problem && problem.code === "no_export"))
					throw problem; // else it is gone already
			});
			announce(t("was_thrown"));
			ask(false);
			gone();
		} catch (problem) {
			set_failure(problem);
		}
		set_busy(false);
	};
	return (
		<>
			<Button onClick={() => ask(true)}>{t(open ? "stop" : "throw")}<span class="hidden"> {title_of(of)}</span></Button>
			{asking && (
				<Dialog title={t(open ? "stop_sure" : "throw_sure")} close={() => ask(false)}>
					<p>{t("throw_will")}</p>
					<Failure of={failure} />
					<div class="actions"><Button kind="danger" busy={busy} onClick={() => void drop()}>{t(open ? "stop_yes" : "throw_yes")}</Button><Button onClick={() => ask(false)}>{t("throw_no")}</Button></div>
				</Dialog>
			)}
		</>
	);
}

/** The same once more, in place of one that failed. */
function Again({ of, begun }: { of: Export; begun: () => void }) {
	const [failure, set_failure] = useState<unknown>(null);
	const [busy, set_busy] = useState(false);
	const key = useRef(new_key());
	const again = async () => {
		set_busy(true);
		set_failure(null);
		try {
			await post<Export>("/exports", body_of(of), { key: key.current });
			await call("DELETE", `/exports/${of.id}`).catch(() => {}); // it stays in the list: no harm
			begun();
		} catch (problem) {
			set_failure(problem);
		}
		set_busy(false);
	};
	return <><Button busy={busy} onClick={() => void again()}>{t("again")}<span class="hidden"> {title_of(of)}</span></Button><Failure of={failure} /></>;
}

const body_of = ({ programme, what, as, from, until }: Export): NewExport => ({ programme, what, as, until, ...(from ? { from } : {}) });

function One({ of, programme, change }: { of: Export; programme: string; change: () => void }) {
	return (
		<li class="sheet export">
			<h3>{title_of(of)}</h3>
			<p class="hint">{programme} · {period_words(of)}</p>
			{is_open(of) ? <HowFar of={of} /> : (
				<p class="export-state"><Mark kind={of.state === "done" ? "ok" : "error"} />{of.state === "done"
					? t("ready_lines", { lines: of.what === "figures" ? t("all_tables") : t.count("lines", of.total ?? 0), size: size_words(of.size ?? 0) })
					: t("failed_why", { why: sentence(of.error ?? "", undefined, of.detail ?? undefined) })}</p>
			)}
			<div class="actions">
				{of.file && <a class="button main" href={of.file} download="">{t("download")}<span class="hidden"> {title_of(of)}</span></a>}
				{of.state === "failed" && <Again of={of} begun={change} />}
				<Throw of={of} gone={change} />
			</div>
			<p class="hint">{t("asked_kept", { asked: instant(of.asked_at), kept: instant(of.kept_until) })}</p>
		</li>
	);
}

// ---- asking ----

function Ask({ programmes, query, begun }: { programmes: Programme[]; query: URLSearchParams; begun: () => void }) {
	const [programme, set_programme] = useState(programmes.find(({ id }) => id === query.get("dispositif"))?.id ?? programmes[0].id);
	const [what, set_what] = useState<Export["what"]>(query.get("quoi") === "chiffres" ? "figures" : "redemptions");
	const [as, set_as] = useState<Export["as"]>("xlsx");
	const [from, set_from] = useState(query.get("du") ?? "");
	const [until, set_until] = useState(query.get("au") ?? "");
	const fitting: readonly Export["as"][] = forms[what];
	const form = fitting.includes(as) ? as : fitting[0];
	const send = async (key: string) => {
		if (!is_day(from))
			throw new FieldError("from", t("bad_day"));
		if (!is_day(until))
			throw new FieldError("until", t("bad_day"));
		if (from && from > (until || today()))
			throw new FieldError("until", t("ends_before"));
		await post<Export>("/exports", { programme, what, as: form, ...(from ? { from } : {}), ...(until ? { until } : {}) }, { key });
		announce(t("begun"));
		begun();
	};
	return (
		<Form send={send} button={t("prepare")} label={t("new")}>
			{programmes.length > 1 && <Select name="programme" label={t("programme")} value={programme} onChange={set_programme} options={programmes.map(({ id, name }) => ({ value: id, label: name }))} />}
			<Choice name="what" label={t("what")} value={what} onChange={(value) => set_what(value as Export["what"])}
				options={(["redemptions", "figures"] as const).map((value) => ({ value, label: t.find(`what_${value}`), hint: t.find(`what_about_${value}`) }))} />
			<div class="export-forms"><Choice name="as" label={t("form")} value={form} onChange={(value) => set_as(value as Export["as"])} hint={what === "figures" ? t("form_figures") : undefined}
				options={fitting.map((value) => ({ value, label: t.find(`form_${value}`), hint: t.find(`form_about_${value}`) }))} /></div>
			<div class="dates">
				<Input name="from" label={t("from")} hint={t("from_hint")} type="date" value={from} onChange={set_from} />
				<Input name="until" label={t("until")} hint={t("until_hint")} type="date" value={until} onChange={set_until} />
			</div>
		</Form>
	);
}

/** What has just ended is said: the eyes may be elsewhere. */
function useTelling(items: Export[] | null) {
	const open = useRef(new Set<string>()).current;
	useEffect(() => {
		for (const each of items ?? [])
			if (is_open(each))
				open.add(each.id);
			else if (open.delete(each.id))
				announce(t(each.state === "done" ? "is_ready" : "is_broken", { title: title_of(each) }));
	}, [items]);
}

export function Exports({ query }: PageProps) {
	const [programmes, set_programmes] = useState<Programme[] | null>(null);
	const [failure, set_failure] = useState<unknown>(null);
	const list = useWatch<{ items: Export[] }>("/exports?limit=50", ({ items }) => items.some(is_open));
	const items = list.data?.items ?? null;
	useTelling(items);
	const read_programmes = () => void get_all<Programme>("/programmes?limit=200").then((all) => {
		set_programmes(all);
		set_failure(null);
	}, set_failure);
	useEffect(read_programmes, []);
	const name_of = (id: string) => programmes?.find((each) => each.id === id)?.name ?? "…";
	return (
		<>
			<Title>{t("title")}</Title>
			<p>{t("about")}</p>
			<section aria-labelledby="new-export">
				<h2 id="new-export">{t("new")}</h2>
				{failure !== null && <Refused of={failure} again={read_programmes} />}
				{programmes ? programmes.length ? <Ask programmes={programmes} query={query} begun={list.look} /> : <p class="empty">{t("no_programme")}</p> : !failure && <Busy />}
			</section>
			<section aria-labelledby="my-exports">
				<h2 id="my-exports">{t("mine")}</h2>
				{items?.some(is_open) && <p>{t("leave")}</p>}
				{list.problem && (items ? <Alert kind="warning" live>{t("unseen")}</Alert> : <Refused of={list.problem} again={list.look} />)}
				{items?.length === 0 && <p class="empty">{t("none")}</p>}
				{items && items.length > 0 && <ul class="exports-list">{items.map((each) => <One key={each.id} of={each} programme={name_of(each.programme)} change={list.look} />)}</ul>}
				{!items && !list.problem && <Busy />}
			</section>
		</>
	);
}
