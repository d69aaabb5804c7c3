// The state of a programme. Before it changes, what will happen is said: to passes at desks and to vouchers in hands.
import type { Figures, Programme } from "api";
import { useState } from "preact/hooks";
import { post } from "../../kit/api";
import { FieldError, Form, Tick } from "../../kit/form";
import { Alert, Button, Dialog } from "../../kit/parts";
import { common, day, days_after, euros, number } from "../../kit/text";
import { t } from "./words";

type State = Programme["state"];
const line: State[] = ["draft", "funded", "open", "closing", "closed"];
const acts: Record<State, State[]> = {
	draft: ["open"], funded: ["open", "draft"], open: ["closing", "draft"], closing: ["open", "closed", "draft"], closed: [],
};

export const StateOf = ({ of }: { of: State }) => <span class="state">{t.find(`state_${of}`)}</span>;

interface StatesProps {
	of: Programme;
	figures: Figures;
	is_reader: boolean;
	changed: (now: Programme) => void;
}

/** What is in hands and at desks now. */
function touched({ passes, vouchers, cents }: Figures) {
	const told = passes.issued === null || passes.handed_out === null;
	return {
		vouchers: number(Math.max(0, vouchers.issued - vouchers.redeemed - vouchers.revoked)), cents: euros(cents.committed),
		handed_out: passes.handed_out === null ? t("few") : number(passes.handed_out), stock: told ? t("few") : number(Math.max(0, passes.issued! - passes.handed_out!)),
	};
}

function Question({ of, to, figures, close, changed }: Omit<StatesProps, "is_reader"> & { to: State; close: () => void }) {
	const [sure, set_sure] = useState(false);
	const send = async () => {
		if (to === "closed" && !sure)
			throw new FieldError("sure", common("field_needed"));
		changed((await post<Programme>(`/programmes/${of.id}/state`, { state: to })).body);
		close();
	};
	const values = { ...touched(figures), stop: day(days_after(of.until, -of.stop_days)), grace: day(days_after(of.until, of.grace_days)) };
	return (
		<Dialog title={t.find(`sure_${to}`)} close={close}>
			<ul>{[1, 2, 3].map((i) => t.find(`will_${to}_${i}`, values)).filter(Boolean).map((words) => <li key={words}>{words}</li>)}</ul>
			<Form send={send} button={t.find(`act_${to}`)} kind={to === "open" ? "main" : "danger"} extra={<Button onClick={close}>{t("no_keep")}</Button>}>
				{to === "closed" && <Tick name="sure" label={t("sure_for_ever")} checked={sure} onChange={set_sure} />}
			</Form>
		</Dialog>
	);
}

export function States({ of, figures, is_reader, changed }: StatesProps) {
	const [to, set_to] = useState<State | null>(null);
	const [done, set_done] = useState<State | null>(null);
	const is_poor = figures.cents.budget <= 0;
	return (
		<>
			<ol class="state-line">
				{line.map((each) => <li key={each} aria-current={each === of.state ? "step" : undefined}>{t.find(`state_${each}`)}</li>)}
			</ol>
			<p>{t.find(`state_about_${of.state}`)}</p>
			{done && done === of.state && <Alert kind="ok" live>{t("state_now", { state: t.find(`state_${done}`) })}</Alert>}
			{!is_reader && is_poor && of.state === "draft" && <p class="hint">{t("money_first")} <a href="#argent">{t("add_money")}</a></p>}
			{!is_reader && acts[of.state].length > 0 && (
				<div class="actions">
					{acts[of.state].map((each) => (
						<Button key={each} kind={each === "open" ? "main" : each === "closed" ? "danger" : "second"} onClick={() => set_to(each)}>{t.find(`act_${each}`)}…</Button>
					))}
				</div>
			)}
			{to && <Question of={of} to={to} figures={figures} close={() => set_to(null)} changed={(now) => {
				set_done(now.state);
				changed(now);
			}} />}
		</>
	);
}
