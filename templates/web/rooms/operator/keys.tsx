// The keys that vouchers are signed with: each programme's, and what each has signed.
import type { Pass, PassState, Programme, SigningKey } from "api";
import { useState } from "preact/hooks";
import type { PageProps } from "../../rooms";
import { call, query as query_text } from "../../kit/api";
import { Filter } from "../../kit/filter";
import { Choice, FieldError, Form, Tick } from "../../kit/form";
import { ListOf, Load, useGet, useList } from "../../kit/load";
import { Alert, Button, Dialog, Facts, Mark, Title, type Kind } from "../../kit/parts";
import { Table } from "../../kit/table";
import { day, number } from "../../kit/text";
import { may_change, Named, t, useProgrammes } from "./words";

const marks: Record<SigningKey["state"], Kind> = { active: "ok", retired: "info", revoked: "error" };

const StateOf = ({ of }: { of: SigningKey["state"] }) => <span class="state"><Mark kind={marks[of]} />{t.find(`key_state_${of}`)}</span>;

function KeyTable({ of, caption }: { of: SigningKey[]; caption: string }) {
	return (
		<Table caption={caption} hide_caption rows={of} row_key={(key) => key.number} columns={[
			{ title: t("key"), is_name: true, cell: (key) => <a href={`/app/cles/${key.number}`}>{t("key_number", { n: key.number })}</a> },
			{ title: t("state"), cell: (key) => <StateOf of={key.state} /> },
			{ title: t("key_since"), cell: (key) => day(key.not_before, "short") },
			{ title: t("key_until"), cell: (key) => day(key.not_after, "short") },
			{ title: t("key_passes"), is_number: true, cell: (key) => number(key.passes) },
			{ title: t("key_vouchers"), is_number: true, cell: (key) => number(key.vouchers) },
		]} />
	);
}

function Rotate({ programme, done }: { programme: Programme; done: (fresh: SigningKey) => void }) {
	const [asking, set] = useState(false);
	const close = () => set(false);
	const send = async (key: string) => {
		done((await call<SigningKey>("POST", "/signing-keys", { body: { programme: programme.id }, key })).body);
		close();
	};
	return (
		<>
			<p><Button onClick={() => set(true)} label={t("rotate_of", { name: programme.name })}>{t("rotate")}</Button></p>
			{asking && (
				<Dialog title={t("rotate_sure")} close={close}>
					<p>{t("rotate_will", { name: programme.name })}</p>
					<Form send={send} button={t("rotate_yes")} extra={<Button onClick={close}>{t("no_keep")}</Button>}>{null}</Form>
				</Dialog>
			)}
		</>
	);
}

function keys_of(keys: SigningKey[], id: string) {
	return keys.filter((key) => key.programme === id).sort((a, b) => b.number - a.number);
}

export function Keys() {
	const list = useList<SigningKey>("/signing-keys?limit=200"); // there are 256 at most
	const programmes = useProgrammes();
	const [fresh, set_fresh] = useState<SigningKey | null>(null);
	return (
		<>
			<Title>{t("keys_title")}</Title>
			<p>{t("keys_about")}</p>
			<ul>
				{(["active", "retired", "revoked"] as const).map((each) => <li key={each}><strong>{t.find(`key_state_${each}`)}</strong>{" – "}{t.find(`key_about_${each}`)}</li>)}
			</ul>
			{fresh && <Alert kind="ok" live>{t("rotated", { n: fresh.number })}</Alert>}
			<ListOf of={list} empty={t("keys_none")}>{(keys) => {
				const known = new Set(programmes.map(({ id }) => id));
				const others = [...new Set(keys.map(({ programme }) => programme))].filter((id) => !known.has(id));
				return (
					<>
						{programmes.map((each) => {
							const mine = keys_of(keys, each.id);
							return (
								<section key={each.id} aria-labelledby={`programme-${each.id}`}>
									<h2 id={`programme-${each.id}`}>{each.name}</h2>
									{mine.length ? <KeyTable of={mine} caption={t("keys_of", { name: each.name })} /> : <p class="empty">{t("keys_none")}</p>}
									{may_change() && each.state !== "closed" && <Rotate programme={each} done={(made) => { set_fresh(made); list.reload(); }} />}
								</section>
							);
						})}
						{others.map((id) => (
							<section key={id} aria-labelledby={`programme-${id}`}>
								<h2 id={`programme-${id}`}>{t("programme_number", { id })}</h2>
								<KeyTable of={keys_of(keys, id)} caption={t("keys_of", { name: id })} />
							</section>
						))}
					</>
				);
			}}</ListOf>
		</>
	);
}

const reasons = ["copied", "machine", "person", "doubt"] as const;

