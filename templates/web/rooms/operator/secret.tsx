// What is shown once, to be printed and handed over: a password of somebody.
import { useEffect, useRef } from "preact/hooks";
import { Alert, Button, Facts } from "../../kit/parts";
import { t } from "./words";

interface SecretProps {
	done: string; // what has happened
	login: string;
	password: string;
	account?: string; // a link to its page
	again?: () => void;
	again_words?: string;
}

export function Secret({ done, login, password, account, again, again_words }: SecretProps) {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	return (
		<>
			<Alert kind="ok" live>{done}</Alert>
			<section class="sheet secret" aria-labelledby="secret">
				<h2 id="secret" tabIndex={-1} ref={heading}>{t("secret_title")}</h2>
				<Facts of={[[t("address"), location.host], [t("login"), login], [t("password"), <code class="password">{password}</code>]]} />
				<p>{t("secret_change")}</p>
			</section>
			<Alert kind="warning">{t("secret_once")}</Alert>
			<div class="actions">
				<Button kind="main" onClick={() => print()}>{t("print_sheet")}</Button>
				{again && <Button onClick={again}>{again_words}</Button>}
				{account && <a class="button" href={`/app/comptes/${account}`}>{t("account_open")}</a>}
			</div>
		</>
	);
}
