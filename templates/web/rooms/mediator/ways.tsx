// The three ways to show a voucher to a page: camera, USB scanner, typed code.
import { useRef, useState } from "preact/hooks";
import type mediator_fr from "../../../lang/web/mediator.fr.json";
import { FieldError, Form, Input } from "../../kit/form";
import { Button } from "../../kit/parts";
import { common, speaker } from "../../kit/text";
import { Camera } from "../../scan/camera";
import { read } from "../../scan/reading";
import { useWedge } from "../../scan/wedge";

const t = speaker<typeof mediator_fr>("mediator");

function Typed({ take, field }: { take: (text: string) => void; field?: (element: HTMLInputElement | null) => void }) {
	const [code, set] = useState("");
	const input = useRef<HTMLInputElement | null>(null);
	const send = async () => {
		if (!code.trim())
			throw new FieldError("code", common("field_needed"));
		if (read(code).what === "nothing")
			throw new FieldError("code", t(code.trim().length > 60 ? "code_misread" : "code_wrong"));
		take(code);
		set("");
	};
	// A scanner may end with a tabulation.
	const tab = (event: KeyboardEvent) => {
		if (event.key !== "Tab" || event.shiftKey || read(code).what !== "token")
			return;
		event.preventDefault();
		input.current?.form?.requestSubmit();
	};
	return (
		<div onKeyDown={tab}>
			<Form send={send} button={t("code_send")} class="scan-code">
				<Input name="code" label={t("code_label")} hint={t("code_hint")} value={code} onChange={set} size={16}
					input={(element) => { input.current = element; field?.(element); }} />
			</Form>
		</div>
	);
}

interface WaysProps {
	/** `typed`: by a person or in the field, so the focus may go back there. */
	take: (text: string, typed: boolean) => void;
	field?: (element: HTMLInputElement | null) => void;
}

export function Ways({ take, field }: WaysProps) {
	const [camera, set] = useState(false);
	useWedge((text) => take(text, false));
	return (
		<>
			{camera ? <Camera read={(text) => take(text, false)} close={() => set(false)} />
				: <div class="actions"><Button kind="main" class="large" onClick={() => set(true)}>{common("camera_open")}</Button></div>}
			<p class="hint">{t("usb_hint")}</p>
			<Typed take={(text) => take(text, true)} field={field} />
		</>
	);
}
