// Vouchers, one after the other: by camera, by USB scanner, by typed code. Whatever is read is kept on the
// device first, then sent; what came of it stands in one place, large.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type mediator_fr from "../../../lang/web/mediator.fr.json";
import { announce } from "../../kit/announce";
import { Button, Title } from "../../kit/parts";
import { useSignal } from "../../kit/signal";
import { StandingAlert, useStanding } from "../../kit/standing";
import { common, speaker } from "../../kit/text";
import { keep_reader } from "../../offline/worker";
import { is_cut, judge, know_by_itself, type Judged } from "../../scan/judge";
import { add, change, forget, is_answered, is_refused, scans, send, send_by_itself, send_one, waits, type Level, type Scan } from "../../scan/queue";
import { read, type Reading } from "../../scan/reading";
import { sound, sound_is_on, sound_switch } from "../../scan/sound";
import { GroupLine, group_keep, group_read, kinds_read, type Group } from "./group";
import { Result, said_of, words_of, type Shown } from "./result";
import { Ready, Told, Today, Waiting } from "./scans";
import { Ways } from "./ways";

const t = speaker<typeof mediator_fr>("mediator");
const sounds = { ok: "ok", error: "error", warning: "info", info: "info" } as const;
let turns = 0;

/** What the sound and a screen reader say of it. */
function tell(shown: Shown) {
	const { kind, title, sentence } = words_of(shown);
	sound(shown.what === "waiting" ? "ok" : sounds[kind]);
	announce(`${title}. ${sentence}`, kind === "error");
}

/** What this device can say by itself of a voucher that waits. */
function says({ outcome, doubt, known_at: at }: Judged) {
	if (outcome)
		return t("known_against", { sentence: said_of(outcome), at });
	return doubt ? t.find(`doubt_${doubt}`, { at }) : t("known_good", { at });
}

function useScanner(group: Group) {
	const [shown, set] = useState<Shown>({ what: "nothing" });
	const now = useRef({ group, shown, line: Promise.resolve() });
	now.current.group = group;

	const show = (next: Shown) => {
		now.current.shown = next;
		set(next);
		if (next.what !== "nothing" && next.what !== "sending")
			tell(next);
	};
	const turn = () => ++turns;

	const deliver = async (scan: Scan) => {
		const { voucher, kind } = scan;
		if (is_cut())
			return show({ what: "waiting", scan: await change(scan, { state: "waiting", waited: true }), says: says(await judge(read(voucher), kind)), turn: turn() });
		show({ what: "sending" });
		const sent = await send_one(scan);
		if (sent.proposal)
			await forget(sent.scan).then(() => show({ what: "proposal", code: sent.proposal, turn: turn() }));
		else if (sent.problem)
			show({ what: "waiting", scan: sent.scan, says: says(await judge(read(voucher), kind)), turn: turn() });
		else
			show({ what: "settled", scan: sent.scan, turn: turn() });
	};
	const release = async (level: Level | null) => {
		const held = now.current.shown;
		if (held.what !== "held")
			return;
		now.current.shown = { what: "sending" }; // a second press is none
		await deliver(await change(held.scan, { level, state: "waiting" }));
	};
	const take = async (reading: Reading, is_typed: boolean) => {
		await release(null); // the next person is there: the one before counts without a level
		if (reading.what === "nothing")
			return show({ what: "refused", outcome: "malformed", message: "", known: "", turn: turn() });
		if (reading.what === "proposal")
			return show({ what: "proposal", code: reading.text, turn: turn() });
		const name = reading.what === "token" ? `${reading.token.issuer}-${reading.token.pass}-${reading.token.number}` : reading.text;
		if (scans.get().some((scan) => scan.name === name && scan.state !== "settled"))
			return show({ what: "twice", turn: turn() });
		const { kind, minutes, asks_level } = now.current.group;
		// What is known against it is said when the server cannot be asked, whatever the device believes of its network.
		const known = await judge(reading, kind);
		if (known.outcome && (is_cut() || !(await is_answered(reading.text))))
			return show({ what: "refused", outcome: known.outcome, message: "", known: t("known_refused", { at: known.known_at }), turn: turn() });
		const of = reading.what === "token" ? { number: reading.token.number, total: reading.token.total } : {};
		const scan = await add({ voucher: reading.text, name, is_typed, kind, minutes, level: null, is_held: asks_level, ...of });
		if (!asks_level)
			return deliver(scan);
		show({ what: "held", scan, turn: turn() });
		// Nobody is asked for the level of somebody whose voucher is refused. A typed code is not looked at twice: wrong ones are counted.
		if (reading.what === "token" && !is_cut())
			void is_refused(scan).then((refused) => {
				const held = now.current.shown;
				if (refused && held.what === "held" && held.scan.id === scan.id)
					void next(() => release(null));
			});
	};
	/** One after the other, however fast they come. */
	const next = (act: () => Promise<void>) => (now.current.line = now.current.line.then(act).catch((failure) => {
		console.error(failure);
		show({ what: "refused", outcome: "", message: common("problem_system"), known: "", turn: turn() });
	}));
	useEffect(() => () => { // who leaves the page has done with the person in front of them
		const held = now.current.shown;
		if (held.what === "held")
			void change(held.scan, { state: "waiting", waited: true }).then(send);
	}, []);
	return {
		shown, show,
		take: (text: string, is_typed = false) => next(() => take(read(text), is_typed)),
		level: (level: Level | null) => next(() => release(level)),
	};
}

