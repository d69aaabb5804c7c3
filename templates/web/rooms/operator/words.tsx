// The room's words, and the names of what other calls only number.
import type { Account, Funder, Programme, Site } from "api";
import type operator_fr from "../../../lang/web/operator.fr.json";
import { useEffect, useState } from "preact/hooks";
import { get, get_all } from "../../kit/api";
import { session } from "../../kit/session";
import { day, speaker } from "../../kit/text";

export const t = speaker<typeof operator_fr>("operator");

export const roles: Account["role"][] = ["agent", "mediator", "funder", "operator", "auditor"];
export const role_name = (role: string) => t.find(`role_${role}`) || role;

/** What the national schema calls a place, in words: "RFS|CCAS"; a code that is new here stays. */
export const typology_words = (codes: string) => codes.split("|").map((code) => t.find(`typology_${code.trim().toUpperCase()}`) || code.trim()).join(", ");

/** The auditor reads the same pages and changes nothing. */
export const may_change = () => session()?.role === "operator";

const asked = new Map<string, Promise<string>>();

function name_at(path: string): Promise<string> {
	const before = asked.get(path);
	if (before)
		return before;
	const name = get<{ name: string }>(path).then(({ body }) => body.name);
	asked.set(path, name);
	name.catch(() => asked.delete(path));
	return name;
}

/** The name of "/sites/3"; its number until it is known. */
export function Named({ path, fallback }: { path: string; fallback: string }) {
	const [name, set] = useState("");
	useEffect(() => {
		let gone = false;
		name_at(path).then((found) => gone || set(found), () => {});
		return () => void (gone = true);
	}, [path]);
	return <>{name || fallback}</>;
}

/** A site that changed has perhaps another name. */
export const forget_name = (path: string) => asked.delete(path);

export const SiteLink = ({ id }: { id: string }) => (
	<a href={`/app/lieu/${id}`}><Named path={`/sites/${id}`} fallback={t("site_number", { id })} /></a>
);

/** All of a list, for a choice; empty until it is there. */
function useAll<T>(path: string): T[] {
	const [items, set] = useState<T[]>([]);
	useEffect(() => {
		let gone = false;
		get_all<T>(path).then((all) => gone || set(all), () => {});
		return () => void (gone = true);
	}, [path]);
	return items;
}

export const useProgrammes = () => useAll<Programme>("/programmes?limit=200");
export const useFunders = () => useAll<Funder>("/funders?limit=200");
export const useAccounts = () => useAll<Account>("/accounts?limit=200");

export const approvals: Site["approval"][] = ["candidate", "approved", "suspended"];

/** The day of an instant, in Paris: "22/11/2026". */
export const day_of = (instant: string) =>
	day(new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(new Date(instant)), "short");
