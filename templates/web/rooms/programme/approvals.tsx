// Which places take part in a programme: found among many by words and by state, and one more invited.
import type { Approval, Site, SuspensionReason } from "api";
import { useEffect, useState } from "preact/hooks";
import { announce } from "../../kit/announce";
import { call, get, get_all, query as query_text } from "../../kit/api";
import { FieldError, Form, Input, need, Select, words_of } from "../../kit/form";
import { Alert, Busy, Button, Dialog, Failure, Mark, Refused, type Kind } from "../../kit/parts";
import { ReasonChoice, reason_words } from "../../kit/standing";
import { Table } from "../../kit/table";
import { day, number } from "../../kit/text";
import { t } from "./words";

type State = Approval["state"];
type Reason = SuspensionReason;
const states: State[] = ["candidate", "approved", "suspended"];
const marks: Record<State, Kind> = { candidate: "info", approved: "ok", suspended: "error" };
const SHOWN = 25;
const FOUND = 20;

const folded = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’']/g, " ").toLowerCase();
const ApprovalOf = ({ of }: { of: State }) => <span class="state"><Mark kind={marks[of]} />{t.find(`approval_${of}`)}</span>;
const place_of = ({ postcode, commune }: { postcode: string | null; commune: string | null }) => [postcode, commune].filter(Boolean).join(" ") || "–";
const roles_of = ({ desk, centre }: { desk: boolean; centre: boolean }) => [desk && t("is_desk"), centre && t("is_centre")].filter(Boolean).join(", ");

/** Why a place does not take part although it is approved here. */
const doubts_of = (of: Approval) => [
	of.site_approval !== "approved" && t.find(`doubt_${of.site_approval}`),
	of.centre && !of.in_territory && t("doubt_territory"),
].filter(Boolean) as string[];

interface Set {
	(site: { id: string; name: string }, state: State, reason?: Reason): Promise<void>;
}

/** Since when, and of a suspension why; who said it, when somebody did. */
function Since({ of }: { of: Approval }) {
	const words = [
		t("since", { day: day(of.changed_at.slice(0, 10), "short") }),
		of.state === "suspended" && of.reason && reason_words(of.reason),
		of.state === "suspended" && of.login && t("said_by", { login: of.login }),
	];
	return <small>{words.filter(Boolean).join(", ")}</small>;
}

function Invite({ known, set }: { known: (site: string) => Approval | undefined; set: Set }) {
	const [words, set_words] = useState("");
	const [found, set_found] = useState<Site[] | null>(null);
	const search = async () => {
		const q = words_of("q", need("q", words));
		const { items } = (await get<{ items: Site[] }>(`/sites${query_text({ q, limit: FOUND })}`)).body;
		set_found(items);
		if (!items.length)
			throw new FieldError("q", t("invite_none"));
		announce(t.count("found", items.length));
	};
	return (
		<div class="sheet">
			<h3>{t("invite_title")}</h3>
			<Form send={search} button={t("search")} label={t("invite_title")}>
				<Input name="q" label={t("invite_words")} hint={t("invite_hint")} value={words} onChange={set_words} type="search" size={32} />
			</Form>
			{found !== null && found.length > 0 && (
				<Table caption={t("invite_found")} hide_caption rows={found} row_key={({ id }) => id} columns={[
					{ title: t("place"), is_name: true, cell: ({ name }) => name },
					{ title: t("commune"), cell: place_of },
					{ title: t("place_role"), cell: roles_of },
					{ title: t("here"), cell: (site) => <Deed site={site} state={known(site.id)?.state ?? "candidate"} set={set} /> },
				]} />
			)}
		</div>
	);
}

