// Centres of a national file: first what would come of it, then the same bytes for good, which the server does while
// nobody need wait.
import type { Import, ImportRun, Programme } from "api";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, new_key, Problem, query as query_text } from "../../kit/api";
import { FieldError, File, Form, Select, Tick } from "../../kit/form";
import { ListOf, useList, type List } from "../../kit/load";
import { Alert, Button, Dialog, Failure, Title } from "../../kit/parts";
import { guard, visit } from "../../kit/router";
import { Table } from "../../kit/table";
import { instant, number, percent } from "../../kit/text";
import { telling } from "../../kit/upload";
import { Report } from "./import_report";
import { HowFar, is_open, reason, State, useRun } from "./import_run";
import { t, useProgrammes } from "./words";

const MOST_BYTES = 32 * 1024 * 1024;
const types: Record<string, string> = { csv: "text/csv", json: "application/json" };

/** What was checked, byte for byte: the file may change on the disk meanwhile. */
interface Sheet {
	name: string;
	bytes: Blob;
	programme: string;
	approve: boolean;
}

async function sheet_of(file: globalThis.File | null, programme: string, approve: boolean): Promise<Sheet> {
	if (!file)
		throw new FieldError("file", t("file_needed"));
	const type = types[file.name.toLowerCase().split(".").at(-1) ?? ""];
	if (!type)
		throw new FieldError("file", t("file_kind"));
	if (!file.size)
		throw new FieldError("file", t("file_empty"));
	if (file.size > MOST_BYTES)
		throw new FieldError("file", t("file_too_big", { n: MOST_BYTES / 1024 / 1024 }));
	const bytes = await file.arrayBuffer().catch(() => {
		throw new FieldError("file", t("file_unreadable"));
	});
	return { name: file.name, bytes: new Blob([bytes], { type }), programme, approve };
}

/** What is wrong with a file is said beside it, with its row. */
function at_file(problem: unknown) {
	if (!(problem instanceof Problem) || problem.status < 400 || problem.status >= 500 || [401, 403, 409, 429].includes(problem.status) || problem.field === "programme")
		return problem;
	const { row, detail } = problem.more;
	const is_told = typeof row !== "number" || detail === problem.detail; // the server's own sentence names the row
	return new FieldError("file", is_told ? problem.detail : t("at_row", { detail: problem.detail, row: row as number }));
}

/** How much is sent; then the server reads. */
function Sending({ part, text }: { part: number; text: string }) {
	return (
		<div class="sending">
			<p role="status">{part < 1 ? t("sending") : text}</p>
			<progress max={1} value={part < 1 ? part : undefined} aria-label={t("sending")} />
			{part < 1 && <p class="hint">{percent(part)}</p>}
		</div>
	);
}

/** In the list: only one that goes on is looked at again. */
function Now({ of }: { of: ImportRun }) {
	const run = useRun(of.id, of).run ?? of;
	if (is_open(run))
		return <HowFar of={run} />;
	const { added = 0, changed = 0, dropped = 0 } = run.report ?? {};
	return (
		<>
			<State state={run.state} />{" "}
			{run.state === "done" && <span class="hint">{t("run_did", { added: number(added), changed: number(changed), dropped: number(dropped) })}</span>}
			{run.state === "failed" && <span class="hint">{reason(run)}</span>}
		</>
	);
}

function Latest({ of, programmes }: { of: List<ImportRun>; programmes: Programme[] }) {
	const name_of = (id: string | null) => programmes.find((each) => each.id === id)?.name ?? "–";
	return (
		<section aria-labelledby="latest">
			<h2 id="latest">{t("imports_latest")}</h2>
			<p>{t("imports_latest_about")}</p>
			<ListOf of={of} empty={t("imports_none")}>
				{(items) => (
					<Table caption={t("imports_table")} hide_caption rows={items} row_key={({ id }) => id} columns={[
						{ title: t("run"), is_name: true, cell: ({ id }) => <a href={`/app/importer/${id}`}>{t("run_title", { id })}</a> },
						{ title: t("state"), cell: (run) => <Now of={run} /> },
						{ title: t("run_programme"), cell: ({ programme }) => name_of(programme) },
						{ title: t("run_asked"), cell: ({ at }) => instant(at) },
					]} />
				)}
			</ListOf>
		</section>
	);
}

