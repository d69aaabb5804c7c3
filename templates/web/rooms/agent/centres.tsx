// "Lieux proches": where a pass can be used, from the desk, from a commune or from here; by what a person needs.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type agent_fr from "../../../lang/web/agent.fr.json";
import { FieldError, Form, Input, need } from "../../kit/form";
import { hours_said, is_evening } from "../../kit/hours";
import { Load, useGet } from "../../kit/load";
import { Alert, Button, Title } from "../../kit/parts";
import { announce } from "../../kit/announce";
import { query } from "../../kit/api";
import { session } from "../../kit/session";
import { distance, speaker, telephone } from "../../kit/text";
import { commune_find, communes_near } from "./communes";
import { PlacesMap } from "./map";
import { direction, offset, type Point } from "./near";
import type { CentreNear, CentresNear, Programme, Site } from "api";

const t = speaker<typeof agent_fr>("agent");
const SHOWN = 10;

const says = (place: CentreNear, pattern: RegExp) => place.publics.some((each) => pattern.test(each));
const needs = {
	wheelchair: (place: CentreNear) => says(place, /^handicaps? moteurs?|mobilité réduite|situation de handicap$/i),
	languages: (place: CentreNear) => says(place, /langues? étrangères?/i),
	evening: (place: CentreNear) => is_evening(place.hours ?? ""),
	mobile: (place: CentreNear) => place.mobile,
};
type Need = keyof typeof needs;
const need_names = Object.keys(needs) as Need[];

interface From {
	point: Point;
	name: string;
}

// ---- one place ----

function Place({ place, number, from }: { place: CentreNear; number: number; from: Point }) {
	const where = offset(from, place);
	const tags = need_names.filter((need) => needs[need](place));
	return (
		<li class="place">
			<span class="place-number" aria-hidden="true">{number}</span>
			<div>
				<h3>{place.name}</h3>
				<p class="place-far">{place.distance_m < 50 ? t("place_here") : t("place_far", { far: distance(place.distance_m), where: t.find(`direction_${direction(where)}`) })}</p>
				<p>{place.address}<br />{place.postcode} {place.commune}</p>
				{place.hours && <ul class="hours" aria-label={t("hours")}>{hours_said(place.hours).map((line) => <li key={line}>{line}</li>)}</ul>}
				{place.phone && <p><a href={`tel:${place.phone}`}>{telephone(place.phone)}</a></p>}
				{(tags.length > 0 || place.fees) && (
					<ul class="tags">
						{place.fees && <li>{place.fees}</li>}
						{tags.map((need) => <li key={need}>{t.find(`tag_${need}`)}</li>)}
					</ul>
				)}
				{place.access_url && <p><a href={place.access_url} target="_blank" rel="noopener noreferrer">{t("access_page")}</a></p>}
			</div>
		</li>
	);
}

// ---- the list ----

function Places({ places, from, moved }: { places: CentreNear[]; from: From; moved: { current: boolean } }) {
	const [wanted, want] = useState<Need[]>([]);
	const [most, set_most] = useState(SHOWN);
	const id = useId(), heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => { // who chose another origin is brought to what was found
		if (moved.current)
			heading.current?.focus();
		moved.current = false;
	}, []);
	const fit = places.filter((place) => wanted.every((need) => needs[need](place)));
	const shown = fit.slice(0, most);
	const toggle = (need: Need) => {
		const next = wanted.includes(need) ? wanted.filter((each) => each !== need) : [...wanted, need];
		want(next);
		set_most(SHOWN);
		announce(t.count("places", places.filter((place) => next.every((each) => needs[each](place))).length));
	};
	return (
		<>
			<fieldset class="choice">
				<legend>{t("needs")}</legend>
				<div class="options short-options">
					{need_names.map((need) => (
						<label key={need} class={wanted.includes(need) ? "option chosen" : "option"}>
							<input type="checkbox" checked={wanted.includes(need)} onChange={() => toggle(need)} aria-describedby={need === "wheelchair" ? `${id}-said` : undefined} />
							<span>{t.find(`need_${need}`)}</span>
						</label>
					))}
				</div>
				<p class="hint" id={`${id}-said`}>{t("needs_said")}</p>
			</fieldset>
			<h2 tabIndex={-1} ref={heading}>{t("places_from", { n: t.count("places", fit.length), from: from.name })}</h2>
			{!fit.length ? (
				<Alert kind="info"><p>{wanted.length ? t("none_fits") : t("no_place")}</p>
					{wanted.length > 0 && <p><Button onClick={() => want([])}>{t("needs_clear")}</Button></p>}</Alert>
			) : (
				<div class="near">
					<PlacesMap from={from.point} places={shown} />
					<div>
						<ol class="places">{shown.map((place, i) => <Place key={place.id} place={place} number={i + 1} from={from.point} />)}</ol>
						{fit.length > most && <p><Button onClick={() => set_most(most + SHOWN)}>{t("more_places")}</Button></p>}
					</div>
				</div>
			)}
		</>
	);
}

