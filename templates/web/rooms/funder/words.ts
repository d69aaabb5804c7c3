// The room's words, and how it writes what is hidden.
import type funder_fr from "../../../lang/web/funder.fr.json";
import { number, percent, speaker } from "../../kit/text";

export const t = speaker<typeof funder_fr>("funder");

/** A number of persons; null is too small to be told. */
export const persons = (n: number | null) => (n === null ? t("hidden") : number(n));

/** A share, when both are told. */
export const share = (part: number | null, whole: number | null) =>
	part === null || !whole ? "–" : percent(part / whole);