function Sure({ of, sheet, yes, no }: { of: Import; sheet: Sheet; yes: () => void; no: () => void }) {
	return (
		<Dialog title={t("import_sure")} close={no}>
			<p>{t("import_will", { name: sheet.name, added: number(of.added), changed: number(of.changed) })}</p>
			{of.dropped > 0 && <p>{t.count("import_without", of.dropped)}</p>}
			<div class="actions"><Button kind="main" onClick={yes}>{t("import_yes")}</Button><Button onClick={no}>{t("no_keep")}</Button></div>
		</Dialog>
	);
}

export function Importer() {
	const programmes = useProgrammes();
	const latest = useList<ImportRun>("/imports/centres?limit=10");
	const [file, set_file] = useState<globalThis.File | null>(null);
	const [programme, set_programme] = useState("");
	const [approve, set_approve] = useState(false);
	const [checked, set_checked] = useState<{ sheet: Sheet; result: Import; key: string } | null>(null);
	const [part, set_part] = useState<number | null>(null);
	const [asking, ask] = useState(false);
	const [failure, set_failure] = useState<unknown>(null);
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), [checked]);
	useEffect(() => {
		guard(part === null ? null : () => t("leave_sending"));
		return () => guard(null);
	}, [part]);

	const begin_anew = () => {
		set_checked(null);
		set_failure(null);
	};
	const change = <T,>(set: (value: T) => void) => (value: T) => {
		set(value);
		begin_anew();
	};
	const send = async <T,>(sheet: Sheet, key: string, dry_run: boolean) => {
		set_part(0);
		try {
			const to = `/imports/centres${query_text({ dry_run: dry_run || null, programme: sheet.programme, approve: sheet.approve || null })}`;
			return (await call<T>("POST", to, { body: sheet.bytes, key, by: telling(set_part) })).body;
		} finally {
			set_part(null);
		}
	};
	const check = async (key: string) => {
		begin_anew();
		const sheet = await sheet_of(file, programme, approve);
		const result = await send<Import>(sheet, key, true).catch((problem) => {
			throw at_file(problem);
		});
		set_checked({ sheet, result, key: new_key() });
	};
	const import_it = async () => {
		ask(false);
		set_failure(null);
		try {
			const { id } = await send<ImportRun>(checked!.sheet, checked!.key, false);
			guard(null);
			visit(`/app/importer/${id}`);
		} catch (problem) {
			set_failure(problem);
		}
	};
	return (
		<>
			<Title>{t("import_title")}</Title>
			<p>{t("import_about")}</p>
			<Form send={check} button={t("check_file")} kind="main">
				<File name="file" label={t("file")} hint={t("file_hint")} accept=".csv,.json,text/csv,application/json" onChange={change(set_file)} />
				<Select name="programme" label={t("import_programme")} hint={t("import_programme_hint")} value={programme} onChange={change(set_programme)}
					options={[{ value: "", label: t("no_programme") }, ...programmes.map(({ id, name }) => ({ value: id, label: name }))]} />
				<Tick name="approve" label={t("import_approve")} hint={t("import_approve_hint")} checked={approve} onChange={change(set_approve)} />
			</Form>
			{part !== null && <Sending part={part} text={checked ? t("server_keeps") : t("server_reads")} />}
			{checked && (
				<section aria-labelledby="checked">
					<h2 id="checked" tabIndex={-1} ref={heading}>{t("checked_title", { name: checked.sheet.name })}</h2>
					<Alert kind={checked.result.dropped ? "warning" : "info"}>{t("checked_about")}</Alert>
					<Report of={checked.result} dry_run />
					<Failure of={failure} />
					<div class="actions">
						{checked.result.added + checked.result.changed + checked.result.unchanged > 0
							? <Button kind="main" class="large" busy={part !== null} onClick={() => ask(true)}>{t("import")}</Button>
							: <p>{t("nothing_to_import")}</p>}
					</div>
				</section>
			)}
			<Latest of={latest} programmes={programmes} />
			{asking && checked && <Sure of={checked.result} sheet={checked.sheet} yes={() => void import_it()} no={() => ask(false)} />}
		</>
	);
}
