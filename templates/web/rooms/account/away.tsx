// Over any page: nobody has touched it for long, or the session is over.
import { useId } from "preact/hooks";
import type account_fr from "../../../lang/web/account.fr.json";
import { seconds_text, useSecondsUntil } from "../../kit/countdown";
import { Button, Dialog } from "../../kit/parts";
import { away, session_back, session_close, session_leave, stay, type Who } from "../../kit/session";
import { useSignal } from "../../kit/signal";
import { speaker } from "../../kit/text";
import { LoginForm } from "./login";

const t = speaker<typeof account_fr>("account");

function StillThere({ until }: { until: number }) {
	const left = useSecondsUntil(until);
	const about = useId();
	const said = left > 30 ? "" : t("idle_left", { time: seconds_text(left > 10 ? 30 : 10) }); // not every second
	return (
		<Dialog title={t("idle_title")} close={stay} must about={about}>
			<div id={about}>
				<p>{t("idle_text")}</p>
				<p aria-hidden="true"><strong>{t("idle_left", { time: seconds_text(left) })}</strong></p>
			</div>
			<p class="hidden" role="status">{said}</p>
			<div class="actions">
				<Button kind="main" onClick={stay}>{t("idle_stay")}</Button>
				<Button onClick={() => void session_close().catch(stay)}>{t("idle_leave")}</Button>
			</div>
		</Dialog>
	);
}

function Back({ who }: { who: Who }) {
	const about = useId();
	return (
		<Dialog title={t("over_title")} close={() => {}} must cover about={about}>
			<p id={about}>{t("over_text")}</p>
			<LoginForm of={who.login} done={() => session_back(who)} />
			<p><Button kind="plain" onClick={() => session_leave()}>{t("over_other")}</Button></p>
		</Dialog>
	);
}

export function Away() {
	const now = useSignal(away);
	if (now.is === "here")
		return null;
	return now.is === "idle" ? <StillThere until={now.until} /> : <Back who={now.who} />;
}
