// Communes that have a place: the one that was meant, or those that come near it.
import type { CentreNear } from "api";

const fold = (text: string) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();

/** How many letters are to be changed, added or taken away. */
function apart_by(a: string, b: string) {
	let row = [...Array(b.length + 1).keys()];
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let k = 1; k <= b.length; k++)
			next.push(Math.min(row[k] + 1, next[k - 1] + 1, row[k - 1] + (a[i - 1] === b[k - 1] ? 0 : 1)));
		row = next;
	}
	return row[b.length];
}

/** A place of it; by name or postcode. */
export function commune_find(said: string, places: CentreNear[]): CentreNear | null {
	const wanted = fold(said);
	const same = places.find(({ commune, postcode }) => wanted && (fold(commune) === wanted || postcode === wanted));
	return same ?? places.find(({ commune }) => wanted.length > 2 && fold(commune).startsWith(wanted)) ?? null;
}

/** One place of each commune that may be meant instead: by postcode, by name, else the nearest ones. */
export function communes_near(said: string, places: CentreNear[], most = 5): CentreNear[] {
	const wanted = fold(said), first = new Map<string, CentreNear>();
	for (const place of places)
		if (!first.has(place.commune))
			first.set(place.commune, place);
	const all = [...first.values()];
	if (/^\d{5}$/.test(wanted))
		return all.map((place) => ({ place, far: Math.abs(Number(place.postcode) - Number(wanted)) + (place.postcode.slice(0, 2) === wanted.slice(0, 2) ? 0 : 1e6) }))
			.sort((a, b) => a.far - b.far).slice(0, most).map(({ place }) => place);
	const alike = all.map((place) => ({ place, by: apart_by(fold(place.commune), wanted) }))
		.filter(({ place, by }) => by <= Math.max(1, wanted.length / 3) || (wanted.length > 3 && fold(place.commune).includes(wanted)))
		.sort((a, b) => a.by - b.by).map(({ place }) => place);
	return [...new Set([...alike, ...all])].slice(0, most);
}
