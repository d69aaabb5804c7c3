// What each date of a programme's end will do, and what it touches now.
import type { Figures, Programme } from "api";
import { day, days_after, euros, number, today } from "../../kit/text";
import { t } from "./words";

interface Date_ {
	name: string;
	on: string;
}

const days_between = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** The dates, in their order. A statement that is agreed closes the programme a week after the grace. */
export function dates_of(programme: Programme): Date_[] {
	const end = programme.until;
	return [
		{ name: "opens", on: programme.from },
		{ name: "alert", on: days_after(end, -30) },
		{ name: "stop", on: days_after(end, -programme.stop_days) },
		{ name: "call", on: days_after(end, -7) },
		{ name: "last", on: end },
		{ name: "grace", on: days_after(end, programme.grace_days) },
		{ name: "closing", on: days_after(end, programme.grace_days + 7) },
	].sort((a, b) => a.on.localeCompare(b.on));
}

function when(on: string) {
	const left = days_between(today(), on);
	return left === 0 ? t("today") : left > 0 ? t.count("in_days", left) : t.count("days_ago", -left);
}

export function Calendar({ of, figures }: { of: Programme; figures: Figures }) {
	const dates = dates_of(of);
	const next = dates.find(({ on }) => on >= today());
	const vouchers = figures.vouchers.issued - figures.vouchers.redeemed - figures.vouchers.revoked;
	const { issued, handed_out, used } = figures.passes;
	const about = (n: number) => Math.max(0, Math.floor(n / figures.rounded_to) * figures.rounded_to);
	const told = (key: "touches_stock" | "touches_handed_out" | "touches_unused", n: number | null) => (n === null ? "" : t(key, { n: number(n) }));
	const touched: Record<string, string> = {
		opens: told("touches_handed_out", handed_out),
		alert: told("touches_unused", handed_out === null || used === null ? null : Math.max(0, handed_out - used)),
		stop: told("touches_stock", issued === null || handed_out === null ? null : about(issued - handed_out)),
		call: t("touches_call", { n: number(vouchers) }),
		last: t("touches_last", { n: number(vouchers), days: of.grace_days }),
		grace: t("touches_vouchers", { n: number(vouchers), cents: euros(figures.cents.committed) }),
		closing: t("touches_credit", { cents: euros(figures.cents.committed + figures.cents.expired), owed: euros(figures.cents.owed) }),
	};
	return (
		<section>
			<h2 id="calendrier">{t("calendar_title")}</h2>
			<ol class="calendar">
				{dates.map((each) => (
					<li key={each.name} class={each === next ? "next" : undefined} aria-current={each === next ? "step" : undefined}>
						<p><strong>{day(each.on)}</strong> – {when(each.on)}{each === next && <> <span class="state">{t("next_date")}</span></>}</p>
						<p>{t.find(`date_${each.name}`, { days: of.grace_days })}</p>
						{(each.on >= today() || each.name === "opens") && !figures.from && touched[each.name] && <p class="hint">{touched[each.name]}</p>}
					</li>
				))}
			</ol>
		</section>
	);
}
