// A programme is set up on one page: who pays, the rules, the first money, the places; and it opens. Beside it, the
// pass as it will be printed.
import type { Funder, NewProgramme } from "api";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, get_all, Problem } from "../../kit/api";
import { FieldError, Form, Input, need, Select, Tick } from "../../kit/form";
import { Alert, Button, Dialog, Facts, Mark, Refused, Title } from "../../kit/parts";
import { session } from "../../kit/session";
import { common, euros, number, today } from "../../kit/text";
import { done_nothing, set_up, Stopped, type Done, type Step } from "./deeds";
import { Preview } from "./preview";
import { RuleFields, rules_body } from "./rules";
import { SitesPick, type SiteTaken } from "./setup_sites";
import { cents_of, rules_of, typed_usual, type TypedRules } from "./typed";
import { t } from "./words";

// ---- what is typed, and what was done: they outlive the page, in this tab, for who typed them ----

interface Draft {
	account: string;
	funder: string;
	rules: TypedRules;
	money: string;
	sites: SiteTaken[];
	all?: boolean; // places of the territory
	open: boolean;
	done: Done;
}
const KEPT = "setup";
const forget = () => sessionStorage.removeItem(KEPT);

/** Until the end of the year, or of the next when this one has less than six months left. */
function begun(): Draft {
	const from = today(), year = Number(from.slice(0, 4)) + (from.slice(5, 7) > "06" ? 1 : 0);
	return {
		account: session()!.account, funder: "", money: "", sites: [], open: true, done: done_nothing,
		rules: { ...typed_usual(), from, until: `${year}-12-31` },
	};
}

function kept(): Draft | null {
	try {
		const draft = JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Draft | null;
		if (draft?.account === session()?.account)
			return draft;
	} catch { /* not ours */ }
	forget(); // another person's
	return null;
}

function useDraft() {
	const [before, set_before] = useState(kept);
	const [draft, set] = useState(() => before ?? begun());
	const now = useRef(draft); // deeds go on while somebody types
	const change = (of: Partial<Draft>) => {
		now.current = { ...now.current, ...of };
		sessionStorage.setItem(KEPT, JSON.stringify(now.current));
		set(now.current);
	};
	const again = () => {
		forget();
		set_before(null);
		set(now.current = begun());
	};
	/** Of what is there by now: two fields may change before the page is drawn again. */
	const change_by = (of: (now: Draft) => Partial<Draft>) => change(of(now.current));
	return { draft, change, change_by, again, was_kept: before !== null };
}

// ---- who pays ----

function useFunders() {
	const [funders, set] = useState<Funder[] | null>(null);
	const [problem, set_problem] = useState<unknown>(null);
	const read = () => {
		set_problem(null);
		get_all<Funder>("/funders?limit=200").then(set, set_problem);
	};
	useEffect(read, []);
	return { funders, problem, read, add: (one: Funder) => set((all) => [...(all ?? []), one]) };
}

function AddFunder({ added, close }: { added: (one: Funder) => void; close: () => void }) {
	const [name, set_name] = useState("");
	const [siret, set_siret] = useState("");
	const fields: Record<string, string> = { no_name: "name", bad_siret: "siret", siret_taken: "siret" };
	const send = async (key: string) => {
		const body = { name: need("name", name), siret: need("siret", siret).replace(/\s/g, "") };
		const made = await call<Funder>("POST", "/funders", { body, key }).catch((problem) => {
			throw problem instanceof Problem && fields[problem.code] ? new FieldError(fields[problem.code], problem.detail) : problem;
		});
		added(made.body);
		close();
	};
	return (
		<Dialog title={t("setup_funder_add")} close={close}>
			<p>{t("setup_funder_about")}</p>
			<Form send={send} button={t("setup_funder_save")} extra={<Button onClick={close}>{t("setup_cancel")}</Button>}>
				<Input name="name" label={t("setup_funder_name")} hint={t("setup_funder_name_hint")} value={name} onChange={set_name} required />
				<Input name="siret" label={t("setup_siret")} hint={t("setup_siret_hint")} value={siret} onChange={set_siret} inputmode="numeric" size={18} required />
			</Form>
		</Dialog>
	);
}

interface PayerProps {
	of: ReturnType<typeof useFunders>;
	draft: Draft;
	set: (funder: string) => void;
	ask: () => void;
}

