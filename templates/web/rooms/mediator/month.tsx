// A month of the centre: what was redeemed, taken back, in conflict, owed; each line with its receipt.
import { useEffect, useRef, useState } from "preact/hooks";
import type mediator_fr from "../../../lang/web/mediator.fr.json";
import type { Redemption, RedemptionWhole } from "api";
import type { PageProps } from "../../rooms";
import { announce } from "../../kit/announce";
import { get, get_all, Problem, query } from "../../kit/api";
import { kind_name } from "../../kit/names";
import { Alert, Busy, Button, Facts, Failure, Refused, Title } from "../../kit/parts";
import { set_query } from "../../kit/router";
import { session } from "../../kit/session";
import { useSignal } from "../../kit/signal";
import { Table } from "../../kit/table";
import { common, euros, instant, month, number, paris_day, speaker, today } from "../../kit/text";
import { save_file } from "../../kit/upload";
import { scans, send_by_itself, waits } from "../../scan/queue";
import { duration } from "./group";
import { Undo } from "./undo";

const t = speaker<typeof mediator_fr>("mediator");
const MOST = 20_000, SHOWN = 100;

const days_of = (of: string) => {
	const [year, at] = of.split("-").map(Number);
	return { from: `${of}-01`, until: `${of}-${new Date(Date.UTC(year, at, 0)).getUTCDate()}` };
};
const beside = (of: string, by: number) => {
	const [year, at] = of.split("-").map(Number);
	return new Date(Date.UTC(year, at - 1 + by, 1)).toISOString().slice(0, 7);
};

/** All redemptions of a month, page after page. */
function useMonth(of: string) {
	const [state, set] = useState<{ of: string; items: Redemption[] | null; problem: Problem | null }>({ of, items: null, problem: null });
	const [turn, again] = useState(0);
	useEffect(() => {
		let gone = false;
		set({ of, items: null, problem: null });
		get_all<Redemption>(`/redemptions${query({ ...days_of(of), limit: 200 })}`, MOST).then(
			(items) => gone || set({ of, items, problem: null }),
			(problem) => gone || set({ of, items: null, problem }),
		);
		return () => void (gone = true);
	}, [of, turn]);
	return { ...(state.of === of ? state : { items: null, problem: null }), again: () => again(turn + 1), change: (items: Redemption[]) => set({ of, items, problem: null }) };
}

const save = (receipts: string[], name: string) => save_file(new Blob([receipts.join("\n")], { type: "text/plain;charset=utf-8" }), `${name}.txt`);

async function receipt(id: string) {
	const { receipt } = (await get<RedemptionWhole>(`/redemptions/${id}`)).body;
	save([receipt ?? ""], `${t("receipt_file")}-${id}`);
	announce(t("receipt_saved"));
}

/** Of all that stands: what the month is owed by, to be kept by the centre itself. */
async function receipts(of: string) {
	const list = await get_all<Redemption>(`/redemptions${query({ ...days_of(of), state: "standing", receipts: "true", limit: 200 })}`, MOST);
	save(list.map(({ receipt }) => receipt ?? ""), `${t("receipts_file")}-${of}`);
	announce(t.count("receipts_saved", list.length));
}

/** What is not in the figures yet. */
function NotSent() {
	const waiting = useSignal(scans).filter(waits).length;
	return waiting ? <Alert kind="warning">{t.count("waiting_count", waiting)} <a href="/app/scanner">{t("waiting_see")}</a></Alert> : null;
}

/** What a centre keeps of a month: its proofs, and the list on paper. */
function Keep({ of, count, print }: { of: string; count: number; print: () => void }) {
	const [busy, set_busy] = useState(false), [problem, set_problem] = useState<unknown>(null);
	const take = () => {
		set_busy(true);
		set_problem(null);
		void receipts(of).catch(set_problem).finally(() => set_busy(false));
	};
	return (
		<>
			<div class="actions">
				<Button busy={busy} onClick={take} disabled={!count}>{t("receipts_take")}</Button>
				<Button onClick={print}>{t("month_print")}</Button>
			</div>
			<p class="hint screen-only">{t("receipts_about")}</p>
			<Failure of={problem} />
		</>
	);
}

function Sums({ items, of }: { items: Redemption[]; of: string }) {
	const standing = items.filter(({ state }) => state === "standing"), list = useSignal(scans);
	const lost = list.filter((scan) => scan.state === "settled" && scan.waited && scan.outcome === "already_used" && paris_day(scan.at).startsWith(of)).length;
	return (
		<>
			<Facts of={[
				[t("month_redeemed"), t.count("vouchers", standing.length)],
				[t("month_reversed"), t.count("vouchers", items.length - standing.length)],
				[t("month_conflicts"), t.count("vouchers", lost)],
				[t("month_owed"), euros(standing.reduce((sum, { cents }) => sum + cents, 0))],
			]} />
		</>
	);
}

