// Under the head of every page: long work that this person asked for, how far it is, and that it is ready. A
// further kind of work is a further line of `kinds`.
import type { Batch, Export, ImportRun } from "api";
import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "./announce";
import { Mark } from "./parts";
import { session } from "./session";
import { common, percent } from "./text";
import { useWatch } from "./watch";

interface Work {
	id: string;
	state: string;
	total: number | null;
	done: number;
}

interface Kind {
	name: string; // in the common words: "underway_…"
	roles: string[];
	list: string; // of the API, newest first
	page: string; // which tells more, and where nothing is said twice
	href: (work: Work) => string;
}
const kinds: Kind[] = [
	{ name: "batch", roles: ["agent"], list: "/batches?limit=5", page: "/app/lots", href: ({ id }: Pick<Batch, "id">) => `/app/lots/${id}` },
	{ name: "export", roles: ["funder", "operator", "auditor"], list: "/exports?limit=5", page: "/app/exports", href: (_: Pick<Export, "id">) => "/app/exports" },
	{ name: "import", roles: ["operator"], list: "/imports/centres?limit=5", page: "/app/importer", href: ({ id }: Pick<ImportRun, "id">) => `/app/importer/${id}` },
];

const EVERY_MS = 3000;
const goes_on = ({ state }: Work) => state === "waiting" || state === "running";
const any_goes_on = ({ items }: { items: Work[] }) => items.some(goes_on);

const far = ({ total, done }: Work) => (total ? percent(Math.min(done / total, 1)) : "");

function Line({ kind, of }: { kind: Kind; of: Work }) {
	const key = goes_on(of) ? (far(of) ? "goes" : "waits") : of.state === "done" ? "done" : "broken";
	return (
		<li>
			{!goes_on(of) && <Mark kind={of.state === "done" ? "ok" : "warning"} />}
			<a href={kind.href(of)}>{common.find(`underway_${kind.name}_${key}`, { percent: far(of) })}</a>
		</li>
	);
}

/** What goes on, and what has ended while it was watched. */
function OfKind({ kind }: { kind: Kind }) {
	const { data } = useWatch<{ items: Work[] }>(kind.list, any_goes_on, EVERY_MS);
	const seen = useRef(new Set<string>()).current;
	const [ended, set_ended] = useState<Work[]>([]);
	useEffect(() => {
		const over: Work[] = [];
		for (const each of data?.items ?? [])
			if (goes_on(each))
				seen.add(each.id);
			else if (seen.delete(each.id))
				over.push(each);
		for (const each of over)
			announce(common.find(`underway_${kind.name}_${each.state === "done" ? "done" : "broken"}`));
		if (over.length)
			set_ended(over);
	}, [data]);
	const lines = [...(data?.items ?? []).filter(goes_on), ...ended.filter(({ id }) => data?.items.some((each) => each.id === id))];
	return lines.length ? <nav aria-label={common("underway")}><ul class="underway">{lines.map((each) => <Line key={each.id} kind={kind} of={each} />)}</ul></nav> : null;
}

export function Underway({ path }: { path: string }) {
	const who = session();
	const told = kinds.filter(({ roles, page }) => who && roles.includes(who.role) && path !== page && !path.startsWith(`${page}/`));
	if (!who || !told.length)
		return null;
	return <>{told.map((kind) => <OfKind key={`${kind.name} ${who.login}`} kind={kind} />)}</>;
}
