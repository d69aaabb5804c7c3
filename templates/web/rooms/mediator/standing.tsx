// Whether the own place may redeem, said before the first scan: where it is suspended, since when and why.
import type { ApprovalOfSite, Site } from "api";
import { useEffect, useState } from "preact/hooks";
import type mediator_fr from "../../../lang/web/mediator.fr.json";
import { get, get_all } from "../../kit/api";
import { Alert } from "../../kit/parts";
import { day, speaker } from "../../kit/text";
import { owner } from "../../scan/queue";

const t = speaker<typeof mediator_fr>("mediator");

interface Standing {
	approval: Site["approval"];
	suspended: ApprovalOfSite[];
}

async function standing_of(site: string): Promise<Standing> {
	const { approval } = (await get<Site>(`/sites/${site}`)).body;
	const said = await get_all<ApprovalOfSite>(`/sites/${site}/approvals?limit=200`);
	return { approval, suspended: said.filter(({ state }) => state === "suspended") };
}

const sentence = ({ name, changed_at, reason }: ApprovalOfSite) =>
	t(reason ? "suspended_why" : "suspended", { name, day: day(changed_at.slice(0, 10)), reason: t.find(`suspended_${reason}`) });

/** Nothing while all is well, or while nobody can be asked: each scan is told its own. */
export function Standing() {
	const [standing, set] = useState<Standing | null>(null);
	const { site } = owner();
	useEffect(() => {
		if (site)
			standing_of(site).then(set, () => {});
	}, [site]);
	if (!standing || (standing.approval !== "suspended" && !standing.suspended.length))
		return null;
	return (
		<Alert kind="warning" live>
			{standing.approval === "suspended" && <p>{t("suspended_all")}</p>}
			{standing.suspended.map((each) => <p key={each.programme}>{sentence(each)}</p>)}
		</Alert>
	);
}