function Lines({ items, undo, most, set_most }: { items: Redemption[]; undo: (of: Redemption) => void; most: number; set_most: (most: number) => void }) {
	const [problem, set_problem] = useState<unknown>(null);
	const save = (id: string) => { set_problem(null); receipt(id).catch(set_problem); };
	return (
		<>
			<Failure of={problem} />
			<Table caption={t("month_lines")} rows={items.slice(0, most)} row_key={(each) => each.id} columns={[
				{ title: t("col_day"), cell: (each) => instant(each.scanned_at ?? each.at, "short"), is_name: true },
				{ title: t("group_kind"), cell: (each) => each.kind ? kind_name(each.kind) : t("not_said") },
				{ title: t("group_minutes"), cell: (each) => each.minutes ? duration(each.minutes) : t("not_said") },
				{ title: t("col_level"), cell: (each) => each.level ? common.find(`level_${each.level}`) : t("not_said") },
				{ title: t("col_mode"), cell: (each) => t.find(`mode_${each.mode}`) },
				{ title: t("col_state"), cell: (each) => t.find(`state_${each.state}`) },
				{ title: t("col_cents"), cell: (each) => euros(each.state === "standing" ? each.cents : 0), is_number: true },
				{ title: t("col_do"), cell: (each) => (
					<span class="row-actions">
						<Button kind="plain" onClick={() => save(each.id)} label={t("receipt_label", { at: instant(each.at) })}>{t("receipt")}</Button>
						{each.state === "standing" && <Button kind="plain" onClick={() => undo(each)} label={t("undo_label", { which: t("voucher"), at: instant(each.at) })}>{t("undo_short")}</Button>}
					</span>
				) },
			]} />
			{items.length > most && <p class="screen-only"><Button onClick={() => set_most(most + SHOWN)}>{common("more")}</Button></p>}
		</>
	);
}

export function Month({ query: asked }: PageProps) {
	const said = asked.get("mois") ?? "", now = today().slice(0, 7);
	const of = /^\d{4}-(0[1-9]|1[0-2])$/.test(said) && said <= now ? said : now;
	const loaded = useMonth(of);
	const [asks, set_asks] = useState<Redemption | null>(null);
	const [most, set_most] = useState(SHOWN), printing = useRef(false);
	useEffect(() => set_most(SHOWN), [of]);
	useEffect(() => { // all its lines are there
		if (printing.current)
			window.print();
		printing.current = false;
	});
	const print = () => { // drawn anew even where nothing was missing
		printing.current = true;
		set_most(Math.max(most + 1, loaded.items!.length));
	};
	useEffect(send_by_itself, []);
	const go = (by: number) => set_query({ mois: beside(of, by) });
	const undone = (id: string) => {
		set_asks(null);
		loaded.change(loaded.items!.map((each) => each.id === id ? { ...each, state: "reversed", reversed_at: new Date().toISOString() } : each));
	};
	return (
		<>
			<Title>{t("month_title")}</Title>
			<p class="of-centre">{session()?.site?.name}</p>
			<nav class="month" aria-label={t("month_choose")}>
				<Button onClick={() => go(-1)}>{t("month_before")}</Button>
				<h2 aria-live="polite">{month(of)}</h2>
				<Button onClick={() => go(1)} disabled={of >= now}>{t("month_after")}</Button>
			</nav>
			<NotSent />
			{loaded.problem && <Refused of={loaded.problem} again={loaded.again} />}
			{!loaded.items && !loaded.problem && <Busy />}
			{loaded.items && (
				<>
					<Sums items={loaded.items} of={of} />
					<Keep key={of} of={of} count={loaded.items.filter(({ state }) => state === "standing").length} print={print} />
					<p class="hint screen-only">{t("month_hint", { number: number(loaded.items.length) })}</p>
					{loaded.items.length ? <Lines key={of} items={loaded.items} undo={set_asks} most={most} set_most={set_most} /> : <p class="empty">{t("month_empty")}</p>}
				</>
			)}
			{asks && <Undo redemption={asks.id} what={t("undo_of", { at: instant(asks.at), sum: euros(asks.cents) })} close={() => set_asks(null)} done={() => undone(asks.id)} />}
		</>
	);
}
