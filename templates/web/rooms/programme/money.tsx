// The money of a programme: where it is, and more of it. An amount is asked about before it is given, and counts once.
import type { Figures, Funding, Programme } from "api";
import { useState } from "preact/hooks";
import { post } from "../../kit/api";
import { Fundings } from "../../kit/fundings";
import { Choice, FieldError, Form, Input, need } from "../../kit/form";
import { Alert, Button, Dialog, Facts } from "../../kit/parts";
import { euros } from "../../kit/text";
import { cents_of } from "./typed";
import { t } from "./words";

const MOST = 100_000_000_000; // cents
const places = ["budget", "free", "committed", "owed", "paid", "expired"] as const;

interface MoneyProps {
	programme: Programme;
	figures: Figures;
	is_reader: boolean;
	added: (state: Programme["state"]) => void;
}

export function Money({ programme, figures, is_reader, added }: MoneyProps) {
	const { budget } = figures.cents;
	const [way, set_way] = useState("give");
	const [typed, set_typed] = useState("");
	const [asked, set_asked] = useState<number | null>(null); // cents
	const [turn, again] = useState(0); // of the list of sums
	const [done, set_done] = useState<Funding | null>(null);
	const ask = async () => {
		const cents = cents_of(need("cents", typed));
		if (cents === null || cents <= 0 || cents > MOST)
			throw new FieldError("cents", t("wrong_amount"));
		if (way === "take" && cents > figures.cents.free)
			throw new FieldError("cents", t("too_much", { free: euros(figures.cents.free) }));
		set_done(null);
		set_asked(way === "take" ? -cents : cents);
	};
	const send = async (key: string) => {
		const { body } = await post<Funding>(`/programmes/${programme.id}/fundings`, { cents: asked }, { key });
		set_asked(null);
		set_typed("");
		set_done(body);
		again((n) => n + 1);
		added(body.state);
	};
	const words = asked === null ? "" : asked > 0 ? "give" : "take";
	return (
		<>
			<Facts of={places.map((place) => [t.find(`cents_${place}`), euros(figures.cents[place])])} />
			{done && <Alert kind="ok" live>{t(done.cents > 0 ? "money_given" : "money_taken", { cents: euros(Math.abs(done.cents)), budget: euros(done.budget_cents), free: euros(done.free_cents) })}</Alert>}
			<h3>{t("fundings_title")}</h3>
			<Fundings programme={programme.id} turn={turn} />
			{!is_reader && (
				<div class="sheet">
					<h3>{t("add_money")}</h3>
					<Form send={ask} button={t("money_next")} label={t("add_money")}>
						<Choice name="way" label={t("money_way")} value={way} onChange={set_way}
							options={(["give", "take"] as const).map((value) => ({ value, label: t.find(`money_${value}`), hint: t.find(`money_hint_${value}`, { free: euros(figures.cents.free) }) }))} />
						<Input name="cents" label={t("money_amount")} hint={t("money_hint")} value={typed} onChange={set_typed} inputmode="decimal" size={16} />
					</Form>
				</div>
			)}
			{asked !== null && (
				<Dialog title={t.find(`money_sure_${words}`, { cents: euros(Math.abs(asked)) })} close={() => set_asked(null)}>
					<p>{t("money_then", { before: euros(budget), after: euros(budget + asked) })}</p>
					{programme.state === "draft" && asked > 0 && <p>{t("money_funds")}</p>}
					<Form send={send} button={t.find(`money_do_${words}`)} kind={asked > 0 ? "main" : "danger"} extra={<Button onClick={() => set_asked(null)}>{t("no_keep")}</Button>}>{null}</Form>
				</Dialog>
			)}
		</>
	);
}
