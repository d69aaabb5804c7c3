// What programs come in with, in the name of an account. A secret is shown once.
import type { Account, AddedToken, Token } from "api";
import { useState } from "preact/hooks";
import { announce } from "../../kit/announce";
import { call } from "../../kit/api";
import { Choice, FieldError, Form, Input, need, Tick } from "../../kit/form";
import { ListOf, useList } from "../../kit/load";
import { Alert, Button, Dialog, Mark } from "../../kit/parts";
import { Table, type Column } from "../../kit/table";
import { instant } from "../../kit/text";
import { day_of, may_change, t } from "./words";

const scopes = ["self", "passes", "redemptions", "places", "programmes", "figures", "accounts", "keys", "journal"] as const;
const DAYS_MOST = 3660;

/** "passes:read self": what it may do, in words; empty = all that its account may. */
export const scope_words = (scope: string) => scope ? scope.split(" ").map((word) => {
	const [name, only] = word.split(":");
	const words = t.find(`scope_${name}`) || name;
	return only ? t("scope_read", { name: words }) : words;
}).join(", ") : t("scope_all");

function standing_of(token: Token) {
	if (token.revoked_at)
		return { kind: "error" as const, words: t("token_ended", { day: day_of(token.revoked_at) }) };
	if (token.expires_at && Date.parse(token.expires_at) < Date.now())
		return { kind: "warning" as const, words: t("token_over", { day: day_of(token.expires_at) }) };
	return { kind: "ok" as const, words: token.expires_at ? t("token_until", { day: day_of(token.expires_at) }) : t("token_endless") };
}

const is_alive = (token: Token) => standing_of(token).kind === "ok";

function Made({ of, close }: { of: AddedToken; close: () => void }) {
	return (
		<Alert kind="ok" live>
			<p>{t("token_made", { label: of.label })}</p>
			<p><code class="password">{of.token}</code></p>
			<p>{t("token_once")}</p>
			<p><Button onClick={close}>{t("token_noted")}</Button></p>
		</Alert>
	);
}

type How = "all" | "read" | "some";

function NewToken({ account, done }: { account: Account; done: (made: AddedToken) => void }) {
	const [label, set_label] = useState("");
	const [how, set_how] = useState<How>("all");
	const [chosen, set_chosen] = useState<string[]>([]);
	const [only, set_only] = useState(false);
	const [days, set_days] = useState("365");
	const send = async (key: string) => {
		const named = need("label", label);
		if (how === "some" && !chosen.length)
			throw new FieldError("scope_self", t("scope_needed"));
		const lasts = days.trim() ? Number(days) : undefined;
		if (lasts !== undefined && !(Number.isInteger(lasts) && lasts >= 1 && lasts <= DAYS_MOST))
			throw new FieldError("days", t("days_wrong", { n: DAYS_MOST }));
		const names = how === "some" ? scopes.filter((each) => chosen.includes(each)) : how === "read" ? scopes : [];
		const scope = names.map((each) => how === "read" || only ? `${each}:read` : each).join(" ");
		done((await call<AddedToken>("POST", `/accounts/${account.id}/tokens`, { body: { label: named, scope, ...(lasts ? { days: lasts } : {}) }, key })).body);
	};
	const turn = (scope: string) => (on: boolean) => set_chosen(on ? [...chosen, scope] : chosen.filter((each) => each !== scope));
	return (
		<section class="sheet" aria-labelledby="token-new">
			<h3 id="token-new">{t("token_add_title")}</h3>
			<Form send={send} button={t("token_add")}>
				<Input name="label" label={t("token_label")} hint={t("token_label_hint")} value={label} onChange={set_label} />
				<Choice name="scope" label={t("scope")} value={how} onChange={(now) => set_how(now as How)} options={[
					{ value: "all", label: t("scope_all") }, { value: "read", label: t("scope_only_read") }, { value: "some", label: t("scope_some") }]} />
				{how === "some" && (
					<fieldset class="choice">
						<legend>{t("scope_which")}</legend>
						{scopes.map((each) => <Tick key={each} name={`scope_${each}`} label={t.find(`scope_${each}`)} checked={chosen.includes(each)} onChange={turn(each)} />)}
						<Tick name="only_read" label={t("scope_only_read")} checked={only} onChange={set_only} />
					</fieldset>
				)}
				<Input name="days" label={t("token_days")} hint={t("token_days_hint")} value={days} onChange={set_days} inputmode="numeric" size={6} />
			</Form>
		</section>
	);
}

export function Tokens({ account }: { account: Account }) {
	const list = useList<Token>(`/accounts/${account.id}/tokens`);
	const [made, set_made] = useState<AddedToken | null>(null);
	const [ending, set_ending] = useState<Token | null>(null);
	const close = () => set_ending(null);
	const end = async () => {
		await call("DELETE", `/tokens/${ending!.id}`);
		announce(t("token_is_ended", { label: ending!.label }));
		close();
		list.reload();
	};
	const columns: Column<Token>[] = [
		{ title: t("token_label"), is_name: true, cell: ({ label }) => label },
		{ title: t("scope"), cell: ({ scope }) => scope_words(scope) },
		{ title: t("state"), cell: (of) => { const { kind, words } = standing_of(of); return <span class="state"><Mark kind={kind} />{words}</span>; } },
		{ title: t("created"), cell: ({ created_at }) => day_of(created_at) },
		{ title: t("token_used"), cell: ({ used_at }) => used_at ? instant(used_at) : t("never") },
	];
	if (may_change())
		columns.push({ title: t("action"), cell: (of) => is_alive(of) ? <Button kind="danger" onClick={() => set_ending(of)} label={t("token_end_of", { label: of.label })}>{t("token_end")}</Button> : "–" });
	return (
		<section aria-labelledby="tokens">
			<h2 id="tokens">{t("tokens_title")}</h2>
			<p>{t("tokens_about")}</p>
			{made && <Made of={made} close={() => set_made(null)} />}
			<ListOf of={list} empty={t("tokens_none")}>{(items) => <Table caption={t("tokens_of", { login: account.login })} hide_caption columns={columns} rows={items} row_key={({ id }) => id} />}</ListOf>
			{may_change() && !account.disabled_at && <NewToken key={made?.id} account={account} done={(now) => { set_made(now); list.reload(); }} />}
			{ending && (
				<Dialog title={t("token_sure", { label: ending.label })} close={close}>
					<p>{t("token_will")}</p>
					<Form send={end} button={t("token_end_yes")} kind="danger" extra={<Button onClick={close}>{t("no_keep")}</Button>}>{null}</Form>
				</Dialog>
			)}
		</section>
	);
}
