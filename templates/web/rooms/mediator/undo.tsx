// A redemption is taken back, with one of a few reasons: nothing is typed, so nobody is named.
import { useState } from "preact/hooks";
import type mediator_fr from "../../../lang/web/mediator.fr.json";
import { catalogues } from "../../rooms";
import { post, Problem } from "../../kit/api";
import { announce } from "../../kit/announce";
import { Choice, Form } from "../../kit/form";
import { Dialog } from "../../kit/parts";
import { speaker } from "../../kit/text";

const t = speaker<typeof mediator_fr>("mediator");
const reasons = ["scan", "person", "cancelled", "left"] as const;

export function Undo({ redemption, what, done, close }: { redemption: string; what: string; done: () => void; close: () => void }) {
	const [reason, set] = useState<string>("scan");
	const send = async (key: string) => {
		try {
			const french = (await catalogues.mediator.fr()).default; // the books are, in whatever language the page is read
			await post(`/redemptions/${redemption}/reversal`, { reason: french[`reason_${reason}`] }, { key });
		} catch (problem) {
			if (!(problem instanceof Problem) || problem.code !== "already_reversed")
				throw problem;
		}
		announce(t("undone"));
		done();
	};
	return (
		<Dialog title={t("undo_title")} close={close}>
			<p>{what}</p>
			<Form send={send} button={t("undo_confirm")} kind="danger">
				<Choice name="reason" label={t("undo_reason")} value={reason} onChange={set} options={reasons.map((value) => ({ value, label: t.find(`reason_${value}`) }))} />
			</Form>
		</Dialog>
	);
}