function Revoke({ of, done }: { of: SigningKey; done: (now: SigningKey) => void }) {
	const [asking, set] = useState(false);
	const [reason, set_reason] = useState<string>(reasons[0]);
	const [sure, set_sure] = useState(false);
	const close = () => set(false);
	const send = async () => {
		if (!sure)
			throw new FieldError("sure", t("revoke_sure_needed"));
		done((await call<SigningKey>("POST", `/signing-keys/${of.number}/revocation`, { body: { reason: t.find(`revoke_reason_${reason}`) } })).body);
	};
	return (
		<section class="sheet" aria-labelledby="revoke">
			<h2 id="revoke">{t("revoke_title")}</h2>
			<p>{t("revoke_about")}</p>
			<Button kind="danger" onClick={() => set(true)}>{t("revoke")}</Button>
			{asking && (
				<Dialog title={t("revoke_sure", { n: of.number })} close={close}>
					<ul>
						<li>{t.count("revoke_passes", of.passes, { vouchers: number(of.vouchers) })}</li>
						<li>{t("revoke_codes")}</li>
						<li>{t("revoke_offline")}</li>
						<li>{t("revoke_next")}</li>
					</ul>
					<Form send={send} button={t("revoke_yes")} kind="danger" extra={<Button onClick={close}>{t("no_keep")}</Button>}>
						<Choice name="reason" label={t("reason")} value={reason} onChange={set_reason}
							options={reasons.map((each) => ({ value: each, label: t.find(`revoke_reason_${each}`) }))} />
						<Tick name="sure" label={t("revoke_no_way_back")} checked={sure} onChange={set_sure} />
					</Form>
				</Dialog>
			)}
		</section>
	);
}

const states: PassState[] = ["issued", "handed_out", "started", "finished", "blocked", "replaced", "expired"];
const pass_number = (id: string) => id.replace(/(....)(?=.)/g, "$1\u00a0");

function Signed({ of, state }: { of: SigningKey; state: string }) {
	const list = useList<Pass>(`/signing-keys/${of.number}/passes${query_text({ state })}`);
	return (
		<section aria-labelledby="signed">
			<h2 id="signed">{t("signed_title")}</h2>
			{of.state === "revoked" && <p>{t("signed_revoked")}</p>}
			<div class="filters">
				<Filter name="etat" label={t("pass_state")} value={state} options={[["", t("all_states")], ...states.map((each): [string, string] => [each, t.find(`pass_state_${each}`)])]} />
			</div>
			<ListOf of={list} empty={t("signed_none")}>{(items) => (
				<Table caption={t("signed_with", { n: of.number })} hide_caption rows={items} row_key={({ id }) => id} columns={[
					{ title: t("pass"), is_name: true, cell: ({ id }) => pass_number(id) },
					{ title: t("pass_state"), cell: (pass) => t.find(`pass_state_${pass.state}`) },
					{ title: t("desk"), cell: (pass) => <Named path={`/sites/${pass.desk}`} fallback={t("site_number", { id: pass.desk })} /> },
					{ title: t("pass_left"), is_number: true, cell: (pass) => t("left_of", { left: pass.left, total: pass.total }) },
					{ title: t("valid_until"), cell: (pass) => day(pass.expires_on, "short") },
				]} />
			)}</ListOf>
		</section>
	);
}

export function OneKey({ params, query }: PageProps) {
	const key = useGet<SigningKey>(`/signing-keys/${encodeURIComponent(params.id)}`);
	const [revoked, set] = useState<SigningKey | null>(null);
	const done = (now: SigningKey) => {
		set(now);
		key.reload();
	};
	return (
		<>
			<Title>{t("key_title", { n: params.id })}</Title>
			{revoked && <Alert kind="ok" live><p>{t.count("revoked", revoked.passes)}</p><p>{t("revoked_next")}</p></Alert>}
			<Load of={key}>{(of) => (
				<>
					<Facts of={[
						[t("programme"), <Named path={`/programmes/${of.programme}`} fallback={t("programme_number", { id: of.programme })} />],
						[t("state"), <StateOf of={of.state} />],
						[t("key_since"), day(of.not_before)],
						[t("key_until"), day(of.not_after)],
						[t("key_passes"), number(of.passes)],
						[t("key_vouchers"), number(of.vouchers)],
						[t("vkey"), <code>{of.vkey}</code>],
					]} />
					<p>{t.find(`key_about_${of.state}`)}</p>
					{may_change() && of.state !== "revoked" && <Revoke of={of} done={done} />}
					<Signed of={of} state={query.get("etat") ?? ""} />
				</>
			)}</Load>
			<p><a href="/app/cles">{t("to_keys")}</a></p>
		</>
	);
}
