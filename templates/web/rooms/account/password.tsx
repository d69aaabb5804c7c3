// Another password.
import { useState } from "preact/hooks";
import type account_fr from "../../../lang/web/account.fr.json";
import { call } from "../../kit/api";
import { FieldError, Form, Input, need } from "../../kit/form";
import { Alert, Title } from "../../kit/parts";
import { speaker } from "../../kit/text";
import { at_field, ToAccount, usePause } from "./parts";

const t = speaker<typeof account_fr>("account");

export function Password() {
	const [old, set_old] = useState("");
	const [fresh, set_fresh] = useState("");
	const [again, set_again] = useState("");
	const [done, set_done] = useState(false);
	const pause = usePause();

	const send = async () => {
		need("old", old);
		need("new", fresh);
		if (again !== fresh)
			throw new FieldError("again", t("password_differs"));
		if (pause.lasts())
			return;
		try {
			await call("PUT", "/session/password", { body: { old, new: fresh } });
		} catch (problem) {
			if (pause.begins(problem))
				return;
			throw at_field(problem, "old");
		}
		set_done(true);
	};
	return (
		<div class="narrow">
			<Title>{t("password_title")}</Title>
			{done ? <Alert kind="ok" live>{t("password_changed")}</Alert> : (
				<Form send={send} button={t("password_change")}>
					<Input name="old" label={t("password_old")} type="password" value={old} onChange={set_old} autocomplete="current-password" />
					<Input name="new" label={t("password_new")} hint={t("password_hint")} type="password" value={fresh} onChange={set_fresh} autocomplete="new-password" />
					<Input name="again" label={t("password_again")} type="password" value={again} onChange={set_again} autocomplete="new-password" />
					{pause.shown}
				</Form>
			)}
			<ToAccount />
		</div>
	);
}
