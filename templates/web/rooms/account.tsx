// Coming in, and one's own account.
import { useState } from "preact/hooks";
import type account_fr from "../../lang/web/account.fr.json";
import type { PageProps } from "../rooms";
import { call, Problem } from "../kit/api";
import { FieldError, Form, Input, need } from "../kit/form";
import { Alert, Title } from "../kit/parts";
import { visit } from "../kit/router";
import { session_open } from "../kit/session";
import { speaker } from "../kit/text";

const t = speaker<typeof account_fr>("account");

/** Only to a page of ours. */
const way_back = (query: URLSearchParams) => {
	const to = query.get("retour") ?? "";
	return /^\/app(\/|$|\?)/.test(to) ? to : "/app";
};

function Login({ query }: PageProps) {
	const [login, set_login] = useState("");
	const [password, set_password] = useState("");
	const [code, set_code] = useState("");
	const [asked, set_asked] = useState(""); // the sentence that asks for a code

	const send = async () => {
		try {
			await session_open(need("login", login), need("password", password), asked ? need("code", code) : undefined);
		} catch (problem) {
			if (!(problem instanceof Problem) || problem.code !== "second_factor_needed")
				throw problem;
			set_asked(problem.detail);
			return;
		}
		visit(way_back(query), true);
	};
	return (
		<div class="narrow">
			<Title>{t("login_title")}</Title>
			{query.get("fin") && <Alert kind="info">{t("session_over")}</Alert>}
			<Form send={send} button={t("log_in")}>
				<Input name="login" label={t("login")} value={login} onChange={set_login} autocomplete="username" />
				<Input name="password" label={t("password")} type="password" value={password} onChange={set_password} autocomplete="current-password" />
				{asked && <Input name="code" label={t("code")} hint={asked} value={code} onChange={set_code} autocomplete="one-time-code"
					input={(element) => element && !element.value && element.focus()} />}
			</Form>
			<p class="hint">{t("login_help")}</p>
		</div>
	);
}

function Password() {
	const [old, set_old] = useState("");
	const [fresh, set_fresh] = useState("");
	const [again, set_again] = useState("");
	const [done, set_done] = useState(false);

	const send = async () => {
		need("old", old);
		need("new", fresh);
		if (again !== fresh)
			throw new FieldError("again", t("password_differs"));
		await call("PUT", "/session/password", { body: { old, new: fresh } });
		set_done(true);
	};
	return (
		<div class="narrow">
			<Title>{t("password_title")}</Title>
			{done ? <><Alert kind="ok" live>{t("password_changed")}</Alert><p><a href="/app/compte">{t("account_title")}</a></p></> : (
				<Form send={send} button={t("password_change")}>
					<Input name="old" label={t("password_old")} type="password" value={old} onChange={set_old} autocomplete="current-password" />
					<Input name="new" label={t("password_new")} hint={t("password_hint")} type="password" value={fresh} onChange={set_fresh} autocomplete="new-password" />
					<Input name="again" label={t("password_again")} type="password" value={again} onChange={set_again} autocomplete="new-password" />
				</Form>
			)}
		</div>
	);
}

function Account() {
	return (
		<>
			<Title>{t("account_title")}</Title>
			<p><a href="/app/compte/mot-de-passe">{t("password_change")}</a></p>
		</>
	);
}

export default { Login, Account, Password };
