// A pass by what is printed on it: the code of its cover or any coupon, typed, or read by a USB scanner.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type agent_fr from "../../../lang/web/agent.fr.json";
import { post, Problem } from "../../kit/api";
import { FieldError, Form, Input, need } from "../../kit/form";
import { Alert, Button } from "../../kit/parts";
import { common, speaker } from "../../kit/text";
import { Camera } from "../../scan/camera";
import type { Pass } from "api";

const t = speaker<typeof agent_fr>("agent");

// A scanner types as an American keyboard does: what a French one makes of it, the last of them with Caps Lock.
const FRENCH = "à&é\"'(-è_ç)aqwzAQWZ,?M:§!°ÀÉÈÇ", AMERICAN = "0123456789-qazwQAZWmM:.//-0279";

/** What the scanner meant; what a person typed stays. */
export function scanned(text: string) {
	const tidy = text.trim();
	if (!/[à&é"'(è_ç)°ÀÉÈÇ]/.test(tidy))
		return tidy;
	return [...tidy].map((each) => AMERICAN[FRENCH.indexOf(each)] ?? each).join("");
}

interface Props {
	button: string;
	found: (pass: Pass) => void;
	said?: string; // what was scanned before it was there
}

const SCANNED = 20; // characters: fewer are typed

export function Lookup({ button, found, said = "" }: Props) {
	const [camera, set_camera] = useState(false);
	const [read, set_read] = useState({ text: said, turn: 0 });
	const [code, set_code] = useState("");
	const [proposal, propose] = useState("");
	const field = useRef<HTMLInputElement | null>(null);
	// A scanner types wherever the focus is: what is typed outside of a field goes here.
	useLayoutEffect(() => {
		const catch_key = (event: KeyboardEvent) => {
			const in_field = (event.target as Element).closest?.("input, select, textarea, dialog");
			if (!in_field && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey)
				field.current?.focus();
		};
		document.addEventListener("keydown", catch_key);
		return () => document.removeEventListener("keydown", catch_key);
	}, []);

	const submit = () => field.current?.form?.requestSubmit();
	useEffect(() => {
		if (!read.text)
			return;
		set_code(read.text);
		requestAnimationFrame(submit);
	}, [read]);
	const tab = (event: KeyboardEvent) => { // a scanner may end with a tabulation
		if (event.key !== "Tab" || event.shiftKey || event.target !== field.current || code.length < SCANNED)
			return;
		event.preventDefault();
		submit();
	};

	const look_up = async (said: string) => {
		propose("");
		try {
			const pass = (await post<Pass>("/passes/lookup", { code: scanned(said) })).body;
			set_code("");
			found(pass);
		} catch (problem) {
			if (!(problem instanceof Problem) || problem.status === 0 || problem.status >= 500)
				throw problem;
			propose(typeof problem.more.proposal === "string" ? problem.more.proposal : "");
			field.current?.select();
			throw new FieldError("code", problem.code === "no_pass" ? t("no_such_code") : problem.detail);
		}
	};
	return (
		<div class="lookup" onKeyDown={tab}>
			{camera && <Camera read={(text) => set_read({ text, turn: read.turn + 1 })} close={() => set_camera(false)} />}
			<Form send={() => look_up(need("code", code))} button={button} extra={camera ? undefined : <Button onClick={() => set_camera(true)}>{common("camera_open")}</Button>}>
				<Input name="code" label={t("lookup")} hint={t("lookup_hint")} value={code} onChange={set_code} input={(element) => (field.current = element)} />
			</Form>
			{proposal && (
				<Alert kind="info" live>
					<p>{t("did_you_mean")} <code>{proposal}</code></p>
					<Button onClick={() => void look_up(proposal).catch(() => {})}>{t("yes_that")}</Button>
				</Alert>
			)}
		</div>
	);
}
