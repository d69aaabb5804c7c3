// Lists of the scans of this device: those to be told, those that wait, those of today.
import { useEffect, useState } from "preact/hooks";
import type mediator_fr from "../../../lang/web/mediator.fr.json";
import { server_ahead } from "../../kit/api";
import { Alert, Button, Failure, Mark } from "../../kit/parts";
import { Table } from "../../kit/table";
import { useSignal } from "../../kit/signal";
import { ago, common, instant, paris_day, speaker, time, today } from "../../kit/text";
import { knowledge } from "../../scan/judge";
import { change, failing, foreign, forget, is_good, LATE_DAYS, send, sending, unkept, waits, type Scan } from "../../scan/queue";
import { said_of, which } from "./result";
import { Undo } from "./undo";

const t = speaker<typeof mediator_fr>("mediator");

/** What became of scans that had waited, when it is not what was hoped for: until each was seen. */
export function Told({ list }: { list: Scan[] }) {
	const told = list.filter((scan) => scan.state === "settled" && !scan.seen);
	if (!told.length)
		return null;
	return (
		<section class="told" aria-labelledby="told">
			<h2 id="told">{t.count("told", told.length)}</h2>
			<p>{t("told_hint")}</p>
			<ul>
				{told.map((scan) => (
					<li key={scan.id}>
						<Alert kind={scan.outcome === "already_yours" ? "info" : "error"}>
							<p><strong>{t("told_scan", { which: which(scan), at: instant(scan.at) })}</strong><br />{said_of(scan.outcome, scan.message)}
								{scan.outcome === "already_used" && <> {t("told_other_device")}</>}</p>
							<Button onClick={() => void change(scan, { seen: true })} label={t("told_seen_label", { which: which(scan), at: time(scan.at) })}>{t("told_seen")}</Button>
						</Alert>
					</li>
				))}
			</ul>
		</section>
	);
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 3;

/** Until when the oldest of those that wait may be sent; a warning when that is soon. */
function SendBy({ list }: { list: Scan[] }) {
	const by = Math.min(...list.map(({ at }) => Date.parse(at))) + LATE_DAYS * DAY_MS, left = by - Date.now();
	const words = left > 0 ? t.count("waiting_by", list.length, { at: instant(new Date(by).toISOString()) }) : t.count("waiting_late", list.length);
	const is_soon = left < SOON_DAYS * DAY_MS;
	return is_soon ? <Alert kind="warning" live>{words}</Alert> : <p class="hint">{words}</p>;
}

/** What was not sent yet. */
export function Waiting({ list }: { list: Scan[] }) {
	const waiting = list.filter(waits).filter(({ state }) => state === "waiting");
	const others = useSignal(foreign), lost = useSignal(unkept), busy = useSignal(sending), problem = useSignal(failing);
	if (!waiting.length && !others)
		return null;
	return (
		<section class="sheet" aria-labelledby="waiting">
			<h2 id="waiting">{waiting.length ? t.count("waiting_count", waiting.length) : t("waiting_foreign")}</h2>
			{lost > 0 && <Alert kind="error" live>{t("unkept")}</Alert>}
			{others > 0 && <Alert kind="warning">{t.count("waiting_others", others)}</Alert>}
			{waiting.length > 0 && (
				<>
					{!lost && <p>{t.count("waiting_safe", waiting.length)}</p>}
					<SendBy list={waiting} />
					{problem && problem.code !== "no_network" && problem.status !== 401 && <Failure of={problem} />}
					{problem?.code === "no_network" && <p class="hint">{common("problem_no_network")}</p>}
					<p class="actions"><Button kind="main" busy={busy} onClick={() => void send()}>{t("waiting_send")}</Button></p>
					<Table caption={t("waiting_caption")} hide_caption rows={waiting} row_key={(scan) => scan.id} columns={[
						{ title: t("col_when"), cell: (scan) => instant(scan.at), is_name: true },
						{ title: t("col_voucher"), cell: (scan) => scan.is_typed && !scan.number ? t("voucher_typed") : which(scan) },
						{ title: t("col_level"), cell: (scan) => scan.level ? common.find(`level_${scan.level}`) : t("not_said") },
						{ title: t("col_do"), cell: (scan) => <Button kind="plain" onClick={() => confirm(t("drop_sure")) && void forget(scan)} label={t("drop_label", { at: time(scan.at) })}>{t("drop")}</Button> },
					]} />
				</>
			)}
		</section>
	);
}

/** What was done today with this device. */
export function Today({ list, undone }: { list: Scan[]; undone: (scan: Scan) => void }) {
	const [asks, set_asks] = useState<Scan | null>(null);
	const done = list.filter((scan) => scan.state === "settled" && paris_day(scan.at) === today());
	if (!done.length)
		return null;
	const good = done.filter((scan) => is_good(scan) && !scan.reversed).length;
	const state = (scan: Scan) => scan.reversed ? t("undone") : scan.outcome === "redeemed" ? t("accepted") : scan.outcome === "already_yours" ? t("already_yours") : said_of(scan.outcome, scan.message);
	return (
		<section aria-labelledby="today">
			<h2 id="today">{t.count("today", good)}</h2>
			<Table caption={t("today_caption")} hide_caption rows={done.slice(0, 50)} row_key={(scan) => scan.id} columns={[
				{ title: t("col_when"), cell: (scan) => time(scan.at), is_name: true },
				{ title: t("col_voucher"), cell: which },
				{ title: t("col_outcome"), cell: (scan) => <span class="marked"><Mark kind={scan.reversed || scan.outcome === "already_yours" ? "info" : is_good(scan) ? "ok" : "error"} /> {state(scan)}</span> },
				{ title: t("col_level"), cell: (scan) => scan.level ? common.find(`level_${scan.level}`) : t("not_said") },
				{ title: t("col_do"), cell: (scan) => is_good(scan) && !scan.reversed
					? <Button kind="plain" onClick={() => set_asks(scan)} label={t("undo_label", { which: which(scan), at: time(scan.at) })}>{t("undo_short")}</Button> : t("nothing_to_do") },
			]} />
			{asks && <Undo redemption={asks.redemption} what={`${which(asks)}, ${time(asks.at)}`} close={() => set_asks(null)} done={() => { undone(asks); set_asks(null); }} />}
		</section>
	);
}

/** May the network go now? What this device knows, and how old that is. */
export function Ready() {
	const { bundle, checked_at, problem } = useSignal(knowledge);
	const [, again] = useState(0);
	useEffect(() => {
		const timer = setInterval(() => again((n) => n + 1), 60_000);
		return () => clearInterval(timer);
	}, []);
	const off = Math.round(Math.abs(server_ahead()) / 60_000);
	const is_old = bundle !== null && bundle.until < new Date().toISOString();
	return (
		<div class="offline-ready">
			{bundle && <p class="marked"><Mark kind={is_old ? "warning" : "ok"} /><span>{t(is_old ? "offline_old" : "offline_ready", { age: ago(checked_at), at: instant(checked_at) })}</span></p>}
			{!bundle && <p class="marked"><Mark kind="info" /><span>{t("offline_not_ready")}</span></p>}
			{problem && <Alert kind="error" live>{t.find(`bundle_${problem}`) || t("bundle_problem")}</Alert>}
			{off > 0 && <Alert kind="warning" live>{t("clock_wrong", { by: off < 90 ? t.count("by_minutes", off) : off < 1320 ? t.count("by_hours", Math.round(off / 60)) : t.count("by_days", Math.round(off / 1440)) })}</Alert>}
		</div>
	);
}
