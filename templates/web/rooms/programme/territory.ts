// A territory in words: départements by their names, communes and intercommunalities as the books call them.
import type { Territories } from "api";
import { useEffect, useState } from "preact/hooks";
import { get, query as query_text } from "../../kit/api";
import { territory_sort } from "./typed";
import { t } from "./words";

const MOST = 128; // codes of a programme
const PAUSE = 400; // ms without a key before the books are asked

export type Names = ReadonlyMap<string, string>;

function named(code: string, names: Names) {
	const sort = territory_sort(code);
	const name = sort === "departement" ? t.find(`departement_${code}`) : names.get(code);
	return name ? t("territory_named", { name, code }) : t.find(`territory_${sort}`, { code });
}

/** Each code with its name, where one is known. */
export const territory_words = (codes: readonly string[], names: Names) => codes.map((code) => named(code, names)).join(", ") || t("territory_all");

const none: Names = new Map();

/** What the books call communes and intercommunalities. They are asked once for each list, when it has rested. */
export function useNames(codes: readonly string[]): Names {
	const asked = codes.filter((code) => ["commune", "epci"].includes(territory_sort(code))).slice(0, MOST).join(",");
	const [names, set] = useState(none);
	useEffect(() => {
		if (!asked)
			return;
		const stop = new AbortController();
		const later = setTimeout(() => void get<Territories>(`/territories${query_text({ codes: asked })}`, { signal: stop.signal }).then(
			({ body }) => set(new Map(body.items.flatMap(({ code, name }) => (name ? [[code, name]] : [])))),
			() => {}, // the code stays
		), names === none ? 0 : PAUSE);
		return () => {
			clearTimeout(later);
			stop.abort();
		};
	}, [asked]);
	return names;
}
