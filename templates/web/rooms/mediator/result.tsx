// What came of a scan, so large that it is seen from across the table: colour, mark, words.
import { useState } from "preact/hooks";
import outcomes from "server-texts:fr/outcome";
import type mediator_fr from "../../../lang/web/mediator.fr.json";
import { Button, Mark, type Kind } from "../../kit/parts";
import { common, outcome_sentence, speaker, time } from "../../kit/text";
import { is_good, type Level, type Scan } from "../../scan/queue";
import { Undo } from "./undo";

const t = speaker<typeof mediator_fr>("mediator");
const levels: Level[] = ["accompanied", "partly", "autonomous"];

export type Shown =
	| { what: "nothing" }
	| { what: "held"; scan: Scan; turn: number }
	| { what: "sending" }
	| { what: "settled"; scan: Scan; turn: number }
	| { what: "waiting"; scan: Scan; says: string; turn: number } // says: what this device knows of it by itself
	| { what: "twice"; turn: number } // it waits on this device already
	| { what: "refused"; outcome: string; message: string; known: string; turn: number } // without asking the server
	| { what: "proposal"; code: string; turn: number };

export const said_of = (outcome: string, message = "") => outcome_sentence(outcome, message || outcomes[outcome] || "");

export const which = (scan: Scan) => (scan.number ? t("voucher_of", { number: scan.number, total: scan.total }) : t("voucher"));

/** Colour and mark, title, sentence: the same for eyes and for a screen reader. */
export function words_of(shown: Shown): { kind: Kind; title: string; sentence: string } {
	switch (shown.what) {
	case "nothing":
		return { kind: "info", title: t("ready"), sentence: t("ready_hint") };
	case "sending":
		return { kind: "info", title: common("busy"), sentence: "" };
	case "held":
		return { kind: "info", title: t("held"), sentence: t("held_hint") };
	case "twice":
		return { kind: "info", title: t("twice"), sentence: t("twice_hint") };
	case "proposal":
		return { kind: "warning", title: t("proposal", { code: shown.code }), sentence: t("proposal_hint") };
	case "waiting":
		return { kind: "warning", title: t("waiting"), sentence: `${shown.says} ${t("waiting_hint")}` };
	case "refused":
		return { kind: "error", title: t("refused"), sentence: `${said_of(shown.outcome, shown.message)} ${shown.known}`.trim() };
	case "settled": {
		const { scan } = shown;
		if (scan.reversed)
			return { kind: "info", title: t("undone"), sentence: t("undone_hint") };
		if (scan.outcome === "redeemed")
			return { kind: "ok", title: t("accepted"), sentence: scan.number === scan.total ? t("accepted_last") : t("accepted_hint", { number: scan.number, total: scan.total }) };
		return scan.outcome === "already_yours"
			? { kind: "info", title: t("already_yours"), sentence: said_of(scan.outcome, scan.message) }
			: { kind: "error", title: t("refused"), sentence: said_of(scan.outcome, scan.message) };
	}
	}
}

interface ResultProps {
	shown: Shown;
	level: (scan: Scan, level: Level | null) => void;
	accept: (code: string) => void;
	undone: (scan: Scan) => void;
	drop: (scan: Scan) => void;
	clear: () => void;
	heading: (element: HTMLElement | null) => void;
}

export function Result({ shown, level, accept, undone, drop, clear, heading }: ResultProps) {
	const [asks, set_asks] = useState<Scan | null>(null); // that one, whatever is scanned while it is asked
	const { kind, title, sentence } = words_of(shown);
	return (
		<section class={`scan-result scan-${kind}`} aria-labelledby="result" data-what={shown.what === "settled" ? shown.scan.outcome : shown.what}>
			<div class="scan-words">
				<Mark kind={kind} />
				<div>
					<h2 id="result" tabIndex={-1} ref={heading}>{title}</h2>
					{sentence && <p>{sentence}</p>}
				</div>
			</div>
			{shown.what === "held" && (
				<div class="scan-levels" role="group" aria-label={t("level_question")}>
					{levels.map((each) => <Button key={each} kind="main" class="large" onClick={() => level(shown.scan, each)}>{common.find(`level_${each}`)}</Button>)}
					<Button onClick={() => level(shown.scan, null)}>{t("level_none")}</Button>
				</div>
			)}
			{shown.what === "proposal" && (
				<div class="actions"><Button kind="main" onClick={() => accept(shown.code)}>{t("proposal_yes")}</Button><Button onClick={clear}>{t("proposal_no")}</Button></div>
			)}
			{shown.what === "waiting" && <div class="actions"><Button kind="danger" onClick={() => drop(shown.scan)}>{t("drop")}</Button></div>}
			{shown.what === "settled" && is_good(shown.scan) && !shown.scan.reversed && (
				<div class="actions"><Button kind="danger" onClick={() => set_asks(shown.scan)}>{t("undo")}</Button></div>
			)}
			{asks && (
				<Undo redemption={asks.redemption} what={`${which(asks)}, ${time(asks.at)}`} close={() => set_asks(null)}
					done={() => { set_asks(null); undone(asks); }} />
			)}
		</section>
	);
}
