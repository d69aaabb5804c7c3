// A pass was made: print it, and what then.
import { useEffect, useRef } from "preact/hooks";
import type agent_fr from "../../../lang/web/agent.fr.json";
import { Problem } from "../../kit/api";
import { Alert, Button, Facts } from "../../kit/parts";
import { day, speaker } from "../../kit/text";
import type { IssuedPass } from "api";

const t = speaker<typeof agent_fr>("agent");

/** The answer may have got lost: it is perhaps done, and only the same call with the same key finds out. */
export const is_uncertain = (problem: unknown) =>
	problem instanceof Problem && (problem.status === 0 || problem.status >= 500 || problem.code === "key_in_flight");

interface Props {
	pass: IssuedPass;
	blocked: boolean; // the browser did not open the document by itself
	next?: () => void;
	replaced?: boolean; // it takes over from a lost one
}

export function Given({ pass, blocked, next, replaced }: Props) {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	return (
		<section aria-labelledby="given">
			<h2 id="given" tabIndex={-1} ref={heading}>{replaced ? t("replaced_title") : t("given_title")}</h2>
			<Alert kind={blocked ? "warning" : "ok"} live>{blocked ? t("print_blocked") : t("print_opened")}</Alert>
			<Facts of={[
				[t("cover_code"), <code>{pass.code}</code>],
				[t("workshops"), t.count("workshops", pass.vouchers.length)],
				[t("valid_until"), day(pass.expires_on)],
			]} />
			<div class="actions">
				<a class="button main large" href={pass.document} target="_blank" rel="noopener">{t("print_pass")}</a>
				{next && <Button class="large" onClick={next}>{t("next_person")}</Button>}
			</div>
			{replaced && <p><a href={`/app/pass/${pass.id}`}>{t("see_new")}</a></p>}
			<p><a href="/app/centres">{t("show_centres")}</a></p>
		</section>
	);
}
