// Who did what: every change but redemptions, the newest first. It is read; nobody changes it.
import type { JournalLine } from "api";
import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../../rooms";
import { announce } from "../../kit/announce";
import { get_all, query as query_text } from "../../kit/api";
import { Filter } from "../../kit/filter";
import { FieldError, Form, Input } from "../../kit/form";
import { kind_name } from "../../kit/names";
import { ListOf, useList } from "../../kit/load";
import { Alert, Busy, Button, Failure, Title } from "../../kit/parts";
import { set_query } from "../../kit/router";
import { reason_words } from "../../kit/standing";
import { Table } from "../../kit/table";
import { instant, number, today } from "../../kit/text";
import { scope_words } from "./tokens";
import { role_name, t, typology_words, useAccounts } from "./words";

const READ_AT_MOST = 2000; // lines, when they are chosen here
const kinds = ["account", "token", "session", "key", "site", "centres", "approval", "organisation", "funder", "programme", "pass", "redemption"] as const;

const kind_of = (line: JournalLine) => line.verb.split(".")[0];

/** Its own page, of kinds that have one. */
const pages_of: Record<string, (id: string) => string> = {
	account: (id) => `/app/comptes/${id}`,
	site: (id) => `/app/lieu/${id}`,
	key: (id) => `/app/cles/${id}`,
	centres: (id) => `/app/importer/${id}`,
	programme: (id) => `/app/dispositif/${id}`,
};

/** "account.add" is told in words; one that is new here as it is. */
const verb_words = (verb: string) => t.find(`verb_${verb}`) || verb;

function What({ of }: { of: JournalLine }) {
	const kind = kind_of(of);
	if (!of.object)
		return <>–</>;
	const words = t("object", { kind: t.find(`kind_${kind}`) || kind, id: of.object });
	const page = /^\d+$/.test(of.object) ? pages_of[kind]?.(of.object) : undefined;
	return page ? <a href={page}>{words}</a> : <>{words}</>;
}

const plain_words = (value: unknown): string =>
	value === null ? t("empty_value") : value === true ? t("yes") : value === false ? t("no") : typeof value === "object" ? JSON.stringify(value) : String(value);

/** A value of a field that was sent. */
function value_words(name: string, value: unknown): string {
	if (name === "role")
		return role_name(String(value));
	if (name === "scope")
		return scope_words(String(value));
	if (name === "approval" || name === "state")
		return t.find(`approval_${value}`) || t.find(`went_${value}`) || plain_words(value);
	if (name === "suspension" || name === "reason") // the latter is words already elsewhere
		return reason_words(String(value)) || plain_words(value);
	if (name === "bands" && Array.isArray(value))
		return value.map((band) => t.find(`band_${band}`) || plain_words(band)).join(", ");
	if (name === "typology" && value)
		return typology_words(String(value));
	if (["kinds", "kind"].includes(name) && value)
		return [value].flat().map((kind) => kind_name(Number(kind))).join(", ");
	return Array.isArray(value) ? value.map(plain_words).join(", ") : plain_words(value);
}

/** What was asked, a line for each field; when it is no object, as it is. */
function Asked({ text }: { text: string }) {
	let said: unknown = null;
	try {
		said = JSON.parse(text);
	} catch { /* words of the command line */ }
	if (!said || typeof said !== "object" || Array.isArray(said))
		return <code>{text}</code>;
	return (
		<ul class="asked">
			{Object.entries(said).map(([name, value]) => (
				<li key={name}>{t("field_is", { name: t.find(`field_${name}`) || name, value: value_words(name, value) })}</li>
			))}
		</ul>
	);
}

function Lines({ of }: { of: JournalLine[] }) {
	return (
		<Table caption={t("journal_table")} hide_caption rows={of} row_key={({ id }) => id} columns={[
			{ title: t("when"), cell: ({ at }) => instant(at) },
			{ title: t("who"), cell: ({ account, login }) => account ? <a href={`/app/comptes/${account}`}>{login}</a> : t("command_line") },
			{ title: t("did"), is_name: true, cell: ({ verb }) => verb_words(verb) },
			{ title: t("to_what"), cell: (line) => <What of={line} /> },
			{ title: t("asked"), cell: ({ detail }) => detail ? <Asked text={detail} /> : "–" },
		]} />
	);
}

