// Places: desks, centres or both; which of them the operator has approved.
import type { Site } from "api";
import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../../rooms";
import { query as query_text } from "../../kit/api";
import { Filter } from "../../kit/filter";
import { Form, Input, words_of } from "../../kit/form";
import { ListOf, useList } from "../../kit/load";
import { Button, Mark, Title, type Kind } from "../../kit/parts";
import { set_query } from "../../kit/router";
import { Table } from "../../kit/table";
import { approvals, may_change, t } from "./words";

const marks: Record<Site["approval"], Kind> = { candidate: "info", approved: "ok", suspended: "error" };

export const ApprovalOf = ({ of }: { of: Site["approval"] }) => <span class="state"><Mark kind={marks[of]} />{t.find(`approval_${of}`)}</span>;

export const roles_of = ({ desk, centre, mobile }: Site) =>
	[desk && t("is_desk"), centre && t("is_centre"), mobile && t("is_mobile")].filter(Boolean).join(", ");

function Words({ of }: { of: string }) {
	const [words, set] = useState(of);
	useEffect(() => set(of), [of]);
	const clear = of && <Button onClick={() => set_query({ q: null })}>{t("all_sites")}</Button>;
	return (
		<Form send={async () => set_query({ q: words_of("q", words) })} button={t("search")} extra={clear} label={t("search")}>
			<Input name="q" label={t("site_words")} hint={t("site_hint")} value={words} onChange={set} type="search" size={32} />
		</Form>
	);
}

export function Sites({ query }: PageProps) {
	const role = query.get("role") ?? "", approval = query.get("etat") ?? "", q = query.get("q") ?? "";
	const list = useList<Site>(`/sites${query_text({ role, approval, q })}`);
	return (
		<>
			<Title>{t("sites_title")}</Title>
			<p>{t("sites_about")}</p>
			{may_change() && <p><a class="button main" href="/app/lieux/nouveau">{t("site_add")}</a></p>}
			<section class="sheet" aria-label={t("filters")}>
				<Words of={q} />
				<div class="filters">
					<Filter name="etat" label={t("approval")} value={approval} options={[["", t("all_approvals")], ...approvals.map((each): [string, string] => [each, t.find(`approval_${each}`)])]} />
					<Filter name="role" label={t("site_role")} value={role} options={[["", t("desks_and_centres")], ["desk", t("only_desks")], ["centre", t("only_centres")]]} />
				</div>
			</section>
			<ListOf of={list} empty={t("sites_none")}>{(items) => (
				<Table caption={t("sites_title")} hide_caption rows={items} row_key={({ id }) => id} columns={[
					{ title: t("place"), is_name: true, cell: ({ id, name }) => <a href={`/app/lieu/${id}`}>{name}</a> },
					{ title: t("commune"), cell: ({ postcode, commune }) => [postcode, commune].filter(Boolean).join(" ") || "–" },
					{ title: t("site_role"), cell: roles_of },
					{ title: t("approval"), cell: (of) => <ApprovalOf of={of.approval} /> },
					{ title: t("source"), cell: ({ source }) => source || t("made_here") },
				]} />
			)}</ListOf>
		</>
	);
}
