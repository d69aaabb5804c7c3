// Who may use the service: the list, and a new account.
import type { Account, AddedAccount, Funder, Site } from "api";
import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../../rooms";
import { call, get, Problem, query as query_text } from "../../kit/api";
import { Filter } from "../../kit/filter";
import { Choice, FieldError, Form, Input, need, Select } from "../../kit/form";
import { ListOf, Load, useGet, useList } from "../../kit/load";
import { Button, Mark, Title } from "../../kit/parts";
import { set_query } from "../../kit/router";
import { Table } from "../../kit/table";
import { Secret } from "./secret";
import { day_of, may_change, Named, role_name, roles, SiteLink, t, useFunders } from "./words";

export function PlaceOf({ account }: { account: Account }) {
	if (account.site)
		return <SiteLink id={account.site} />;
	return account.funder ? <Named path={`/funders/${account.funder}`} fallback={t("funder_number", { id: account.funder })} /> : <>–</>;
}

export function Standing({ of }: { of: Account }) {
	return (
		<span class="state">
			<Mark kind={of.disabled_at ? "error" : "ok"} />
			{of.disabled_at ? t("disabled_since", { day: day_of(of.disabled_at) }) : t("in_use")}
		</span>
	);
}

export const factors_words = (of: Account) =>
	of.second_factors.length ? of.second_factors.map((each) => t.find(`factor_${each}`)).join(", ") : t("factor_none");

export function Accounts({ query }: PageProps) {
	const role = query.get("role") ?? "", funder = query.get("commanditaire") ?? "", site = query.get("lieu") ?? "";
	const funders = useFunders();
	const list = useList<Account>(`/accounts${query_text({ role, funder, site })}`);
	return (
		<>
			<Title>{t("accounts_title")}</Title>
			<p>{t("accounts_about")}</p>
			{may_change() && <p><a class="button main" href="/app/comptes/nouveau">{t("account_add")}</a></p>}
			<div class="filters">
				<Filter name="role" label={t("role")} value={role} options={[["", t("all_roles")], ...roles.map((each): [string, string] => [each, role_name(each)])]} />
				{funders.length > 0 && (
					<Filter name="commanditaire" label={t("funder")} value={funder} options={[["", t("no_matter")], ...funders.map(({ id, name }): [string, string] => [id, name])]} />
				)}
			</div>
			{site && <p>{t("accounts_of_site")} <SiteLink id={site} /> <Button onClick={() => set_query({ lieu: null })}>{t("all_accounts")}</Button></p>}
			<ListOf of={list} empty={t("accounts_none")}>{(items) => (
				<Table caption={t("accounts_title")} hide_caption rows={items} row_key={({ id }) => id} columns={[
					{ title: t("login"), is_name: true, cell: ({ id, login }) => <a href={`/app/comptes/${id}`}>{login}</a> },
					{ title: t("role"), cell: (of) => role_name(of.role) },
					{ title: t("place"), cell: (of) => <PlaceOf account={of} /> },
					{ title: t("second_factor"), cell: factors_words },
					{ title: t("state"), cell: (of) => <Standing of={of} /> },
				]} />
			)}</ListOf>
		</>
	);
}

const SOON_MS = 300;

/** A place, found by some words of it. */
function SitePick({ role, value, onChange }: { role: "desk" | "centre"; value: string; onChange: (id: string) => void }) {
	const [words, set_words] = useState("");
	const [found, set_found] = useState<Site[] | null>(null);
	useEffect(() => {
		const asked = words.trim().slice(0, 100);
		if (asked.length < 2)
			return set_found(null);
		const stop = new AbortController();
		const timer = setTimeout(() => {
			get<{ items: Site[] }>(`/sites${query_text({ role, q: asked, limit: 10 })}`, { signal: stop.signal }).then(
				({ body }) => set_found(body.items), () => stop.signal.aborted || set_found([]));
		}, SOON_MS);
		return () => {
			clearTimeout(timer);
			stop.abort();
		};
	}, [words, role]);
	return (
		<>
			<Input name="site_words" label={role === "desk" ? t("desk_of") : t("centre_of")} hint={t("site_hint")} value={words} onChange={(now) => { set_words(now); onChange(""); }} type="search" />
			<p class="hidden" role="status">{found ? t.count("sites_found", found.length) : ""}</p>
			{found && !found.length && <p class="empty">{t("sites_not_found")}</p>}
			{found && found.length > 0 && (
				<Choice name="site" label={t("site_which")} value={value} onChange={onChange}
					options={found.map(({ id, name, postcode, commune }) => ({ value: id, label: name, hint: [postcode, commune].filter(Boolean).join(" ") }))} />
			)}
		</>
	);
}

const at_field: Record<string, string> = { bad_login: "login", login_taken: "login", no_site: "site_words", no_funder: "funder" };

export function NewAccount() {
	const funders = useGet<{ items: Funder[] }>("/funders?limit=200");
	const [login, set_login] = useState("");
	const [role, set_role] = useState<Account["role"] | "">("");
	const [site, set_site] = useState("");
	const [funder, set_funder] = useState("");
	const [added, set_added] = useState<AddedAccount | null>(null);
	const at_site = role === "agent" || role === "mediator";

	const send = async (key: string) => {
		const named = need("login", login);
		if (!role)
			throw new FieldError("role", t("role_needed"));
		if (at_site && !site)
			throw new FieldError("site_words", t("site_needed"));
		if (role === "funder" && !funder)
			throw new FieldError("funder", t("funder_needed"));
		const body = { login: named, role, ...(at_site ? { site } : {}), ...(role === "funder" ? { funder } : {}) };
		const answer = await call<AddedAccount>("POST", "/accounts", { body, key }).catch((problem) => {
			throw problem instanceof Problem && at_field[problem.code] ? new FieldError(at_field[problem.code], problem.detail) : problem;
		});
		set_added(answer.body);
	};
	const again = () => {
		set_added(null);
		set_login("");
	};
	return (
		<>
			<Title>{t("account_new_title")}</Title>
			{added ? <Secret done={t("account_added")} login={added.login} password={added.password} again={again} again_words={t("account_another")} account={added.id} /> : (
				<Form send={send} button={t("account_add")}>
					<Input name="login" label={t("login")} hint={t("login_hint")} value={login} onChange={set_login} size={32} />
					<Choice name="role" label={t("role")} value={role} onChange={(now) => { set_role(now as Account["role"]); set_site(""); }}
						options={roles.map((each) => ({ value: each, label: role_name(each), hint: t.find(`role_about_${each}`) }))} />
					{at_site && <SitePick key={role} role={role === "agent" ? "desk" : "centre"} value={site} onChange={set_site} />}
					{role === "funder" && (
						<Load of={funders}>{({ items }) => (
							<Select name="funder" label={t("funder")} value={funder} onChange={set_funder}
								options={[{ value: "", label: t("choose") }, ...items.map(({ id, name }) => ({ value: id, label: name }))]} />
						)}</Load>
					)}
				</Form>
			)}
			<p><a href="/app/comptes">{t("to_accounts")}</a></p>
		</>
	);
}
