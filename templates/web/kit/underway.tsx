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
	phase?: string | null;
}

interface Kind {
	name: string; // in the common words: "underway_…"
	roles: string[];
	list: string; // of the API, newest first
	page: string; // which tells more, and where nothing is said twice
	href: (work: Work) => string;
	counts?: string; // the only phase that knows how far it is
}
const kinds: Kind[] = [
	{ name: "batch", roles: ["agent"], list: "/batches?limit=5", page: "/app/lots", href: ({ id }: Pick<Batch, "id">) => `/app/lots/${id}` },
	{ name: "export", roles: ["funder", "operator", "auditor"], list: "/exports?limit=5", page: "/app/exports", href: (_: Pick<Export, "id">) => "/app/exports" },
	{ name: "import", roles: ["operator"], list: "/imports/centres?limit=5", page: "/app/importer", href: ({ id }: Pick<ImportRun, "id">) => `/app/importer/${id}`, counts: "comparing" satisfies ImportRun["phase"] },
];

const EVERY_MS = 3000;
const goes_on = ({ state }: Work) => state === "waiting" || state === "running";
const any_goes_on = ({ items }: { items: Work[] }) => items.some(goes_on);

const far = ({ counts }: Kind, { total, done, phase }: Work) => (total && (!counts || phase === counts) ? percent(Math.min(done / total, 1)) : "");

const words: Record<string, string> = { waiting: "waits", running: "works", done: "done" };

function Line({ kind, of }: { kind: Kind; of: Work }) {
	const part = of.state === "running" ? far(kind, of) : "", key = part ? "goes" : words[of.state] ?? "broken";
	return (
		<li>
			{!goes_on(of) && <Mark kind={of.state === "done" ? "ok" : "warning"} />}
			<a href={kind.href(of)}>{common.find(`underway_${kind.name}_${key}`, { percent: part })}</a>
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
			announce(common.find(`underway_${kind.name}_${words[each.state] ?? "broken"}`));
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
