// The settings of a programme: its rules, which the funder and the operator change and the auditor reads.
import type { Programme } from "api";
import { useState } from "preact/hooks";
import type { PageProps } from "../../rooms";
import { call } from "../../kit/api";
import { Form } from "../../kit/form";
import { Load, useGet } from "../../kit/load";
import { Alert, Facts, Title } from "../../kit/parts";
import { session } from "../../kit/session";
import { RuleFields, rule_name, rule_words, rules_change } from "./rules";
import { rule_names, typed_of } from "./typed";
import { t } from "./words";

function Rules({ of, tag }: { of: Programme; tag: string }) {
	const [base, set_base] = useState({ programme: of, tag });
	const [typed, set_typed] = useState(() => typed_of(of));
	const [saved, set_saved] = useState(false);
	const send = async () => {
		const now = await call<Programme>("PATCH", `/programmes/${of.id}`, { body: rules_change(typed_of(base.programme), typed), tag: base.tag });
		set_base({ programme: now.body, tag: now.tag ?? "*" });
		set_typed(typed_of(now.body));
		set_saved(true);
	};
	return (
		<Form send={send} button={t("save")} label={t("rules_title")}>
			<RuleFields typed={typed} set={(change) => { set_saved(false); set_typed((now) => ({ ...now, ...change })); }} />
			{saved && <Alert kind="ok" live>{t("rules_saved")}</Alert>}
		</Form>
	);
}

export function Settings({ params }: PageProps) {
	const programme = useGet<Programme>(`/programmes/${params.id}`);
	return (
		<>
			<Title>{programme.data?.name ?? t("settings_title")}</Title>
			<Load of={programme}>
				{(of) => (
					<section>
						<h2>{t("rules_title")}</h2>
						{session()?.role === "auditor"
							? <Facts of={rule_names.map((name) => [rule_name(name), rule_words(of, name)])} />
							: <Rules of={of} tag={programme.tag ?? "*"} key={of.id} />}
					</section>
				)}
			</Load>
		</>
	);
}
