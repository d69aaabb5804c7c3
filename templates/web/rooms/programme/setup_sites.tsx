// The places that take part from the first day: all of the territory in one gesture, or some that are found by words.
// The server searches, a page at a time: there may be 20,000 of them.
import type { Site, Territories } from "api";
import { useEffect, useState } from "preact/hooks";
import { query as query_text } from "../../kit/api";
import { Input } from "../../kit/form";
import { Load, ListOf, useGet, useList } from "../../kit/load";
import { Alert, Button } from "../../kit/parts";
import { codes_of, covers } from "./typed";
import { t } from "./words";

const PAGE = 8;
const REST = 300; // ms without a key before the server is asked

export type SiteTaken = Pick<Site, "id" | "name" | "desk" | "centre" | "commune" | "postcode" | "insee" | "epci">;

const sort_of = ({ desk, centre }: SiteTaken) => t(desk ? (centre ? "setup_both" : "setup_desk") : "setup_centre");
const taken_of = ({ id, name, desk, centre, commune, postcode, insee, epci }: Site): SiteTaken => ({ id, name, desk, centre, commune, postcode, insee, epci });

/** What was typed, once it has rested. */
function useRested(typed: string) {
	const [rested, set] = useState(typed);
	useEffect(() => {
		const timer = setTimeout(() => set(typed), REST);
		return () => clearTimeout(timer);
	}, [typed]);
	return rested;
}

interface OptionsProps {
	of: SiteTaken[];
	has: (id: string) => boolean;
	flip: (site: SiteTaken) => void;
}

function Options({ of, has, flip }: OptionsProps) {
	return (
		<div class="options">
			{of.map((site) => (
				<label key={site.id} class={has(site.id) ? "option chosen" : "option"}>
					<input type="checkbox" checked={has(site.id)} onChange={() => flip(site)} />
					<span>{site.name}<small>{[site.commune, sort_of(site)].filter(Boolean).join(" · ")}</small></span>
				</label>
			))}
		</div>
	);
}

/** Those that the words find, beside those that are chosen already. */
function Search({ territory, taken, has, flip }: { territory: string; taken: SiteTaken[] } & Omit<OptionsProps, "of">) {
	const [words, set_words] = useState("");
	const q = useRested(words.trim());
	const found = useList<Site>(`/sites${query_text({ approval: "approved", territory, q, limit: PAGE })}`);
	const [kept, keep] = useState<string[]>(() => taken.map(({ id }) => id)); // where they stood when the search began
	useEffect(() => keep(taken.map(({ id }) => id)), [q, territory]);
	const above = taken.filter(({ id }) => kept.includes(id));
	return (
		<>
			<Input name="sites" label={t("setup_sites_find")} value={words} onChange={set_words} type="search" size={28} />
			{above.length > 0 && <Options of={above} has={has} flip={flip} />}
			<ListOf of={found} empty={t(q ? "setup_sites_no_match" : "setup_sites_no_inside")}>
				{(items) => <Options of={items.filter(({ id }) => !kept.includes(id) || !has(id)).map(taken_of)} has={has} flip={flip} />}
			</ListOf>
		</>
	);
}

interface SitesProps {
	territory: string;
	taken: SiteTaken[];
	all: boolean; // of the territory
	is_begun: boolean; // they are being approved
	set: (change: (now: { sites: SiteTaken[] }) => { sites?: SiteTaken[]; all?: boolean }) => void;
}

export function SitesPick({ territory: typed, taken, all, is_begun, set }: SitesProps) {
	const territory = useRested(codes_of(typed).filter((code) => /^[0-9AB]+$/.test(code)).join(","));
	const counts = useGet<Territories>(`/territories${query_text({ codes: territory })}`);
	const has = (id: string) => taken.some((each) => each.id === id);
	const flip = (site: SiteTaken) => set(({ sites }) => ({ sites: sites.some(({ id }) => id === site.id) ? sites.filter(({ id }) => id !== site.id) : [...sites, site] }));
	const codes = territory ? territory.split(",") : [];
	const outside = taken.filter((site) => !covers(codes, site));
	const of_all = all && counts.data ? counts.data : { sites: 0, desks: 0, centres: 0 };
	const sites = taken.length + of_all.sites, desks = taken.filter(({ desk }) => desk).length + of_all.desks, centres = taken.filter(({ centre }) => centre).length + of_all.centres;
	const is_known = !all || counts.data !== null;
	return (
		<fieldset class="rules">
			<legend>{t("setup_sites")}</legend>
			<p class="hint">{t("setup_sites_about")}</p>
			<Load of={counts}>
				{(count) => (
					<p class="actions">
						{all // one button in one place: the focus stays on it
							? !is_begun && <Button onClick={() => set(() => ({ all: false, sites: [] }))}>{t("setup_sites_none")}</Button>
							: count.sites > 0 && <Button onClick={() => set(() => ({ all: true, sites: outside }))}>{t.count("setup_sites_all", count.sites)}</Button>}
						{!all && taken.length > 0 && !is_begun && <Button onClick={() => set(() => ({ sites: [] }))}>{t("setup_sites_none")}</Button>}
					</p>
				)}
			</Load>
			<p role="status">{sites > 0 && <><strong>{t.count("setup_sites_taken", sites)}</strong> {t("setup_sites_sorts", { desks, centres })}</>}</p>
			{!all && <Search territory={territory} taken={taken} has={has} flip={flip} />}
			{outside.length > 0 && (
				<Alert kind="warning" live>
					<p>{t.count("setup_sites_outside", outside.length, { list: outside.map(({ name }) => name).join(", ") })}</p>
					<p><Button onClick={() => set(({ sites }) => ({ sites: sites.filter(({ id }) => !outside.some((each) => each.id === id)) }))}>{t("setup_sites_drop")}</Button></p>
				</Alert>
			)}
			{is_known && sites > 0 && !desks && <Alert kind="warning">{t("setup_no_desk")}</Alert>}
			{is_known && sites > 0 && !centres && <Alert kind="warning">{t("setup_no_centre")}</Alert>}
			{all && counts.data?.sites === 0 && <p class="empty">{t("setup_sites_no_inside")}</p>}
		</fieldset>
	);
}
