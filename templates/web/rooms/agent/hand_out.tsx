// "Remettre un pass": a few questions, a proposal with its reason, one button. Nothing of a person is kept
// once the next one is there, and nothing of it is in an address.
import { useEffect, useRef, useState } from "preact/hooks";
import type agent_fr from "../../../lang/web/agent.fr.json";
import { new_key, post, Problem } from "../../kit/api";
import { Choice, Select } from "../../kit/form";
import { Load, useGet } from "../../kit/load";
import { Alert, Busy, Button, Facts, Failure, Title } from "../../kit/parts";
import { guard } from "../../kit/router";
import { is_out, StandingAlert, useStanding } from "../../kit/standing";
import { day, speaker } from "../../kit/text";
import { FindPerson } from "./identity";
import { Given, is_uncertain } from "./given";
import { BandFields, LanguageFields, reader_given, reader_usual } from "./pass_options";
import { propose, subjects, type Answers, type Proposal, type Subject } from "./placing";
import type { IssuedPass, Programme } from "api";

const t = speaker<typeof agent_fr>("agent");

// ---- questions ----

interface QuestionProps {
	subject: Subject;
	index: number;
	chosen: number | undefined;
	answer: (value: 0 | 1 | 2) => void;
	skip: () => void;
	skip_all: () => void;
	back: (() => void) | null;
	moved: boolean; // from another question: the focus follows
}

function Question({ subject, index, chosen, answer, skip, skip_all, back, moved }: QuestionProps) {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		if (moved)
			heading.current?.focus();
	}, [subject]);
	return (
		<section class="sheet question" aria-labelledby="question">
			<p class="hint">{t("question_of", { n: index + 1, all: subjects.length })}</p>
			<h2 id="question" tabIndex={-1} ref={heading}>{t.find(`ask_${subject}`)}</h2>
			<div class="answers" role="group" aria-labelledby="question">
				{([0, 1, 2] as const).map((value) => (
					// The second press of a double click is not an answer to the next question.
					<button type="button" key={value} class="large" aria-pressed={chosen === value || undefined}
						onClick={(event) => event.detail > 1 || answer(value)}>{t.find(`answer_${value}`)}</button>
				))}
			</div>
			<div class="actions">
				{back && <Button kind="plain" onClick={back}>{t("question_back")}</Button>}
				<Button kind="plain" onClick={skip}>{t("question_skip")}</Button>
				<Button onClick={skip_all}>{t("questions_skip")}</Button>
			</div>
		</section>
	);
}

function reason_of({ level, weak }: Proposal, vouchers: number) {
	const words = weak.map((each) => t.find(`subject_${each}`)).join(", ");
	const n = { n: vouchers };
	if (!level)
		return t("why_unknown", n);
	if (level === "accompanied")
		return t("why_accompanied", n);
	if (level === "partly")
		return t("why_partly", { ...n, subjects: words });
	return weak.length ? t("why_autonomous_but", { ...n, subjects: words }) : t("why_autonomous", n);
}

// ---- the pass ----

interface SheetProps {
	programme: Programme;
	answers: Answers;
	again: () => void;
	given: (pass: IssuedPass, blocked: boolean) => void;
	locked: (is: boolean) => void; // the programme cannot be changed now
}

function Sheet({ programme, answers, again, given, locked }: SheetProps) {
	const proposal = propose(answers, programme);
	const [vouchers, set_vouchers] = useState(0); // 0 = as proposed
	const [reader, set_reader] = useState(reader_usual);
	const [pseudonym, set_pseudonym] = useState<string | null>(null);
	const [typed, set_typed] = useState(false); // of an identity that is not looked for yet
	const [busy, set_busy] = useState(false);
	const [failure, set_failure] = useState<unknown>(null);
	const call = useRef<{ key: string; body: object } | null>(null); // sent, its end unknown
	const heading = useRef<HTMLHeadingElement>(null);
	const number = proposal.choices.includes(vouchers) ? vouchers : proposal.vouchers;
	const waiting = call.current !== null;

	useEffect(() => heading.current?.focus(), []);
	useEffect(() => set_pseudonym(null), [programme.id]); // made for that programme

	const send = async () => {
		if (typed)
			return set_failure(new Problem("identity_open", t("identity_open")));
		call.current ??= {
			key: new_key(),
			body: {
				programme: programme.id, vouchers: number, ...(proposal.level ? { start: proposal.level } : {}),
				...reader_given(reader), ...(pseudonym ? { pseudonym } : {}),
			},
		};
		const { key, body } = call.current;
		set_busy(true);
		locked(true);
		guard(() => t("leave_sending"));
		set_failure(null);
		try {
			const pass = (await post<IssuedPass>("/passes", body, { key })).body;
			guard(null);
			given(pass, !window.open(pass.document, "_blank"));
		} catch (problem) {
			if (!is_uncertain(problem)) {
				call.current = null;
				locked(false);
				guard(null);
			}
			set_failure(problem);
			set_busy(false);
		}
	};
	const code = failure instanceof Problem ? failure.code : "";
	return (
		<section aria-labelledby="sheet">
			<h2 id="sheet" tabIndex={-1} ref={heading}>{t("proposal_title", { n: proposal.vouchers })}</h2>
			<p class="reason">{reason_of(proposal, proposal.vouchers)}</p>
			{proposal.level && <Facts of={[[t("start_level"), t.find(`level_${proposal.level}`)]]} />}
			<p><Button kind="plain" disabled={waiting} onClick={again}>{proposal.level ? t("questions_again") : t("questions_ask")}</Button></p>
			<fieldset class="whole" disabled={waiting || busy}>
				<legend class="hidden">{t("pass_to_print")}</legend>
				<div class="columns">
					<div class="short">
						<Choice name="vouchers" label={t("workshops")} value={String(number)} onChange={(n) => set_vouchers(Number(n))}
							options={proposal.choices.map((n) => ({ value: String(n), label: t.count("workshops", n), hint: n === proposal.vouchers ? t("proposed") : undefined }))} />
						<LanguageFields of={reader} change={set_reader} />
					</div>
					<div>
						<BandFields of={reader} change={set_reader} bands={programme.bands} />
						<FindPerson programme={programme.id} found={pseudonym} onFound={set_pseudonym} onTyped={set_typed} />
					</div>
				</div>
			</fieldset>
			<Failure of={failure} />
			{waiting && !busy && <Alert kind="warning">{t("uncertain")}</Alert>}
			{code && t.find(`help_${code}`) && <p>{t.find(`help_${code}`)}</p>}
			{code === "person_cap" && <p><a href="/app/pass">{t("passes_of_desk")}</a></p>}
			<div class="actions sheet-end">
				<Button kind="main" class="large" busy={busy} onClick={() => void send()}>{waiting && !busy ? t("send_again") : t("hand_out")}</Button>
				{busy && <Busy text={t("making")} />}
			</div>
		</section>
	);
}

