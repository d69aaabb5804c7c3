// What came of a file of places, or would: figures, doubts about its rows, and these as a file for who publishes it.
import type { Import, ImportDoubt, ImportReport } from "api";
import { Button, Facts } from "../../kit/parts";
import { Table } from "../../kit/table";
import { number } from "../../kit/text";
import { save_file } from "../../kit/upload";
import { t } from "./words";

const SHOWN = 100; // of each table
const severities = ["dropped", "ignored", "note"] as const;

function Doubts({ of, severity, all }: { of: ImportDoubt[]; severity: ImportDoubt["severity"]; all: number }) {
	if (!of.length)
		return null;
	return (
		<section aria-labelledby={`doubts-${severity}`}>
			<h3 id={`doubts-${severity}`}>{t.count(`doubts_${severity}`, all)}</h3>
			<p>{t.find(`doubts_about_${severity}`)}</p>
			{(of.length < all || of.length > SHOWN) && <p class="hint">{t("doubts_first", { n: number(Math.min(of.length, SHOWN)), all: number(all) })}</p>}
			<Table caption={t.find(`doubts_table_${severity}`)} hide_caption rows={of.slice(0, SHOWN).map((each, i) => ({ ...each, i }))} row_key={({ i }) => i} columns={[
				{ title: t("row"), is_name: true, cell: ({ row }) => row ? number(row) : t("no_row") },
				{ title: t("place_id"), cell: ({ id }) => id || "–" },
				{ title: t("file_field"), cell: ({ field }) => field ? <code>{field}</code> : t("whole_row") },
				{ title: t("why"), cell: ({ text }) => <span lang="fr">{text}</span> },
			]} />
		</section>
	);
}

/** A cell of CSV; one that begins like a formula is no formula. */
const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`;

/** As a French spreadsheet opens it. */
export function csv_of(doubts: ImportDoubt[]) {
	const rows = [[t("row"), t("place_id"), t("file_field"), t("csv_severity"), t("csv_code"), t("why")],
		...doubts.map(({ row, id, field, severity, code, text }) => [row ? String(row) : "", id, field, t.find(`csv_${severity}`), code, text])];
	return `\ufeff${rows.map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
}

function Save({ doubts, all }: { doubts: ImportDoubt[]; all: number }) {
	const save = () => save_file(new Blob([csv_of(doubts)], { type: "text/csv;charset=utf-8" }), t("csv_name"));
	return (
		<section aria-labelledby="doubts-file">
			<h3 id="doubts-file">{t("csv_title")}</h3>
			<p>{doubts.length < all ? t("csv_about_some", { n: number(doubts.length), all: number(all) }) : t("csv_about")}</p>
			<div class="actions"><Button onClick={save}>{t("csv_save")}</Button></div>
		</section>
	);
}

export function Report({ of, dry_run }: { of: Import | ImportReport; dry_run?: boolean }) {
	const all = severities.reduce((sum, each) => sum + of.doubts_count[each], 0) + of.gone;
	return (
		<>
			<Facts of={[
				[t("rows"), number(of.rows)],
				[dry_run ? t("would_add") : t("were_added"), number(of.added)],
				[dry_run ? t("would_change") : t("were_changed"), number(of.changed)],
				[t("were_unchanged"), number(of.unchanged)],
				[dry_run ? t("would_drop") : t("were_dropped"), number(of.dropped)],
				[dry_run ? t("would_approve") : t("were_approved"), number(of.approved)],
				[t("were_gone"), number(of.gone)],
			]} />
			{of.doubts.length > 0 && <Save doubts={of.doubts} all={all} />}
			{severities.map((each) => <Doubts key={each} severity={each} of={of.doubts.filter(({ severity }) => severity === each)} all={of.doubts_count[each] + (each === "note" ? of.gone : 0)} />)}
		</>
	);
}
