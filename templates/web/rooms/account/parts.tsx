// What the pages of an account share.
import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import type account_fr from "../../../lang/web/account.fr.json";
import { Problem } from "../../kit/api";
import { FieldError, Form, Input, need } from "../../kit/form";
import { speaker } from "../../kit/text";

const t = speaker<typeof account_fr>("account");

export const ToAccount = () => <p><a href="/app/compte">{t("to_account")}</a></p>;

/** A wrong password is said beside the field that asks for it. */
export const at_field = (problem: unknown, field: string) =>
	problem instanceof Problem && problem.code === "wrong_password" ? new FieldError(field, problem.detail) : problem;

interface PasswordFormProps {
	send: (password: string) => Promise<void>;
	button: string;
	kind?: "main" | "danger";
	children?: ComponentChildren;
}

/** What changes how one comes in asks for the password again. */
export function PasswordForm({ send, button, kind, children }: PasswordFormProps) {
	const [password, set] = useState("");
	const proved = () => send(need("password", password)).catch((problem) => {
		throw at_field(problem, "password");
	});
	return (
		<Form send={proved} button={button} kind={kind}>
			{children}
			<Input name="password" label={t("password_now")} hint={t("password_why")} type="password" value={password} onChange={set} autocomplete="current-password" />
		</Form>
	);
}