// ---- one person ----

interface PersonProps {
	programme: Programme;
	next: () => void;
	locked: (is: boolean) => void;
	done: () => void;
}

function Person({ programme, next, locked, done }: PersonProps) {
	const [answers, set_answers] = useState<Answers>({});
	const [at, go] = useState(0); // which question; after the last one, the pass
	const [moved, set_moved] = useState(false);
	const [given, set_given] = useState<{ pass: IssuedPass; blocked: boolean } | null>(null);
	const step = (to: number) => { set_moved(true); go(to); };
	if (given)
		return <Given pass={given.pass} blocked={given.blocked} next={next} />;
	if (at >= subjects.length)
		return (
			<Sheet programme={programme} answers={answers} again={() => step(0)} locked={locked}
				given={(pass, blocked) => { done(); set_given({ pass, blocked }); }} />
		);
	const subject = subjects[at];
	return (
		<Question key={subject} subject={subject} index={at} chosen={answers[subject]}
			answer={(value) => { set_answers({ ...answers, [subject]: value }); step(at + 1); }}
			skip={() => { const { [subject]: _, ...others } = answers; set_answers(others); step(at + 1); }}
			skip_all={() => step(subjects.length)} back={at ? () => step(at - 1) : null} moved={moved} />
	);
}

/** Those that may still be handed out today come first; the server has the last word. */
function in_order(programmes: Programme[]) {
	const ends = (p: Programme) => Date.parse(p.until) - p.stop_days * 86_400_000 + 86_400_000;
	return [...programmes].sort((a, b) => Number(ends(a) < Date.now()) - Number(ends(b) < Date.now()));
}

const FEW = 3; // programmes: more would hide the question

function Desk({ programmes }: { programmes: Programme[] }) {
	const ordered = in_order(programmes);
	const [chosen, choose] = useState(ordered[0].id);
	const [turn, set_turn] = useState(0);
	const [locked, lock] = useState(false);
	const [done, set_done] = useState(false);
	const programme = ordered.find(({ id }) => id === chosen)!;
	const next = () => {
		set_done(false);
		lock(false);
		set_turn(turn + 1);
		scrollTo(0, 0);
		document.querySelector<HTMLElement>("h1")?.focus();
	};
	return (
		<>
			{done ? null : ordered.length === 1 ? <p class="hint of-programme">{t("of_programme", { name: programme.name, until: day(programme.until) })}</p> : (
				<fieldset class="whole" disabled={locked}>
					<legend class="hidden">{t("programme")}</legend>
					{ordered.length > FEW ? (
						<Select name="programme" label={t("programme")} value={chosen} onChange={choose}
							options={ordered.map(({ id, name, until }) => ({ value: id, label: `${name} (${t("until", { until: day(until) })})` }))} />
					) : (
						<Choice name="programme" label={t("programme")} value={chosen} onChange={choose}
							options={ordered.map(({ id, name, until }) => ({ value: id, label: name, hint: t("until", { until: day(until) }) }))} />
					)}
				</fieldset>
			)}
			<Person key={turn} programme={programme} next={next} locked={lock} done={() => set_done(true)} />
		</>
	);
}

export function HandOut() {
	const open = useGet<{ items: Programme[] }>("/programmes?state=open");
	const standing = useStanding();
	useEffect(() => () => guard(null), []);
	return (
		<>
			<Title>{t("hand_out_title")}</Title>
			<StandingAlert of={standing} role="desk" />
			<Load of={open}>{({ items }) => {
				if (!standing)
					return <Busy />;
				const here = items.filter(({ id }) => !is_out(standing, id));
				return here.length ? <Desk programmes={here} /> : !items.length && <Alert kind="info"><p>{t("no_programme")}</p></Alert>;
			}}</Load>
		</>
	);
}