/** A programme keeps its funder: once it is asked for, nobody changes that. */
function Payer({ of, draft, set, ask }: PayerProps) {
	const stays = draft.done.programme?.rules.funder ?? draft.done.adding?.body.funder;
	const name = of.funders?.find(({ id }) => id === stays)?.name ?? "";
	return (
		<fieldset class="rules">
			<legend>{t("setup_payer")}</legend>
			{of.problem !== null && <Refused of={of.problem} again={of.read} />}
			{stays ? <p><strong>{name}</strong></p> : (
				<>
					<Select name="funder" label={t("setup_funder")} hint={t("setup_funder_hint")} value={draft.funder} onChange={set}
						options={[{ value: "", label: t("setup_choose") }, ...(of.funders ?? []).map(({ id, name }) => ({ value: id, label: name }))]} />
					<p><Button onClick={ask}>{t("setup_funder_other")}</Button></p>
				</>
			)}
		</fieldset>
	);
}

// ---- its first money ----

function Money({ draft, set }: { draft: Draft; set: (money: string) => void }) {
	const cents = cents_of(draft.money), each = (cents_of(draft.rules.cents) ?? 0) * Number(draft.rules.vouchers_max);
	return (
		<fieldset class="rules">
			<legend>{t("setup_money")}</legend>
			<Input name="money" label={t("setup_amount")} hint={t("setup_amount_hint")} value={draft.money} onChange={set} inputmode="decimal" size={14} />
			{cents !== null && cents > 0 && each > 0 && (
				<p class="hint">{t.count("setup_passes", Math.floor(cents / each), { vouchers: draft.rules.vouchers_max, each: euros(each) })}</p>
			)}
		</fieldset>
	);
}

// ---- what was done ----

function Steps({ draft, is_busy }: { draft: Draft; is_busy: boolean }) {
	const { done } = draft, wanted = draft.sites.length, some = done.taken?.sites ?? 0;
	if (!done.programme && (is_busy || !done.adding))
		return null;
	const lines: [boolean, string][] = [
		[Boolean(done.programme), t(done.programme ? "setup_did_add" : "setup_unsure_add", { id: done.programme?.id ?? "" })],
		[done.cents > 0, done.cents ? t("setup_did_fund", { sum: euros(done.cents) }) : t(done.funding && !is_busy ? "setup_unsure_fund" : "setup_to_fund")],
		...(draft.all ? [[Boolean(done.taken?.all), t(done.taken?.all ? "setup_did_take" : "setup_to_take", { n: number(some) })] as [boolean, string]] : []),
		[done.approved.length >= wanted, t("setup_did_approve", { n: number(done.approved.length), of: number(wanted) })],
		...(draft.open ? [[done.open, t(done.open ? "setup_did_open" : "setup_to_open")] as [boolean, string]] : []),
	];
	return (
		<section class="sheet" aria-labelledby="steps">
			<h2 id="steps">{t("setup_steps")}</h2>
			<ul class="steps">
				{lines.map(([is_done, words]) => (
					<li key={words}><Mark kind={is_done ? "ok" : "info"} /><span><strong>{t(is_done ? "setup_is_done" : "setup_is_left")}</strong> {words}</span></li>
				))}
			</ul>
			{!is_busy && <p>{t("setup_resume")}</p>}
		</section>
	);
}

/** The problem of a step, at the field where it can be mended. */
function at_field({ step, problem, site }: Stopped, sites: SiteTaken[]) {
	const detail = problem instanceof Problem ? problem.detail : common("problem_system");
	if (!(problem instanceof Problem) || !problem.status || problem.status >= 500)
		return problem;
	if (step === "fund" || problem.code === "no_money")
		return new FieldError("money", detail);
	if (step === "take")
		return new FieldError("sites", detail);
	if (step === "approve")
		return new FieldError("sites", t("setup_site_failed", { name: sites.find(({ id }) => id === site)?.name ?? site, why: detail }));
	if (problem.code === "no_funder")
		return new FieldError("funder", detail);
	return problem;
}

function money_of(draft: Draft) {
	const said = draft.open || draft.done.cents ? need("money", draft.money) : draft.money.trim();
	const cents = said ? cents_of(said) : 0;
	if (cents === null || cents < 0 || (said && !cents))
		throw new FieldError("money", t("wrong_euros"));
	return cents;
}

