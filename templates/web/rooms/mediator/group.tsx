// The workshop of the group: said once, kept for the day on this device.
import { useState } from "preact/hooks";
import type mediator_fr from "../../../lang/web/mediator.fr.json";
import type { Programme } from "api";
import { get_all } from "../../kit/api";
import { Select, Tick } from "../../kit/form";
import { kind_name } from "../../kit/names";
import { Button } from "../../kit/parts";
import { number, speaker, today } from "../../kit/text";
import { owner } from "../../scan/queue";

const t = speaker<typeof mediator_fr>("mediator");

export interface Group {
	day: string;
	site: string;
	kind: number; // 0 = not said
	minutes: number;
	asks_level: boolean;
}

const KEPT = "scan-group", KINDS = "scan-kinds";
const usual_minutes = [30, 45, 60, 90, 120, 150, 180, 240, 360];

const kept = <T,>(name: string): T | null => {
	try {
		return JSON.parse(localStorage.getItem(name) ?? "null");
	} catch {
		return null;
	}
};

/** Of today; the wish to be asked for levels lasts longer than a day. */
export function group_read(): Group {
	const before = kept<Group>(KEPT), fresh = { day: today(), site: owner().site, kind: 0, minutes: 0, asks_level: before?.asks_level ?? true };
	return before && before.day === fresh.day && before.site === fresh.site ? before : fresh;
}

export const group_keep = (group: Group) => localStorage.setItem(KEPT, JSON.stringify(group));

/** The kinds of workshops that may be redeemed here, as they were last known. */
export async function kinds_read(): Promise<number[]> {
	try {
		const programmes = await get_all<Programme>("/programmes");
		const kinds = [...new Set(programmes.flatMap((each) => each.kinds))].sort((a, b) => a - b);
		localStorage.setItem(KINDS, JSON.stringify(kinds));
	} catch {
		// without network: those of the last visit
	}
	return kept<number[]>(KINDS) ?? [];
}

export function duration(minutes: number) {
	const hours = Math.floor(minutes / 60), rest = minutes % 60;
	return hours ? t("hours", { hours: number(hours), rest: rest ? String(rest).padStart(2, "0") : "" }).trim() : t("minutes", { minutes });
}

/** One line; it opens to be changed. */
export function GroupLine({ group, kinds, change }: { group: Group; kinds: number[]; change: (group: Group) => void }) {
	const [open, set_open] = useState(false);
	const set = (to: Partial<Group>) => change({ ...group, ...to });
	if (!open)
		return (
			<section class="sheet group" aria-label={t("group_title")}>
				<p>
					<strong>{group.kind ? kind_name(group.kind) : t("group_no_kind")}</strong>
					<span>{group.minutes ? duration(group.minutes) : t("group_no_minutes")}</span>
				</p>
				<Button onClick={() => set_open(true)} label={t("group_change_label")}>{t("change")}</Button>
			</section>
		);
	return (
		<section class="sheet" aria-labelledby="group">
			<h2 id="group">{t("group_title")}</h2>
			<p class="hint">{t("group_hint")}</p>
			<Select name="kind" label={t("group_kind")} value={String(group.kind)} onChange={(value) => set({ kind: Number(value) })}
				options={[{ value: "0", label: t("not_said") }, ...kinds.map((kind) => ({ value: String(kind), label: kind_name(kind) }))]} />
			<Select name="minutes" label={t("group_minutes")} value={String(group.minutes)} onChange={(value) => set({ minutes: Number(value) })}
				options={[{ value: "0", label: t("not_said") }, ...usual_minutes.map((minutes) => ({ value: String(minutes), label: duration(minutes) }))]} />
			<Tick name="asks_level" label={t("group_asks_level")} hint={t("group_asks_level_hint")} checked={group.asks_level} onChange={(asks_level) => set({ asks_level })} />
			<Button kind="main" onClick={() => set_open(false)}>{t("group_done")}</Button>
		</section>
	);
}