/** What may be done with a place: approved at once, suspended after a question. */
function Deed({ site, state, set }: { site: { id: string; name: string }; state: State; set: Set }) {
	const [asks, ask] = useState(false);
	const [busy, set_busy] = useState(false);
	const [problem, set_problem] = useState<unknown>(null);
	const [reason, set_reason] = useState("");
	const suspend = async () => {
		await set(site, "suspended", need("reason", reason) as Reason);
		ask(false);
	};
	const act = async (to: State) => {
		set_busy(true);
		set_problem(null);
		await set(site, to).catch(set_problem);
		set_busy(false);
	};
	const is_in = state === "approved";
	return (
		<>
			<Button busy={busy} label={t(is_in ? "suspend_of" : "approve_of", { name: site.name })} onClick={() => (is_in ? ask(true) : void act("approved"))}>{t(is_in ? "suspend" : "approve")}</Button>
			<Failure of={problem} />
			{asks && (
				<Dialog title={t("suspend_sure", { name: site.name })} close={() => ask(false)}>
					<p>{t("suspend_will")}</p>
					<Form send={suspend} button={t("suspend")} kind="danger" extra={<Button onClick={() => ask(false)}>{t("no_keep")}</Button>}>
						<ReasonChoice name="reason" value={reason} onChange={set_reason} />
					</Form>
				</Dialog>
			)}
		</>
	);
}

export function Approvals({ programme, is_reader }: { programme: string; is_reader: boolean }) {
	const path = `/programmes/${programme}/approvals`;
	const [all, set_all] = useState<Approval[] | null>(null);
	const [problem, set_problem] = useState<unknown>(null);
	const [turn, again] = useState(0);
	const [words, set_words] = useState("");
	const [state, set_state] = useState("");
	const [most, set_most] = useState(SHOWN);
	useEffect(() => {
		let gone = false;
		set_problem(null);
		get_all<Approval>(`${path}?limit=200`, 20_000).then((items) => gone || set_all(items), (failure) => gone || set_problem(failure));
		return () => void (gone = true);
	}, [path, turn]);
	if (problem)
		return <Refused of={problem} again={() => again((n) => n + 1)} />;
	if (!all)
		return <Busy />;
	const set: Set = async (site, to, reason) => {
		const { body } = await call<Approval>("PUT", `${path}/${site.id}`, { body: { state: to, reason } });
		set_all((now) => (now!.some((each) => each.site === site.id) ? now!.map((each) => (each.site === site.id ? body : each)) : [body, ...now!]));
		announce(t.find(`is_now_${to}`, { name: site.name }));
	};
	const asked = folded(words).split(/\s+/).filter(Boolean);
	const is_asked = (of: Approval) => asked.every((word) => folded(`${of.name} ${of.postcode} ${of.commune}`).includes(word));
	const those = all.filter((of) => (!state || of.state === state) && is_asked(of));
	const count = (of: State) => number(all.filter((each) => each.state === of).length);
	return (
		<>
			<p>{t("sites_about")}</p>
			<div class="filters">
				<Input name="words" label={t("sites_words")} value={words} onChange={(now) => { set_words(now); set_most(SHOWN); }} type="search" />
				<Select name="state" label={t("sites_state")} value={state} onChange={(now) => { set_state(now); set_most(SHOWN); }}
					options={[{ value: "", label: t("sites_all", { n: number(all.length) }) }, ...states.map((value) => ({ value, label: t("sites_of", { state: t.find(`approval_${value}`), n: count(value) }) }))]} />
			</div>
			<p class="hint" role="status">{t.count("found", those.length)}</p>
			{those.length > 0 && (
				<Table caption={t("sites_title")} hide_caption rows={those.slice(0, most)} row_key={({ site }) => site} columns={[
					{ title: t("place"), is_name: true, cell: ({ name }) => name },
					{ title: t("commune"), cell: place_of },
					{ title: t("place_role"), cell: roles_of },
					{ title: t("here"), cell: (of) => <><ApprovalOf of={of.state} /> <Since of={of} />{of.state === "approved" && doubts_of(of).map((doubt) => <div key={doubt}><Mark kind="warning" /> <small>{doubt}</small></div>)}</> },
					...(is_reader ? [] : [{ title: t("act"), cell: (of: Approval) => <Deed site={{ id: of.site, name: of.name }} state={of.state} set={set} /> }]),
				]} />
			)}
			{those.length > most && <p><Button onClick={() => set_most((n) => n + SHOWN)}>{t("sites_more", { n: number(those.length - most) })}</Button></p>}
			{all.length === 0 && <Alert kind="info">{t("sites_none")}</Alert>}
			{!is_reader && <Invite known={(site) => all.find((each) => each.site === site)} set={set} />}
		</>
	);
}
