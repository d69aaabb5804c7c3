// One place: the operator's word on it, and what is told of it.
import type { Site } from "api";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { PageProps } from "../../rooms";
import { call, get, Problem } from "../../kit/api";
import { Form, need } from "../../kit/form";
import { hours_said } from "../../kit/hours";
import { Load, useGet } from "../../kit/load";
import { Alert, Button, Dialog, Facts, Title } from "../../kit/parts";
import { ReasonChoice, reason_words } from "../../kit/standing";
import { day, instant } from "../../kit/text";
import { Edit, words_of, type Version } from "./site_edit";
import { ApprovalOf, roles_of } from "./sites";
import { forget_name, may_change, t } from "./words";

const acts: Record<Site["approval"], Site["approval"][]> = {
	candidate: ["approved", "suspended"], approved: ["suspended"], suspended: ["approved", "candidate"],
};

/** Of a suspension: since when and why, as far as that was noted. */
function Since({ of }: { of: Site }) {
	const words = [of.suspended_at && t("suspended_since", { day: day(of.suspended_at.slice(0, 10)) }), of.suspension && reason_words(of.suspension)];
	return <small>{words.filter(Boolean).join(", ")}</small>;
}

function Approval({ of, saved, stale }: { of: Version; saved: (now: Version, what: string) => void; stale: () => Promise<void> }) {
	const [to, set_to] = useState<Site["approval"] | null>(null);
	const [reason, set_reason] = useState("");
	const { site } = of;
	const ask = (next: Site["approval"]) => {
		set_reason("");
		set_to(next);
	};
	const close = () => set_to(null);
	const send = async () => {
		const why = to === "suspended" ? { suspension: need("suspension", reason) } : {};
		try {
			const { body, tag } = await call<Site>("PATCH", `/sites/${site.id}`, { body: { approval: to, ...why }, tag: of.tag });
			saved({ site: body, tag: tag ?? "*" }, t.find(`is_now_${to}`));
		} catch (problem) {
			if (!(problem instanceof Problem && problem.code === "stale"))
				throw problem;
			await stale();
		}
		close();
	};
	return (
		<section class="sheet" aria-labelledby="approval">
			<h2 id="approval">{t("approval")}</h2>
			<p><ApprovalOf of={site.approval} /> <Since of={site} /></p>
			<p>{t.find(`approval_about_${site.approval}`)}</p>
			{may_change() && (
				<div class="actions">
					{acts[site.approval].map((each) => <Button key={each} kind={each === "approved" ? "main" : each === "suspended" ? "danger" : "second"} onClick={() => ask(each)}>{t.find(`act_${each}`)}</Button>)}
				</div>
			)}
			{to && (
				<Dialog title={t.find(`sure_${to}`, { name: site.name })} close={close}>
					<p>{t.find(`will_${to}`)}</p>
					<Form send={send} button={t.find(`act_${to}`)} kind={to === "suspended" ? "danger" : "main"} extra={<Button onClick={close}>{t("no_keep")}</Button>}>
						{to === "suspended" && <ReasonChoice name="suspension" value={reason} onChange={set_reason} />}
					</Form>
				</Dialog>
			)}
		</section>
	);
}

function Shown({ of }: { of: Site }) {
	const address = [of.address, of.complement, [of.postcode, of.commune].filter(Boolean).join(" ")].filter(Boolean).join(", ");
	const rest = (["insee", "epci", "phone", "website", "services", "publics", "typology", "fees", "access_url"] as const).filter((name) => of[name] !== null && of[name]!.length);
	return (
		<Facts of={[
			[t("site_role"), roles_of(of)],
			[t("site_address"), address || t("empty_value")],
			...(of.latitude !== null ? [[t("coordinates"), `${of.latitude} ; ${of.longitude}`] as [string, string]] : []),
			...(of.hours ? [[t("site_hours"), <>{hours_said(of.hours).map((line) => <div key={line}>{line}</div>)}</>] as [string, ComponentChildren]] : []),
			...rest.map((name): [string, string] => [t.find(`site_${name}`), words_of(of, name)]),
			[t("source"), of.source ?? t("made_here")],
			...(of.changed_at ? [[t("changed"), instant(of.changed_at)] as [string, string]] : []),
		]} />
	);
}

export function OneSite({ params }: PageProps) {
	const loaded = useGet<Site>(`/sites/${encodeURIComponent(params.id)}`);
	const [newer, set_newer] = useState<Version | null>(null);
	const [editing, edit] = useState(false);
	const [said, say] = useState<{ kind: "ok" | "warning"; text: string } | null>(null);
	const begin = () => {
		say(null);
		edit(true);
	};
	const saved = (now: Version, what: string) => {
		forget_name(`/sites/${now.site.id}`);
		set_newer(now);
		edit(false);
		say({ kind: "ok", text: what });
		document.querySelector("h1")?.focus();
	};
	const stale = async () => {
		const { body, tag } = await get<Site>(`/sites/${params.id}`);
		set_newer({ site: body, tag: tag ?? "*" });
		say({ kind: "warning", text: t("changed_meanwhile") });
	};
	return (
		<>
			<Title>{(newer?.site ?? loaded.data)?.name ?? t("site_title")}</Title>
			{said && <Alert kind={said.kind} live>{said.text}</Alert>}
			<Load of={loaded}>{(data) => {
				const now = newer ?? { site: data, tag: loaded.tag ?? "*" };
				return editing ? <Edit of={now} saved={saved} close={() => edit(false)} /> : (
					<>
						<Approval of={now} saved={saved} stale={stale} />
						<h2>{t("told_of_it")}</h2>
						<Shown of={now.site} />
						{may_change() && <p><Button onClick={begin}>{t("edit")}</Button></p>}
						<p><a href={`/app/comptes?lieu=${now.site.id}`}>{t("site_accounts")}</a></p>
					</>
				);
			}}</Load>
			<p><a href="/app/lieux">{t("to_sites")}</a></p>
		</>
	);
}
