// The way of the person in front of the mediator. It is shown, and kept nowhere.
import { useEffect, useRef, useState } from "preact/hooks";
import type mediator_fr from "../../../lang/web/mediator.fr.json";
import type { Progress } from "api";
import { announce } from "../../kit/announce";
import { post, Problem } from "../../kit/api";
import { kind_name } from "../../kit/names";
import { Alert, Busy, Button, Facts, Title } from "../../kit/parts";
import { common, day, speaker } from "../../kit/text";
import { read } from "../../scan/reading";
import { sound } from "../../scan/sound";
import { duration } from "./group";
import { Ways } from "./ways";

const t = speaker<typeof mediator_fr>("mediator");
const steps = ["accompanied", "partly", "autonomous"] as const;
const level_name = (level: string | null) => (level ? common.find(`level_${level}`) : t("level_unknown"));

/** From left to right in time, from below to above in autonomy. The list beneath says the same. */
function Curve({ of }: { of: Progress }) {
	const seen = [of.start, ...of.workshops.map(({ level }) => level)].map((level, at) => ({ level, at })).filter(({ level }) => level);
	const last = of.workshops.length || 1;
	const x = (at: number) => 225 + (at / last) * 245, y = (level: string | null) => 130 - steps.indexOf(level as (typeof steps)[number]) * 50;
	if (seen.length < 2)
		return null;
	return (
		<svg class="curve" viewBox="0 0 480 150" role="img" aria-label={t("way_curve")}>
			{steps.map((step) => <g key={step}><line x1="215" x2="480" y1={y(step)} y2={y(step)} /><text x="0" y={y(step) + 6}>{level_name(step)}</text></g>)}
			<polyline points={seen.map(({ level, at }) => `${x(at)},${y(level)}`).join(" ")} />
			{seen.map(({ level, at }) => <circle key={at} cx={x(at)} cy={y(level)} r="6" />)}
		</svg>
	);
}

function Shown({ of, done }: { of: Progress; done: () => void }) {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), [of]);
	return (
		<section class="sheet" aria-labelledby="way">
			<h2 id="way" tabIndex={-1} ref={heading}>{t("way_shown")}</h2>
			<Facts of={[[t("way_start"), level_name(of.start)], [t("way_workshops"), t.count("workshops", of.workshops.length)], [t("way_now"), level_name(of.latest)]]} />
			<Curve of={of} />
			{of.workshops.length ? (
				<>
					<h3>{t("way_list")}</h3>
					<ol class="way">
						{of.workshops.map((each, i) => (
							<li key={i}>
								<strong>{day(each.on)}</strong>
								<span>{[each.kind ? kind_name(each.kind) : t("group_no_kind"), each.minutes ? duration(each.minutes) : "", each.level ? level_name(each.level) : t("level_none")].filter(Boolean).join(" · ")}</span>
							</li>
						))}
					</ol>
				</>
			) : <p class="empty">{t("way_none")}</p>}
			<p class="actions"><Button kind="main" onClick={done}>{t("way_next")}</Button></p>
		</section>
	);
}

type State = { what: "ready" } | { what: "busy" } | { what: "shown"; way: Progress } | { what: "refused"; sentence: string } | { what: "proposal"; code: string };

export function Way() {
	const [state, set] = useState<State>({ what: "ready" });
	const turn = useRef(0);

	const refuse = (sentence: string) => {
		sound("error");
		set({ what: "refused", sentence });
	};
	const propose = (code: string) => {
		set({ what: "proposal", code });
		announce(t("proposal", { code }));
	};
	const ask = async (voucher: string) => {
		const mine = ++turn.current;
		set({ what: "busy" });
		try {
			const way = (await post<Progress>("/vouchers/progress", { voucher })).body;
			if (mine !== turn.current)
				return;
			sound("ok");
			set({ what: "shown", way });
			announce(t("way_said", { start: level_name(way.start), now: level_name(way.latest), workshops: t.count("workshops", way.workshops.length) }));
		} catch (failure) {
			const problem = failure instanceof Problem ? failure : new Problem("system", common("problem_system"));
			if (mine !== turn.current)
				return;
			if (problem.more.proposal)
				propose(String(problem.more.proposal));
			else
				refuse(problem.detail);
		}
	};
	const take = (text: string) => {
		const reading = read(text);
		if (reading.what === "nothing")
			refuse(t("code_misread"));
		else if (reading.what === "proposal")
			propose(reading.text);
		else
			void ask(reading.text);
	};
	const next = () => { set({ what: "ready" }); document.querySelector<HTMLElement>("h1")?.focus(); };
	return (
		<>
			<Title>{t("way_title")}</Title>
			<p>{t("way_intro")}</p>
			<div class="scan">
				<div>
					{state.what === "ready" && <p class="empty">{t("way_ready")}</p>}
					{state.what === "busy" && <Busy />}
					{state.what === "refused" && <Alert kind="error" live>{state.sentence}</Alert>}
					{state.what === "proposal" && (
						<Alert kind="warning">
							<p><strong>{t("proposal", { code: state.code })}</strong><br />{t("proposal_hint")}</p>
							<p class="actions"><Button kind="main" onClick={() => void ask(state.code)}>{t("proposal_yes")}</Button><Button onClick={next}>{t("proposal_no")}</Button></p>
						</Alert>
					)}
					{state.what === "shown" && <Shown of={state.way} done={next} />}
				</div>
				<div class="scan-ways"><Ways take={take} /></div>
			</div>
		</>
	);
}
