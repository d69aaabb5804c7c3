// Who answers for the service to the public: what the legal notice, the declaration of accessibility and the privacy
// page name. The operator says it, the auditor reads it.
import type { PublisherChange, PublisherEdited } from "api";
import { useState } from "preact/hooks";
import { call, get, Problem } from "../../kit/api";
import { Area, Form, Input, useUnsaved } from "../../kit/form";
import { Load, useGet } from "../../kit/load";
import { Alert, Facts, Title } from "../../kit/parts";
import { may_change, t } from "./words";

const names = ["name", "address", "phone", "email", "director", "hosting"] as const;
type Name = (typeof names)[number];
type Typed = Record<Name, string>;

const typed_of = (of: PublisherEdited) => Object.fromEntries(names.map((name) => [name, of[name] ?? ""])) as Typed;
const label = (name: Name) => t.find(`publisher_${name}`);

interface Version {
	publisher: PublisherEdited;
	tag: string;
}

function Edit({ of }: { of: Version }) {
	const [base, set_base] = useState(of);
	const [typed, set_typed] = useState(() => typed_of(of.publisher));
	const [said, say] = useState<"saved" | "same" | null>(null);
	const [theirs, set_theirs] = useState<Name[]>([]);
	const begun = typed_of(base.publisher);
	const changed = names.filter((name) => typed[name].trim() !== begun[name]);
	const is_changed = changed.length > 0;
	useUnsaved(is_changed);

	/** Somebody else saved meanwhile: what was typed here stays, the rest is theirs. */
	const stale = async () => {
		const { body, tag } = await get<PublisherEdited>("/publisher");
		const now = typed_of(body);
		set_theirs(names.filter((name) => now[name] !== begun[name]));
		set_typed(Object.fromEntries(names.map((name) => [name, changed.includes(name) ? typed[name] : now[name]])) as Typed);
		set_base({ publisher: body, tag: tag ?? "*" });
	};
	const send = async () => {
		say(null);
		set_theirs([]);
		if (!is_changed)
			return say("same");
		const body: PublisherChange = Object.fromEntries(changed.map((name) => [name, typed[name].trim() || null]));
		try {
			const { body: publisher, tag } = await call<PublisherEdited>("PATCH", "/publisher", { body, tag: base.tag });
			set_base({ publisher, tag: tag ?? "*" });
			set_typed(typed_of(publisher));
			say("saved");
		} catch (problem) {
			if (!(problem instanceof Problem) || problem.code !== "stale")
				throw problem;
			await stale();
		}
	};
	const field = (name: Name) => ({ name, label: label(name), hint: t.find(`publisher_hint_${name}`) || undefined, value: typed[name], onChange: (value: string) => set_typed((now) => ({ ...now, [name]: value })) });
	return (
		<>
			{base.publisher.name === null && <Alert kind="warning">{t("publisher_none")}</Alert>}
			{theirs.length > 0 && (
				<Alert kind="warning" live>
					<p>{t("publisher_stale")}</p>
					<ul>{theirs.map((name) => <li key={name}>{t("publisher_theirs", { field: label(name), value: base.publisher[name] ?? t("empty_value") })}</li>)}</ul>
				</Alert>
			)}
			<Form send={send} button={t("publisher_save")} label={t("publisher_title")}>
				<Input {...field("name")} required />
				<Input {...field("address")} required />
				<Input {...field("phone")} size={20} />
				<Input {...field("email")} type="email" />
				<Input {...field("director")} required />
				<Area {...field("hosting")} rows={2} />
			</Form>
			{said && <Alert kind={said === "saved" ? "ok" : "info"} live>{t.find(`publisher_${said}`)}</Alert>}
		</>
	);
}

export function PublisherPage() {
	const loaded = useGet<PublisherEdited>("/publisher");
	return (
		<>
			<Title>{t("publisher_title")}</Title>
			<p>{t("publisher_about")} <a href="/app/mentions-legales">{t("publisher_see")}</a></p>
			<Load of={loaded}>
				{(publisher) => may_change()
					? <Edit of={{ publisher, tag: loaded.tag ?? "*" }} />
					: <Facts of={names.map((name) => [label(name), publisher[name] ?? t("empty_value")])} />}
			</Load>
		</>
	);
}
