// "Stock": passes that were printed before and go to a person now, by the code of their cover.
import { useEffect, useRef, useState } from "preact/hooks";
import type agent_fr from "../../../lang/web/agent.fr.json";
import { new_key, post, Problem } from "../../kit/api";
import { Choice } from "../../kit/form";
import { useGet, useList } from "../../kit/load";
import { Alert, Button, Facts, Failure, Title } from "../../kit/parts";
import { day, speaker } from "../../kit/text";
import { useWedge } from "../../scan/wedge";
import { Underway } from "./batches";
import { FindPerson } from "./identity";
import { Lookup } from "./lookup";
import { is_uncertain } from "./given";
import { BandFields, reader_usual } from "./pass_options";
import { pass_number, StateOf } from "./passes";
import type { Level } from "./placing";
import type { Pass, Programme } from "api";

const t = speaker<typeof agent_fr>("agent");
const levels: Level[] = ["accompanied", "partly", "autonomous"];

interface HandOverProps {
	pass: Pass;
	done: (pass: Pass) => void;
	cancel: () => void;
	other: (scanned: string) => void;
}

function HandOver({ pass, done, cancel, other }: HandOverProps) {
	const programme = useGet<Programme>(`/programmes/${pass.programme}`);
	const [start, set_start] = useState("");
	const [reader, set_reader] = useState(reader_usual);
	const [pseudonym, set_pseudonym] = useState<string | null>(null);
	const [typed, set_typed] = useState(false);
	const [busy, set_busy] = useState(false);
	const [failure, set_failure] = useState<unknown>(null);
	const call = useRef<{ key: string; body: object } | null>(null); // sent, its end unknown
	const waiting = call.current !== null;
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	useWedge((text) => busy || waiting || other(text)); // its last key presses no button

	const send = async () => {
		if (typed)
			return set_failure(new Problem("identity_open", t("identity_open")));
		call.current ??= {
			key: new_key(),
			body: {
				...(start ? { start } : {}), ...(pseudonym ? { pseudonym } : {}),
				...(reader.age ? { age_band: Number(reader.age) } : {}), ...(reader.situation ? { situation: Number(reader.situation) } : {}),
			},
		};
		const { key, body } = call.current;
		set_busy(true);
		set_failure(null);
		try {
			return done((await post<Pass>(`/passes/${pass.id}/hand-out`, body, { key })).body);
		} catch (problem) {
			if (!is_uncertain(problem))
				call.current = null;
			set_failure(problem);
		}
		set_busy(false);
	};
	return (
		<section aria-labelledby="hand-over">
			<h2 id="hand-over" tabIndex={-1} ref={heading}>{t("pass_title", { id: pass_number(pass.id) })}</h2>
			<Facts of={[[t("workshops"), t.count("workshops", pass.total)], [t("programme"), programme.data?.name ?? "…"], [t("valid_until"), day(pass.expires_on)]]} />
			<fieldset class="whole" disabled={waiting || busy}>
				<legend class="hidden">{t("pass_to_hand_over")}</legend>
				<Choice name="start" label={t("start_optional")} value={start} onChange={set_start}
					options={[{ value: "", label: t("band_not_said") }, ...levels.map((each) => ({ value: each, label: t.find(`level_${each}`) }))]} />
				<BandFields of={reader} change={set_reader} bands={programme.data?.bands ?? []} />
				<FindPerson programme={pass.programme} found={pseudonym} onFound={set_pseudonym} onTyped={set_typed} />
			</fieldset>
			<Failure of={failure} />
			{waiting && !busy && <Alert kind="warning">{t("uncertain_stock")}</Alert>}
			<div class="actions">
				<Button kind="main" class="large" busy={busy} onClick={() => void send()}>{waiting && !busy ? t("send_again") : t("hand_over")}</Button>
				<Button onClick={cancel}>{t("another_pass")}</Button>
			</div>
		</section>
	);
}

export function Stock() {
	const stock = useList<Pass>("/passes?state=issued");
	const [pass, set_pass] = useState<Pass | null>(null);
	const [given, set_given] = useState(false);
	const [said, say] = useState("");
	const begin = (scanned = "") => { set_pass(null); set_given(false); say(scanned); };
	return (
		<>
			<Title>{t("stock_title")}</Title>
			{given && pass && (
				<Alert kind="ok" live><p>{t("handed_over", { id: pass_number(pass.id) })}</p><p><a href={`/app/pass/${pass.id}`}>{t("see_pass")}</a></p></Alert>
			)}
			{pass && !given && pass.state !== "issued" && (
				<Alert kind="warning" live>
					<p>{t("not_of_stock")} <StateOf state={pass.state} /></p>
					<p><a href={`/app/pass/${pass.id}`}>{t("see_pass")}</a></p>
				</Alert>
			)}
			{pass && !given && pass.state === "issued"
				? <HandOver key={pass.id} pass={pass} cancel={() => begin()} other={begin} done={(now) => { set_pass(now); set_given(true); stock.reload(); }} />
				: <Lookup key={String(given)} button={t("lookup_stock")} said={said} found={(found) => { set_given(false); say(""); set_pass(found); }} />}
			{stock.items && <p class="hint">{stock.more ? t("stock_many", { n: stock.items.length }) : t.count("stock", stock.items.length)}</p>}
			{(!pass || given) && <Underway />}
		</>
	);
}