function Sound() {
	const [on, set] = useState(sound_is_on());
	const turn = () => {
		sound_switch(!on);
		set(!on);
		if (!on)
			sound("ok");
	};
	return <Button onClick={turn} class="toggle" pressed={on}>{t(on ? "sound_on" : "sound_off")}</Button>;
}

export function Scanner() {
	const [group, set_group] = useState(group_read);
	const [kinds, set_kinds] = useState<number[]>([]);
	const { shown, show, take, level } = useScanner(group);
	const heading = useRef<HTMLElement | null>(null), field = useRef<HTMLInputElement | null>(null);
	const typed = useRef(false); // the last one was: the focus goes back to the field
	const list = useSignal(scans);

	useLayoutEffect(() => { // before a first scan
		send_by_itself();
		void kinds_read().then(set_kinds);
		void keep_reader();
		return know_by_itself();
	}, []);
	useLayoutEffect(() => {
		if (shown.what === "held" || shown.what === "proposal")
			heading.current?.closest("section")?.querySelector("button")?.focus();
		else if (shown.what !== "nothing" && shown.what !== "sending")
			(typed.current ? field.current : heading.current)?.focus({ preventScroll: true });
		if (shown.what !== "nothing" && shown.what !== "sending")
			heading.current?.closest("section")?.scrollIntoView({ block: "nearest" }); // all of its buttons
	}, ["turn" in shown ? shown.turn : 0]);

	useEffect(() => { // what stands there was sent meanwhile
		const now = shown.what === "waiting" ? list.find(({ id }) => id === shown.scan.id) : undefined;
		if (now?.state === "settled")
			show({ what: "settled", scan: now, turn: ++turns });
	}, [list]);

	const some_wait = list.some(waits);
	useEffect(() => { // the browser is asked not to throw them away when it wants room
		if (some_wait)
			void navigator.storage?.persist?.().catch(() => {});
	}, [some_wait]);

	const keep = (to: Group) => { group_keep(to); set_group(to); };
	const undone = (scan: Scan) => void change(scan, { reversed: true }).then((scan) =>
		shown.what === "settled" && shown.scan.id === scan.id && show({ what: "settled", scan, turn: ++turns }));
	const drop = (scan: Scan) => confirm(t("drop_sure")) && void forget(scan).then(() => { announce(t("dropped")); show({ what: "nothing" }); });
	return (
		<>
			<Title>{t("scanner_title")}</Title>
			<StandingAlert of={useStanding()} role="centre" />
			<Told list={list} />
			<GroupLine group={group} kinds={kinds} change={keep} />
			<div class="scan">
				<Result shown={shown} level={(_, said) => void level(said)} undone={undone} drop={drop} clear={() => { show({ what: "nothing" }); field.current?.focus(); }}
					accept={(code) => { typed.current = true; void take(code, true); }} heading={(element) => (heading.current = element)} />
				<div class="scan-ways">
					<Ways field={(element) => (field.current = element)}
						take={(text, by_hand) => { typed.current = by_hand; void take(text, by_hand && read(text).what !== "token"); }} />
					<Sound />
					<Ready />
				</div>
			</div>
			<Waiting list={list} />
			<Today list={list} undone={undone} />
		</>
	);
}
