// What the pages of an account share.
import { useEffect, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import type account_fr from "../../../lang/web/account.fr.json";
import { announce } from "../../kit/announce";
import { Problem } from "../../kit/api";
import { seconds_text, useSecondsUntil } from "../../kit/countdown";
import { FieldError, Form, Input, need } from "../../kit/form";
import { Alert } from "../../kit/parts";
import { speaker } from "../../kit/text";

const t = speaker<typeof account_fr>("account");

export const ToAccount = () => <p><a href="/app/compte">{t("to_account")}</a></p>;

/** A wrong password is said beside the field that asks for it. */
export const at_field = (problem: unknown, field: string) =>
	problem instanceof Problem && problem.code === "wrong_password" ? new FieldError(field, problem.detail) : problem;

interface Pause {
	problem: Problem;
	until: number;
}

function PauseLeft({ pause, over }: { pause: Pause; over: () => void }) {
	const left = useSecondsUntil(pause.until);
	useEffect(() => {
		if (left)
			return;
		announce(t("pause_over"));
		over();
	}, [left]);
	return (
		<Alert kind="warning">
			<p role="alert">{pause.problem.detail}</p>
			<p>{t("pause_left", { time: seconds_text(left) })}</p>
		</Alert>
	);
}

/** Too many wrong passwords: how long nothing is sent, with its seconds. */
export function usePause() {
	const [pause, set] = useState<Pause | null>(null);
	return {
		shown: pause && <PauseLeft pause={pause} over={() => set(null)} />,
		begins(problem: unknown) {
			const is_one = problem instanceof Problem && problem.code === "too_many_logins" && problem.retry_seconds > 0;
			if (is_one)
				set({ problem, until: Date.now() + problem.retry_seconds * 1000 });
			return is_one;
		},
		lasts() {
			if (pause)
				announce(t("pause_wait"), true);
			return pause !== null;
		},
	};
}

interface PasswordFormProps {
	send: (password: string) => Promise<void>;
	button: string;
	kind?: "main" | "danger";
	children?: ComponentChildren;
}

/** What changes how one comes in asks for the password again. */
export function PasswordForm({ send, button, kind, children }: PasswordFormProps) {
	const [password, set] = useState("");
	const pause = usePause();
	const proved = async () => {
		if (pause.lasts())
			return;
		await send(need("password", password)).catch((problem) => {
			if (!pause.begins(problem))
				throw at_field(problem, "password");
		});
	};
	return (
		<Form send={proved} button={button} kind={kind}>
			{children}
			<Input name="password" label={t("password_now")} hint={t("password_why")} type="password" value={password} onChange={set} autocomplete="current-password" />
			{pause.shown}
		</Form>
	);
}
