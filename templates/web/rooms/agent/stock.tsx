// "Stock": passes that were printed before and go to a person now, by the code of their cover.
import { useEffect, useRef, useState } from "preact/hooks";
import type agent_fr from "../../../lang/web/agent.fr.json";
import { get, post, Problem } from "../../kit/api";
import { Choice } from "../../kit/form";
import { useGet, useList } from "../../kit/load";
import { Alert, Button, Facts, Failure, Title } from "../../kit/parts";
import { day, speaker } from "../../kit/text";
import { FindPerson } from "./identity";
import { Lookup } from "./lookup";
import { BandFields, reader_usual } from "./pass_options";
import { pass_number, StateOf } from "./passes";
import type { Level } from "./placing";
import type { Pass, Programme } from "api";

const t = speaker<typeof agent_fr>("agent");
const levels: Level[] = ["accompanied", "partly", "autonomous"];

function HandOver({ pass, done, cancel }: { pass: Pass; done: (pass: Pass) => void; cancel: () => void }) {
	const programme = useGet<Programme>(`/programmes/${pass.programme}`);
	const [start, set_start] = useState("");
	const [reader, set_reader] = useState(reader_usual);
	const [pseudonym, set_pseudonym] = useState<string | null>(null);
	const [typed, set_typed] = useState(false);
	const [busy, set_busy] = useState(false);
	const [failure, set_failure] = useState<unknown>(null);
	const lost = useRef(false); // an answer did not come
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);

	const send = async () => {
		if (typed)
			return set_failure(new Problem("identity_open", t("identity_open")));
		set_busy(true);
		set_failure(null);
		try {
			done((await post<Pass>(`/passes/${pass.id}/hand-out`, {
				...(start ? { start } : {}), ...(pseudonym ? { pseudonym } : {}),
				...(reader.age ? { age_band: Number(reader.age) } : {}), ...(reader.situation ? { situation: Number(reader.situation) } : {}),
			})).body);
			return;
		} catch (problem) {
			const known = problem instanceof Problem ? problem : null;
			if (lost.current && known?.code === "not_in_stock") {
				// The call before had arrived.
				const now = await get<Pass>(`/passes/${pass.id}`).catch(() => null);
				if (now?.body.state === "handed_out")
					return done(now.body);
			}
			lost.current ||= !known || known.status === 0 || known.status >= 500;
			set_failure(problem);
		}
		set_busy(false);
	};
	return (
		<section aria-labelledby="hand-over">
			<h2 id="hand-over" tabIndex={-1} ref={heading}>{t("pass_title", { id: pass_number(pass.id) })}</h2>
			<Facts of={[[t("workshops"), t.count("workshops", pass.total)], [t("programme"), programme.data?.name ?? "…"], [t("valid_until"), day(pass.expires_on)]]} />
			<Choice name="start" label={t("start_optional")} value={start} onChange={set_start}
				options={[{ value: "", label: t("band_not_said") }, ...levels.map((each) => ({ value: each, label: t.find(`level_${each}`) }))]} />
			<BandFields of={reader} change={set_reader} bands={programme.data?.bands ?? []} />
			<FindPerson programme={pass.programme} found={pseudonym} onFound={set_pseudonym} onTyped={set_typed} />
			<Failure of={failure} />
			<div class="actions">
				<Button kind="main" class="large" busy={busy} onClick={() => void send()}>{t("hand_over")}</Button>
				<Button onClick={cancel}>{t("another_pass")}</Button>
			</div>
		</section>
	);
}

export function Stock() {
	const stock = useList<Pass>("/passes?state=issued");
	const [pass, set_pass] = useState<Pass | null>(null);
	const [given, set_given] = useState(false);
	const begin = () => { set_pass(null); set_given(false); };
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
				? <HandOver key={pass.id} pass={pass} cancel={begin} done={(now) => { set_pass(now); set_given(true); stock.reload(); }} />
				: <Lookup key={String(given)} button={t("lookup_stock")} found={(found) => { set_given(false); set_pass(found); }} />}
			{stock.items && <p class="hint">{stock.more ? t("stock_many", { n: stock.items.length }) : t.count("stock", stock.items.length)}</p>}
		</>
	);
}
