// The rules of a programme that is there, changed. Somebody else may have saved meanwhile: what they changed is said,
// what was typed stays, and where both changed the same rule the person chooses.
import type { Programme } from "api";
import { useState } from "preact/hooks";
import { call, get, Problem } from "../../kit/api";
import { Choice, Form, useUnsaved } from "../../kit/form";
import { Alert } from "../../kit/parts";
import { Preview } from "./preview";
import { RuleFields, rule_name, rule_words, rules_change } from "./rules";
import { differing, rebased, rules_of, taken, typed_of, type RuleName, type TypedRules } from "./typed";
import { t } from "./words";

export interface Version {
	programme: Programme;
	tag: string;
}

interface Met {
	mine: TypedRules;
	theirs: RuleName[];
	both: RuleName[];
}

interface RuleFormProps {
	of: Version;
	has_passes: boolean;
	changed: (now: Programme) => void;
}

/** What somebody typed, for people, as far as it can be read. */
function mine_words(programme: Programme, mine: TypedRules, name: RuleName) {
	try {
		return rule_words({ ...programme, ...rules_change(typed_of(programme), taken(typed_of(programme), mine, name)) } as Programme, name);
	} catch {
		return String(mine[name]);
	}
}

/** The pass as it would be; null while a rule cannot be read. */
function specimen_of({ funder }: Programme, typed: TypedRules) {
	try {
		return { ...rules_of(typed), funder };
	} catch {
		return null;
	}
}

export function RuleForm({ of, has_passes, changed }: RuleFormProps) {
	const [base, set_base] = useState(of);
	const [typed, set_typed] = useState(() => typed_of(of.programme));
	const [met, set_met] = useState<Met | null>(null);
	const [saved, set_saved] = useState<RuleName[] | null>(null);
	const begun = typed_of(base.programme);
	const is_changed = differing(begun, typed).length > 0;
	useUnsaved(is_changed);

	const patch = async (from: Version, now_typed: TypedRules): Promise<void> => {
		const change = rules_change(typed_of(from.programme), now_typed);
		try {
			const { body, tag } = await call<Programme>("PATCH", `/programmes/${of.programme.id}`, { body: change, tag: from.tag });
			set_base({ programme: body, tag: tag ?? "*" });
			set_typed(typed_of(body));
			set_met(null);
			set_saved(Object.keys(change) as RuleName[]);
			changed(body);
		} catch (problem) {
			if (!(problem instanceof Problem && problem.code === "stale"))
				throw problem;
			await stale(from, now_typed);
		}
	};
	const stale = async (from: Version, mine: TypedRules) => {
		const { body, tag } = await get<Programme>(`/programmes/${of.programme.id}`);
		const now = { programme: body, tag: tag ?? "*" }, { typed: together, theirs, both } = rebased(typed_of(from.programme), mine, typed_of(body));
		if (!theirs.length && !both.length && tag !== from.tag) // no rule: its state, its money
			return patch(now, together);
		set_base(now);
		set_typed(together);
		set_met({ mine, theirs, both });
		changed(body);
	};
	const send = async () => {
		set_saved(null);
		set_met(null);
		await patch(base, typed);
	};
	const set = (change: (now: TypedRules) => Partial<TypedRules>) => {
		set_saved(null);
		set_typed((now) => ({ ...now, ...change(now) }));
	};
	const choose = (name: RuleName, whose: string) => set_typed((now) => taken(now, whose === "mine" ? met!.mine : begun, name));
	const { state } = base.programme;
	return (
		<>
			<p>{t("rules_about")}</p>
			{state === "closed" && <Alert kind="info">{t("rules_closed")}</Alert>}
			<div class="with-preview">
				<Form send={send} button={t("save")} label={t("rules_title")}>
					<RuleFields typed={typed} set={set} notes={has_passes ? { cents: t("note_cents") } : {}} />
					{saved && <Alert kind="ok" live>{saved.length ? t("rules_saved", { rules: saved.map(rule_name).join(", ") }) : t("rules_same")}</Alert>}
					{met && (
						<Alert kind="warning" live>
							<p>{t("stale_about")}</p>
							{met.theirs.length > 0 && <ul>{met.theirs.map((name) => <li key={name}>{t("stale_theirs", { rule: rule_name(name), value: rule_words(base.programme, name) })}</li>)}</ul>}
							{met.both.length > 0 && <p>{t("stale_both")}</p>}
							<p>{t("stale_then")}</p>
						</Alert>
					)}
					{met?.both.map((name) => (
						<Choice key={name} name={`both_${name}`} label={rule_name(name)} onChange={(whose) => choose(name, whose)}
							value={differing(taken(typed, begun, name), typed).length ? "mine" : "theirs"} options={[
								{ value: "mine", label: t("stale_mine"), hint: mine_words(base.programme, met.mine, name) },
								{ value: "theirs", label: t("stale_other"), hint: rule_words(base.programme, name) },
							]} />
					))}
				</Form>
				<Preview of={specimen_of(base.programme, typed)} />
			</div>
		</>
	);
}