/** The server chooses by day and account; the kind of object is chosen here. */
function OfKind({ path, kind }: { path: string; kind: string }) {
	const [lines, set] = useState<JournalLine[] | null>(null);
	const [failure, set_failure] = useState<unknown>(null);
	const [turn, again] = useState(0);
	useEffect(() => {
		let gone = false;
		set(null);
		set_failure(null);
		get_all<JournalLine>(path, READ_AT_MOST).then((all) => {
			if (gone)
				return;
			const found = all.filter((line) => kind_of(line) === kind);
			set(all);
			announce(t.count("lines_found", found.length));
		}, (problem) => gone || set_failure(problem));
		return () => void (gone = true);
	}, [path, kind, turn]);
	if (failure)
		return <><Failure of={failure} /><p><Button onClick={() => again(turn + 1)}>{t("again")}</Button></p></>;
	if (!lines)
		return <Busy />;
	const found = lines.filter((line) => kind_of(line) === kind);
	return (
		<>
			{lines.length >= READ_AT_MOST && <Alert kind="info">{t("read_at_most", { n: number(READ_AT_MOST) })}</Alert>}
			{found.length ? <Lines of={found} /> : <p class="empty">{t("journal_empty")}</p>}
		</>
	);
}

function All({ path }: { path: string }) {
	const list = useList<JournalLine>(path);
	return <ListOf of={list} empty={t("journal_empty")}>{(items) => <Lines of={items} />}</ListOf>;
}

const is_day = (text: string) => !text || /^\d{4}-\d{2}-\d{2}$/.test(text);

function Period({ from: first, until: last }: { from: string; until: string }) {
	const [from, set_from] = useState(first);
	const [until, set_until] = useState(last);
	const show = (since: string, to: string) => {
		set_from(since);
		set_until(to);
		set_query({ du: since, au: to });
	};
	const send = async () => {
		if (!is_day(from))
			throw new FieldError("from", t("bad_day"));
		if (!is_day(until))
			throw new FieldError("until", t("bad_day"));
		if (from && from > (until || today()))
			throw new FieldError("until", t("ends_before"));
		show(from, until);
	};
	return (
		<div class="period">
			<Form send={send} button={t("show")} label={t("period")} extra={(from || until) && <Button onClick={() => show("", "")}>{t("whole_period")}</Button>}>
				<Input name="from" label={t("from")} type="date" value={from} onChange={set_from} />
				<Input name="until" label={t("until")} type="date" value={until} onChange={set_until} />
			</Form>
		</div>
	);
}

export function Journal({ query }: PageProps) {
	const accounts = useAccounts();
	const account = query.get("compte") ?? "", kind = query.get("objet") ?? "", from = query.get("du") ?? "", until = query.get("au") ?? "";
	const options = accounts.map(({ id, login, role }): [string, string] => [id, t("login_role", { login, role: role_name(role) })]);
	if (account && !accounts.some(({ id }) => id === account))
		options.push([account, t("account_number", { id: account })]);
	const path = `/journal${query_text({ account, from, until, limit: kind ? 200 : 50 })}`;
	return (
		<>
			<Title>{t("journal_title")}</Title>
			<p>{t("journal_about")}</p>
			<section class="sheet" aria-label={t("filters")}>
				<div class="filters">
					<Filter name="compte" label={t("who")} value={account} options={[["", t("everybody")], ...options]} />
					<Filter name="objet" label={t("to_what")} value={kind} options={[["", t("everything")], ...kinds.map((each): [string, string] => [each, t.find(`kinds_${each}`)])]} />
				</div>
				<Period key={`${from}:${until}`} from={from} until={until} />
			</section>
			{kind ? <OfKind path={path} kind={kind} /> : <All path={path} />}
		</>
	);
}
