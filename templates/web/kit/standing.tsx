// Whether the own place may hand out or redeem, said before anything is begun there: where it is suspended, since
// when and why. And the reasons that a funder or the operator may give for it.
import type { ApprovalOfSite, Site, SuspensionReason } from "api";
import { useEffect, useState } from "preact/hooks";
import { get, get_all } from "./api";
import { Choice } from "./form";
import { Alert } from "./parts";
import { session } from "./session";
import { common, day } from "./text";

// ---- why ----

const reasons: SuspensionReason[] = ["closed", "agreement_ended", "under_review", "other"];

export const reason_words = (reason: string) => common.find(`suspension_${reason}`);

/** The question for the reason, which the place will read. */
export const ReasonChoice = ({ name, value, onChange }: { name: string; value: string; onChange: (reason: string) => void }) => (
	<Choice name={name} label={common("suspension_why")} hint={common("suspension_why_hint")} value={value} onChange={onChange}
		options={reasons.map((value) => ({ value, label: reason_words(value) }))} />
);

// ---- the own place ----

export interface Standing {
	everywhere: Site | null;
	programmes: ApprovalOfSite[]; // those that have suspended it
}

const fine: Standing = { everywhere: null, programmes: [] };

export const is_out = (of: Standing, programme: string) => of.everywhere !== null || of.programmes.some((each) => each.programme === programme);

async function standing_of(id: string): Promise<Standing> {
	const [{ body: site }, said] = await Promise.all([get<Site>(`/sites/${id}`), get_all<ApprovalOfSite>(`/sites/${id}/approvals?limit=200`)]);
	return { everywhere: site.approval === "suspended" ? site : null, programmes: said.filter(({ state }) => state === "suspended") };
}

/** null = not known yet. What nobody can tell is fine: each pass and each scan is told its own. */
export function useStanding() {
	const [standing, set] = useState<Standing | null>(null);
	const site = (session()?.site as { id: string } | null | undefined)?.id;
	useEffect(() => {
		if (site)
			standing_of(site).then(set, () => set(fine));
		else
			set(fine);
	}, [site]);
	return standing;
}

/** "Votre lieu est suspendu …": `all` or `programme`, with since when and why as far as that was noted. */
function sentence(which: "all" | "programme", since: string | null, reason: string | null, name = "") {
	const known = (since ? "_since" : "") + (reason ? "_why" : "");
	return common.find(`standing_${which}${known}`, { name, day: since ? day(since.slice(0, 10)) : "", reason: reason ? reason_words(reason) : "" });
}

/** Nothing while all is well. */
export function StandingAlert({ of, role }: { of: Standing | null; role: "desk" | "centre" }) {
	if (!of || (!of.everywhere && !of.programmes.length))
		return null;
	return (
		<Alert kind="warning" live>
			{of.everywhere && <p>{sentence("all", of.everywhere.suspended_at, of.everywhere.suspension)} {common.find(`standing_${role}_all`)}</p>}
			{of.programmes.map(({ programme, name, changed_at, reason }) =>
				<p key={programme}>{sentence("programme", changed_at, reason, name)} {common.find(`standing_${role}`)}</p>)}
		</Alert>
	);
}
