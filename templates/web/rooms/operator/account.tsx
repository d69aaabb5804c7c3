// One account: who it is, and what the operator may do for who has forgotten, lost or left something.
import type { Account, NewPassword } from "api";
import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../../rooms";
import { call, Problem } from "../../kit/api";
import { Form } from "../../kit/form";
import { Load, useGet } from "../../kit/load";
import { Alert, Button, Dialog, Facts, Title } from "../../kit/parts";
import { session } from "../../kit/session";
import { instant } from "../../kit/text";
import { factors_words, PlaceOf, Standing } from "./accounts";
import { Secret } from "./secret";
import { Tokens } from "./tokens";
import { may_change, role_name, t } from "./words";

interface QuestionProps {
	id: string;
	title: string;
	text: string;
	ask: string; // the button on the page
	sure: string; // the title of the question
	will: string; // what comes of it
	yes: string;
	kind?: "main" | "danger";
	send: () => Promise<void>;
}

/** Something that is done after a question. */
function Question({ id, title, text, ask, sure, will, yes, kind = "danger", send }: QuestionProps) {
	const [asking, set] = useState(false);
	const close = () => set(false);
	return (
		<section class="sheet" aria-labelledby={id}>
			<h3 id={id}>{title}</h3>
			<p>{text}</p>
			<Button kind={kind === "danger" ? "danger" : "second"} onClick={() => set(true)}>{ask}</Button>
			{asking && (
				<Dialog title={sure} close={close}>
					<p>{will}</p>
					<Form send={async () => { await send(); close(); }} button={yes} kind={kind} extra={<Button onClick={close}>{t("no_keep")}</Button>}>{null}</Form>
				</Dialog>
			)}
		</section>
	);
}

type Did = "" | "disabled_done" | "enabled_done" | "factor_removed" | "changed_meanwhile";

function CardMade({ file }: { file: string }) {
	return (
		<Alert kind="ok" live>
			<p>{t("card_made")}</p>
			<p><a class="button main" href={file} target="_blank" rel="noopener">{t("card_open")}</a></p>
			<p>{t("card_hand_over")}</p>
		</Alert>
	);
}

interface DeedsProps {
	of: Account;
	tag: string | null;
	did: (what: Did) => void;
	password: (made: string) => void;
	card: (file: string) => void;
}

function Deeds({ of, tag, did, password, card }: DeedsProps) {
	const path = `/accounts/${of.id}`;
	const values = { login: of.login };
	const set_disabled = (disabled: boolean) => async () => {
		try {
			await call("PATCH", path, { body: { disabled }, tag: tag ?? "" });
			did(disabled ? "disabled_done" : "enabled_done");
		} catch (problem) {
			if (!(problem instanceof Problem && problem.code === "stale"))
				throw problem;
			did("changed_meanwhile");
		}
	};
	const make_card = async () => {
		const { body } = await call<Blob>("POST", `${path}/code-card`, { accept: "application/pdf" });
		card(URL.createObjectURL(body));
	};
	return (
		<div class="columns">
			<Question id="password" title={t("password_title")} text={t("password_text")} ask={t("password_make")} kind="main"
				sure={t("password_sure", values)} will={t("password_will")} yes={t("password_yes")}
				send={async () => password((await call<NewPassword>("POST", `${path}/password`)).body.password)} />
			<Question id="card" title={t("card_title")} text={t("card_text")} ask={t("card_make")} kind="main"
				sure={t("card_sure", values)} will={t("card_will")} yes={t("card_yes")} send={make_card} />
			{of.second_factors.length > 0 && (
				<Question id="factor" title={t("factor_title")} text={t("factor_text")} ask={t("factor_remove")}
					sure={t("factor_sure", values)} will={t("factor_will")} yes={t("factor_yes")}
					send={async () => { await call("DELETE", `${path}/second-factor`); did("factor_removed"); }} />
			)}
			{of.disabled_at
				? <Question key="on" id="disable" title={t("enable_title")} text={t("enable_text")} ask={t("enable")} kind="main"
					sure={t("enable_sure", values)} will={t("enable_will")} yes={t("enable_yes")} send={set_disabled(false)} />
				: of.id !== session()?.account && <Question key="off" id="disable" title={t("disable_title")} text={t("disable_text")} ask={t("disable")}
					sure={t("disable_sure", values)} will={t("disable_will")} yes={t("disable_yes")} send={set_disabled(true)} />}
		</div>
	);
}

function Shown({ of }: { of: Account }) {
	return (
		<Facts of={[
			[t("login"), of.login],
			[t("role"), role_name(of.role)],
			[t("place"), <PlaceOf account={of} />],
			[t("state"), <Standing of={of} />],
			[t("second_factor"), factors_words(of)],
			[t("created"), instant(of.created_at)],
		]} />
	);
}

export function OneAccount({ params }: PageProps) {
	const account = useGet<Account>(`/accounts/${encodeURIComponent(params.id)}`);
	const [did, set_did] = useState<Did>("");
	const [password, set_password] = useState("");
	const [file, set_file] = useState("");
	useEffect(() => () => URL.revokeObjectURL(file), [file]);
	const finish = (what: Did) => {
		set_did(what);
		set_file("");
		account.reload();
	};
	const made_card = (made: string) => {
		finish("");
		set_file(made);
	};
	return (
		<>
			<Title>{account.data ? t("account_title", { login: account.data.login }) : t("account")}</Title>
			{did && <Alert kind={did === "changed_meanwhile" ? "warning" : "ok"} live>{t(did)}</Alert>}
			{file && <CardMade file={file} />}
			<Load of={account}>{(of) => password
				? <Secret done={t("password_made")} login={of.login} password={password} again={() => set_password("")} again_words={t("secret_noted")} /> : (
					<>
						<Shown of={of} />
						<p><a href={`/app/journal?compte=${of.id}`}>{t("account_journal")}</a></p>
						{may_change() && <><h2>{t("account_deeds")}</h2><Deeds of={of} tag={account.tag} did={finish} password={set_password} card={made_card} /></>}
						<Tokens account={of} key={of.disabled_at ?? ""} />
					</>
				)}</Load>
			<p><a href="/app/comptes">{t("to_accounts")}</a></p>
		</>
	);
}