// ---- from where ----

/** The middle of a commune is where its place is. */
const from_commune = ({ latitude, longitude, commune }: CentreNear): From => ({ point: { latitude, longitude }, name: commune });

interface OriginProps {
	from: From | null;
	desk: From | null;
	places: CentreNear[];
	choose: (from: From) => void;
}

function Origin({ from, desk, places, choose }: OriginProps) {
	const [commune, set_commune] = useState("");
	const [asking, ask] = useState(false);
	const [refused, refuse] = useState("");
	const [unknown, know_not] = useState(""); // a commune without a place
	const communes = [...new Set(places.map((place) => place.commune))].sort((a, b) => a.localeCompare(b));
	const here = () => {
		ask(true);
		refuse("");
		navigator.geolocation.getCurrentPosition(
			({ coords }) => { ask(false); choose({ point: { latitude: coords.latitude, longitude: coords.longitude }, name: t("my_position") }); },
			() => { ask(false); refuse(t("no_position")); },
			{ timeout: 15_000, maximumAge: 300_000 },
		);
	};
	const send = async () => {
		const said = need("commune", commune), found = commune_find(said, places);
		know_not(found ? "" : said);
		if (!found)
			throw new FieldError("commune", t("no_such_commune", { name: said.length > 60 ? `${said.slice(0, 60)}…` : said }));
		choose(from_commune(found));
	};
	return (
		<details class="sheet origin" open={!from}>
			<summary>{t("origin")}</summary>
			<Form key={from?.name} send={send} button={t("origin_do")} label={t("origin")} extra={(
				<>
					{desk && <Button onClick={() => choose(desk)}>{t("origin_desk")}</Button>}
					<Button busy={asking} onClick={here}>{t("origin_here")}</Button>
				</>
			)}>
				<Input name="commune" label={t("commune")} hint={t("commune_hint")} value={commune} onChange={set_commune} list="communes" />
				<datalist id="communes">{communes.map((each) => <option key={each} value={each} />)}</datalist>
			</Form>
			{unknown && places.length > 0 && (
				<section aria-labelledby="communes-near">
					<h2 id="communes-near">{t("communes_near")}</h2>
					<div class="actions">
						{communes_near(unknown, places).map((place) => (
							<Button key={place.commune} onClick={() => { know_not(""); set_commune(place.commune); choose(from_commune(place)); }}>{place.commune} ({place.postcode})</Button>
						))}
					</div>
				</section>
			)}
			{refused && <Alert kind="warning" live>{refused}</Alert>}
		</details>
	);
}

function Search({ desk, programmes }: { desk: Site | null; programmes: Programme[] }) {
	const of_desk: From | null = desk && desk.latitude !== null && desk.longitude !== null
		? { point: { latitude: desk.latitude, longitude: desk.longitude }, name: desk.name } : null;
	const [from, set_from] = useState(of_desk);
	const moved = useRef(false);
	const choose = (to: From) => { moved.current = to.name !== from?.name; set_from(to); };
	const [programme, set_programme] = useState(programmes[0]?.id ?? "");
	const near = from ?? { point: { latitude: 46.6, longitude: 2.4 }, name: "" }; // no place yet: the list of communes is needed all the same
	const places = useGet<CentresNear>(`/centres${query({ near: `${near.point.latitude.toFixed(5)},${near.point.longitude.toFixed(5)}`, limit: 100, programme })}`);
	const [known, know] = useState<CentreNear[]>([]); // for the communes, while another list is read
	useEffect(() => {
		if (places.data)
			know((before) => [...new Map([...before, ...places.data!.centres].map((each) => [each.id, each])).values()]);
	}, [places.data]);
	return (
		<>
			{programmes.length > 1 && (
				<div class="field">
					<label for="programme">{t("programme")}</label>
					<select id="programme" value={programme} onChange={(event) => set_programme(event.currentTarget.value)}>
						{programmes.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
					</select>
				</div>
			)}
			<Origin from={from} desk={from?.name === of_desk?.name ? null : of_desk} places={known} choose={choose} />
			<Load of={places}>
				{({ centres }) => from ? <Places key={`${from.name}${programme}`} places={centres} from={from} moved={moved} /> : <Alert kind="info">{t("origin_needed")}</Alert>}
			</Load>
		</>
	);
}

export function Centres() {
	const site = session()?.site?.id;
	const programmes = useGet<{ items: Programme[] }>("/programmes?state=open");
	const desk = useGet<Site>(site ? `/sites/${site}` : null);
	return (
		<>
			<Title>{t("centres_title")}</Title>
			<Load of={programmes}>
				{({ items }) => site && !desk.data && !desk.problem ? <Load of={desk}>{() => null}</Load> : <Search desk={desk.data} programmes={items} />}
			</Load>
		</>
	);
}
