// Coming in: a login and a password, then perhaps a code.
import { useState } from "preact/hooks";
import type account_fr from "../../../lang/web/account.fr.json";
import type { PageProps } from "../../rooms";
import { Problem } from "../../kit/api";
import { FieldError, Form, Input, need } from "../../kit/form";
import { Alert, Button, Title } from "../../kit/parts";
import { visit } from "../../kit/router";
import { session, session_open } from "../../kit/session";
import { speaker } from "../../kit/text";
import { usePause } from "./parts";

const t = speaker<typeof account_fr>("account");

interface Asked {
	second_factor: "totp" | "card";
	card_position?: number;
}

function CodeField({ asked, code, set_code }: { asked: Asked; code: string; set_code: (code: string) => void }) {
	const is_card = asked.second_factor === "card";
	const position = asked.card_position ?? 0;
	return (
		<Input name="code" label={is_card ? t("code_card", { position }) : t("code_totp")} value={code} onChange={set_code}
			hint={is_card ? t("code_card_hint") : position ? t("code_totp_or_card", { position }) : t("code_totp_hint")}
			autocomplete="one-time-code" inputmode={is_card || position ? "text" : "numeric"} size={12}
			input={(element) => element && !element.value && element.focus()} />
	);
}

/** `of`: only this login, which is not typed. */
export function LoginForm({ of, done }: { of?: string; done: () => void }) {
	const [login, set_login] = useState(of ?? "");
	const [password, set_password] = useState("");
	const [code, set_code] = useState("");
	const [asked, set_asked] = useState<Asked | null>(null);
	const pause = usePause();

	const refused = (problem: Problem) => {
		if (problem.code === "second_factor_needed")
			return set_asked(problem.more as unknown as Asked);
		if (pause.begins(problem))
			return;
		throw asked && (problem.code === "wrong_code" || problem.code === "card_used_up") ? new FieldError("code", problem.detail) : problem;
	};
	const send = async () => {
		if (pause.lasts())
			return;
		try {
			await session_open(need("login", login), need("password", password), asked ? need("code", code) : undefined);
		} catch (problem) {
			if (!(problem instanceof Problem))
				throw problem;
			return refused(problem);
		}
		done();
	};
	const again = asked && <Button kind="plain" onClick={() => { set_asked(null); set_code(""); }}>{t("code_back")}</Button>;
	return (
		<Form key={asked ? "code" : "login"} send={send} button={t("log_in")} extra={again}>
			{asked ? <p>{t("login_of", { login })}</p> : (
				<>
					{of ? <p>{t("login_of", { login })}</p>
						: <Input name="login" label={t("login")} value={login} onChange={set_login} autocomplete="username" />}
					<Input name="password" label={t("password")} type="password" value={password} onChange={set_password} autocomplete="current-password" />
				</>
			)}
			{asked && <CodeField asked={asked} code={code} set_code={set_code} />}
			{pause.shown}
		</Form>
	);
}

/** Only to a page of ours. */
const way_back = (query: URLSearchParams) => {
	const to = query.get("retour") ?? "";
	return /^\/app(\/|$|\?)/.test(to) ? to : "/app";
};

export function Login({ query }: PageProps) {
	const who = session();
	return (
		<div class="narrow">
			<Title>{t("login_title")}</Title>
			{query.get("fin") && <Alert kind="info">{t("session_over")}</Alert>}
			{who && <Alert kind="info"><p>{t("login_already", { login: who.login })} <a href="/app">{t("login_home")}</a></p></Alert>}
			<LoginForm done={() => visit(way_back(query), true)} />
			<p class="hint">{t("login_help")}</p>
		</div>
	);
}
