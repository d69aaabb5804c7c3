// The places that take part from the first day: found by words, ticked one by one or all of the territory at once.
import type { Site } from "api";
import { useEffect, useState } from "preact/hooks";
import { get_all } from "../../kit/api";
import { Input } from "../../kit/form";
import { Alert, Busy, Button, Refused } from "../../kit/parts";
import { number } from "../../kit/text";
import { codes_of, covers } from "./typed";
import { t } from "./words";

const MOST = 2000; // of an installation; who has more ticks them later, by the settings
const SHOWN = 8;

export type SiteTaken = Pick<Site, "id" | "name" | "desk" | "centre">;

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function useSites() {
	const [sites, set] = useState<Site[] | null>(null);
	const [problem, set_problem] = useState<unknown>(null);
	const read = () => {
		set_problem(null);
		get_all<Site>("/sites?approval=approved&limit=200", MOST).then((all) => set(all.sort((a, b) => a.name.localeCompare(b.name))), set_problem);
	};
	useEffect(read, []);
	return { sites, problem, read };
}

const sort_of = ({ desk, centre }: SiteTaken) => t(desk ? (centre ? "setup_both" : "setup_desk") : "setup_centre");

interface SitesProps {
	territory: string;
	taken: SiteTaken[];
	set: (taken: SiteTaken[]) => void;
}

export function SitesPick({ territory, taken, set }: SitesProps) {
	const { sites, problem, read } = useSites();
	const [words, set_words] = useState("");
	const [all, set_all] = useState(false);
	const codes = codes_of(territory);
	const inside = (sites ?? []).filter((site) => covers(codes, site));
	const asked = plain(words.trim());
	const found = inside.filter((site) => plain(`${site.name} ${site.postcode ?? ""} ${site.commune ?? ""}`).includes(asked));
	const shown = all ? found : found.slice(0, SHOWN);
	const has = (id: string) => taken.some((each) => each.id === id);
	const flip = ({ id, name, desk, centre }: Site) => set(has(id) ? taken.filter((each) => each.id !== id) : [...taken, { id, name, desk, centre }]);
	const outside = taken.filter(({ id }) => sites && !inside.some((each) => each.id === id));
	const desks = taken.filter(({ desk }) => desk).length, centres = taken.filter(({ centre }) => centre).length;
	return (
		<fieldset class="rules">
			<legend>{t("setup_sites")}</legend>
			<p class="hint">{t("setup_sites_about")}</p>
			{problem !== null && <Refused of={problem} again={read} />}
			{!sites && !problem && <Busy />}
			<Input name="sites" label={t("setup_sites_find")} value={words} onChange={(now) => { set_words(now); set_all(false); }} type="search" size={28} />
			{sites && (
				<>
					<p class="actions">
						{inside.length > 0 && <Button onClick={() => set([...outside, ...inside])}>{t.count("setup_sites_all", inside.length)}</Button>}
						{taken.length > 0 && <Button onClick={() => set([])}>{t("setup_sites_none")}</Button>}
					</p>
					<p role="status">{taken.length > 0 && <><strong>{t.count("setup_sites_taken", taken.length)}</strong> {t("setup_sites_sorts", { desks, centres })}</>}</p>
					{sites.length >= MOST && <p class="hint">{t("setup_sites_most", { n: number(MOST) })}</p>}
					{!found.length && <p class="empty">{t(asked ? "setup_sites_no_match" : "setup_sites_no_inside")}</p>}
					<div class="options">
						{shown.map((site) => (
							<label key={site.id} class={has(site.id) ? "option chosen" : "option"}>
								<input type="checkbox" checked={has(site.id)} onChange={() => flip(site)} />
								<span>{site.name}<small>{[site.commune, sort_of(site)].filter(Boolean).join(" · ")}</small></span>
							</label>
						))}
					</div>
					{found.length > shown.length && <p><Button onClick={() => set_all(true)}>{t.count("setup_sites_more", found.length - shown.length)}</Button></p>}
				</>
			)}
			{outside.length > 0 && (
				<Alert kind="warning" live>
					<p>{t.count("setup_sites_outside", outside.length, { list: outside.map(({ name }) => name).join(", ") })}</p>
					<p><Button onClick={() => set(taken.filter((each) => !outside.includes(each)))}>{t("setup_sites_drop")}</Button></p>
				</Alert>
			)}
			{taken.length > 0 && !desks && <Alert kind="warning">{t("setup_no_desk")}</Alert>}
			{taken.length > 0 && !centres && <Alert kind="warning">{t("setup_no_centre")}</Alert>}
		</fieldset>
	);
}
