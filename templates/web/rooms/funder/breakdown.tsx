// What is owed, to whom and when; whom the desks reached. Amounts are lines of accounts: all of them are
// shown. Numbers of persons are guarded by the server.
import type { Breakdown, BreakdownBy } from "api";
import type { ComponentChildren } from "preact";
import { query as query_text } from "../../kit/api";
import { Bars, Columns } from "../../kit/chart";
import { Load, useGet } from "../../kit/load";
import { Table, type Column } from "../../kit/table";
import { euros, month, month_letter, number } from "../../kit/text";
import { Fold } from "./fold";
import { Guarded } from "./funnel";
import type { Days } from "./period";
import { persons, t } from "./words";

type Row = Breakdown["rows"][number];
const SHOWN = 8; // bars of a chart; all lines are in the table

/** The same table as a file. */
export function Exports({ path, name }: { path: string; name: string }) {
	const forms = ["excel", "xlsx", "csv", "json"] as const;
	const link = (form: string) => `/api/v1${path}${path.includes("?") ? "&" : "?"}as=${form}`;
	return (
		<p class="exports">
			<span>{t("export")}</span>
			{forms.map((form) => (
				<a key={form} href={link(form)} download={form === "json" ? `${name}.json` : ""}>
					{t.find(`export_${form}`)}<span class="hidden"> {name}</span>
				</a>
			))}
		</p>
	);
}

const place = (row: Row) => <>{row.name ?? row.commune}<br /><small>{row.name ? t("at", { postcode: row.postcode ?? "", commune: row.commune ?? "" }) : row.postcode}</small></>;
const name_of = (row: Row) => row.name ?? row.commune ?? month(row.key);

function columns_of(by: BreakdownBy): Column<Row>[] {
	const cents = { title: t("amount_due"), is_number: true, cell: (row: Row) => euros(row.cents ?? 0) };
	const used = { title: t("people_came"), is_number: true, cell: (row: Row) => persons(row.used ?? null) };
	const counted = { title: t("vouchers_used"), is_number: true, cell: (row: Row) => number(row.vouchers ?? 0) };
	switch (by) {
	case "month":
		return [{ title: t("month"), is_name: true, cell: (row) => month(row.key) }, counted, cents, used];
	case "centre":
		return [{ title: t("centre"), is_name: true, cell: place }, counted, cents, used];
	case "commune":
		return [{ title: t("commune"), is_name: true, cell: place }, { title: t("centres"), is_number: true, cell: (row) => number(row.centres ?? 0) }, counted, cents];
	case "desk":
		return [{ title: t("desk"), is_name: true, cell: place },
			{ title: t("passes_handed_out"), is_number: true, cell: (row) => persons(row.handed_out ?? null) }, used];
	}
}

function Chart({ of, title }: { of: Breakdown; title: string }) {
	if (of.by === "month")
		return <Columns title={title} bars={of.rows.map((row) =>
			({ label: month(row.key), short: month_letter(row.key), value: row.cents ?? 0, text: euros(row.cents ?? 0) }))} />;
	return <Bars title={title} bars={of.rows.slice(0, SHOWN).map((row) => of.by === "desk"
		? { label: name_of(row), value: row.used ?? null, text: t("came_of", { used: persons(row.used ?? null), all: persons(row.handed_out ?? null) }) }
		: { label: name_of(row), value: row.cents ?? 0, text: euros(row.cents ?? 0) })}
		most={of.by === "desk" ? Math.max(...of.rows.map((row) => row.handed_out ?? 0)) : undefined} />;
}

function foot_of(of: Breakdown): ComponentChildren[] {
	const { whole } = of;
	const used = persons(whole.used ?? null);
	switch (of.by) {
	case "commune":
		return [t("whole"), number(whole.centres ?? 0), number(whole.vouchers ?? 0), euros(whole.cents ?? 0)];
	case "desk":
		return [t("whole"), persons(whole.handed_out ?? null), used];
	default:
		return [t("whole"), number(whole.vouchers ?? 0), euros(whole.cents ?? 0), used];
	}
}

export function By({ programme, by, days, id }: { programme: string; by: BreakdownBy; days: Days; id: string }) {
	const path = `/programmes/${programme}/breakdown${query_text({ by, ...days })}`;
	const breakdown = useGet<Breakdown>(path);
	const title = t.find(`by_${by}`);
	return (
		<section>
			<h2 id={id}>{title}</h2>
			<p class="hint">{by === "centre" && days.from ? t("by_about_centre_period") : t.find(`by_about_${by}`)}</p>
			<Load of={breakdown}>
				{(of) => of.rows.length === 0 ? <p class="empty">{t("nothing_yet")}</p> : (
					<>
						<Chart of={of} title={title} />
						{of.by !== "month" && of.rows.length > SHOWN && <p class="hint">{t("first_of", { n: SHOWN, all: number(of.rows.length) })}</p>}
						<Fold name={title} rows={of.rows.length}><Table caption={title} hide_caption rows={of.rows} row_key={(row) => row.key} columns={columns_of(by)} foot={foot_of(of)} /></Fold>
						{by !== "commune" && <Guarded of={of} />}
						<Exports path={path} name={title} />
					</>
				)}
			</Load>
		</section>
	);
}
