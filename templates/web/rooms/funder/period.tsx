// Which days are looked at. They are in the address, so that a page can be sent to somebody.
import { useState } from "preact/hooks";
import { announce } from "../../kit/announce";
import { FieldError, Form, Input } from "../../kit/form";
import { Button } from "../../kit/parts";
import { set_query } from "../../kit/router";
import { day, today } from "../../kit/text";
import { t } from "./words";

export interface Days {
	from: string; // "" = since the opening
	until: string; // "" = today
}

export const days_of = (query: URLSearchParams): Days => ({ from: query.get("du") ?? "", until: query.get("au") ?? "" });

export const days_words = ({ from, until }: Days) =>
	from ? t("period_from_until", { from: day(from), until: day(until || today()) }) : t("period_until", { until: day(until || today()) });

const is_day = (text: string) => !text || /^\d{4}-\d{2}-\d{2}$/.test(text);

export function Period({ of }: { of: Days }) {
	const [from, set_from] = useState(of.from);
	const [until, set_until] = useState(of.until);
	const show = (days: Days) => {
		set_from(days.from);
		set_until(days.until);
		set_query({ du: days.from, au: days.until });
		announce(days_words(days));
	};
	const send = async () => {
		if (!is_day(from))
			throw new FieldError("from", t("bad_day"));
		if (!is_day(until))
			throw new FieldError("until", t("bad_day"));
		if (from && from > (until || today()))
			throw new FieldError("until", t("ends_before"));
		show({ from, until });
	};
	return (
		<section class="period sheet" aria-label={t("period")}>
			<Form send={send} button={t("show")} label={t("period")}>
				<Input name="from" label={t("from")} type="date" value={from} onChange={set_from} />
				<Input name="until" label={t("until")} type="date" value={until} onChange={set_until} />
			</Form>
			<p class="actions">
				<Button onClick={() => show({ from: `${today().slice(0, 7)}-01`, until: "" })}>{t("this_month")}</Button>
				<Button onClick={() => show({ from: "", until: "" })}>{t("since_opening")}</Button>
			</p>
		</section>
	);
}