function Finished({ draft, again }: { draft: Draft; again: () => void }) {
	const { done, rules } = draft;
	const sites = draft.sites.length + (done.taken?.sites ?? 0);
	return (
		<>
			<Title>{t(done.open ? "setup_opened" : "setup_created", { name: rules.name })}</Title>
			<Alert kind="ok" live>{t(!done.open ? "setup_created_about" : sites ? "setup_opened_about" : "setup_opened_nowhere")}</Alert>
			<Facts of={[
				[t("setup_sum"), done.cents ? euros(done.cents) : t("setup_no_money")],
				[t("setup_sites"), sites ? number(sites) : t("setup_no_sites")],
			]} />
			<div class="actions">
				<a class="button main" href={`/app/dispositif/${done.programme!.id}`}>{t("setup_see")}</a>
				<a class="button" href={`/app/reglages/${done.programme!.id}`}>{t("setup_settings")}</a>
				<a class="button" href="/app/comptes/nouveau">{t("setup_accounts")}</a>
				<Button onClick={again}>{t("setup_another")}</Button>
			</div>
		</>
	);
}

function readable(draft: Draft): NewProgramme | null {
	try {
		return draft.funder ? { ...rules_of(draft.rules), funder: draft.funder } : null;
	} catch {
		return null; // said when it is sent, beside its field
	}
}

export function Setup() {
	const { draft, change, change_by, again, was_kept } = useDraft();
	const [doing, set_doing] = useState("");
	const [finished, set_finished] = useState(false);
	const [adding, set_adding] = useState(false);
	const funders = useFunders();
	const only = funders.funders?.length === 1 ? funders.funders[0].id : "";
	useEffect(() => void (only && !draft.funder && change({ funder: only })), [only]);
	useEffect(() => void (finished && document.querySelector("h1")?.focus()), [finished]);

	const send = async () => {
		const funder = draft.done.programme?.rules.funder ?? need("funder", draft.funder);
		const wish = { rules: { ...rules_body(draft.rules), funder }, cents: money_of(draft), sites: draft.sites.map(({ id }) => id), all: Boolean(draft.all), open: draft.open };
		const tell = (step: Step, at = 0, of = 0) => set_doing(t.find(`setup_doing_${step}`, { at: number(at), of: number(of) }));
		try {
			change({ done: await set_up(draft.done, wish, { keep: (done) => change({ done }), tell }) });
		} catch (problem) {
			throw problem instanceof Stopped ? at_field(problem, draft.sites) : problem;
		} finally {
			set_doing("");
		}
		forget();
		set_finished(true);
	};
	if (finished)
		return <Finished draft={draft} again={() => { again(); set_finished(false); }} />;
	const is_begun = Boolean(draft.done.programme || (draft.done.adding && !doing));
	return (
		<>
			<Title>{t("setup_title")}</Title>
			<p>{t("setup_about")}</p>
			{was_kept && <Alert kind="info"><p>{t("setup_kept")}</p>{!draft.done.adding && <p><Button onClick={again}>{t("setup_again")}</Button></p>}</Alert>}
			<div class="with-preview">
				<Form send={send} button={t(is_begun ? "setup_continue" : draft.open ? "setup_open" : "setup_create")} label={t("setup_title")}>
					<Payer of={funders} draft={draft} set={(funder) => change({ funder })} ask={() => set_adding(true)} />
					<RuleFields typed={draft.rules} set={(of) => change_by(({ rules }) => ({ rules: { ...rules, ...of(rules) } }))} />
					<Money draft={draft} set={(money) => change({ money })} />
					<SitesPick territory={draft.rules.territory} taken={draft.sites} all={Boolean(draft.all)} is_begun={Boolean(draft.done.taken)} set={change_by} />
					<fieldset class="rules">
						<legend>{t("setup_opening")}</legend>
						<Tick name="open" label={t("setup_open_now")} hint={t("setup_open_hint")} checked={draft.open} onChange={(open) => change({ open })} />
					</fieldset>
					<Steps draft={draft} is_busy={doing !== ""} />
					<p role="status" class="busy">{doing}</p>
				</Form>
				<Preview of={readable(draft)} site={draft.sites.find(({ desk }) => desk)?.id} />
			</div>
			{adding && <AddFunder close={() => set_adding(false)} added={(one) => { funders.add(one); change({ funder: one.id }); }} />}
		</>
	);
}
