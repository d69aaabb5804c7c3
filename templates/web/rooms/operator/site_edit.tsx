// What is told of a place, typed: of one that is there, and of a new one.
import type { Site, SiteChange } from "api";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, get, Problem } from "../../kit/api";
import { Area, Form, Input, need, Tick, useUnsaved } from "../../kit/form";
import { Alert, Button, Title } from "../../kit/parts";
import { telephone } from "../../kit/text";
import { guard, visit } from "../../kit/router";
import { change_of, fields, rebased, typed_none, typed_of, type FieldName, type Typed } from "./site_fields";
import { t, typology_words } from "./words";

export interface Version {
	site: Site;
	tag: string;
}

const hints: Partial<Record<FieldName, string>> = {
	insee: "16015", epci: "200071827", phone: "+33545932222", website: "https://exemple.fr", hours: "Mo-Fr 09:00-12:00,14:00-17:00", latitude: "45.651", longitude: "0.161",
};


const typology_hint = (typed: string) => (typed.trim() && typology_words(typed) !== typed.trim() ? t("typology_means", { name: typology_words(typed) }) : t("typology_codes"));

function SiteFields({ typed, set }: { typed: Typed; set: (name: FieldName, value: string | boolean) => void }) {
	return (
		<>
			{fields.map(([name, sort]) => {
				const label = t.find(`site_${name}`), hint = name === "typology" ? typology_hint(String(typed[name])) : hints[name] ? t("as_in", { example: hints[name]! }) : undefined;
				if (sort === "tick")
					return <Tick key={name} name={name} label={label} checked={typed[name] as boolean} onChange={(value) => set(name, value)} />;
				if (sort === "lines")
					return <Area key={name} name={name} label={label} hint={t("one_a_line")} value={typed[name] as string} onChange={(value) => set(name, value)} />;
				return <Input key={name} name={name} label={label} hint={hint} value={typed[name] as string} onChange={(value) => set(name, value)} inputmode={sort === "number" ? "decimal" : undefined} />;
			})}
		</>
	);
}

interface EditProps {
	of: Version;
	saved: (now: Version, what: string) => void;
	close: () => void;
}

export function Edit({ of, saved, close }: EditProps) {
	const [base, set_base] = useState<Version>(of);
	const [typed, set_typed] = useState<Typed>(() => typed_of(of.site));
	const [theirs, set_theirs] = useState<FieldName[] | null>(null);
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	const begun = typed_of(base.site);
	const is_changed = fields.some(([name]) => typed[name] !== begun[name]);
	useUnsaved(is_changed);

	const stale = async () => {
		const { body, tag } = await get<Site>(`/sites/${base.site.id}`);
		const now = rebased(begun, typed, typed_of(body));
		set_base({ site: body, tag: tag ?? "*" });
		set_typed(now.typed);
		set_theirs(now.changed);
	};
	const send = async () => {
		set_theirs(null);
		need("name", String(typed.name));
		const change = change_of(begun, typed);
		if (!Object.keys(change).length)
			return close();
		try {
			const { body, tag } = await call<Site>("PATCH", `/sites/${base.site.id}`, { body: change, tag: base.tag });
			saved({ site: body, tag: tag ?? "*" }, t("site_saved"));
		} catch (problem) {
			if (!(problem instanceof Problem && problem.code === "stale"))
				throw problem;
			await stale();
		}
	};
	return (
		<section aria-labelledby="edit">
			<h2 id="edit" tabIndex={-1} ref={heading}>{t("edit_title")}</h2>
			{base.site.source && <Alert kind="info">{t("edit_of_source", { source: base.site.source })}</Alert>}
			<Form send={send} button={t("save")} extra={<Button onClick={close}>{t("cancel")}</Button>}>
				<SiteFields typed={typed} set={(name, value) => set_typed((now) => ({ ...now, [name]: value }))} />
				{theirs && (
					<Alert kind="warning" live>
						<p>{t("stale_about")}</p>
						{theirs.length > 0 && <ul>{theirs.map((name) => <li key={name}>{t("theirs", { field: t.find(`site_${name}`), value: words_of(base.site, name) })}</li>)}</ul>}
						<p>{t("stale_then")}</p>
					</Alert>
				)}
			</Form>
		</section>
	);
}

/** A value of the place, for people. */
export function words_of(site: Site, name: FieldName): string {
	const value = site[name];
	if (value === null || (Array.isArray(value) && !value.length))
		return t("empty_value");
	if (name === "typology")
		return typology_words(String(value));
	if (name === "phone")
		return telephone(String(value));
	return value === true ? t("yes") : value === false ? t("no") : Array.isArray(value) ? value.join(", ") : String(value);
}

export function NewSite() {
	const [typed, set_typed] = useState<Typed>(typed_none);
	const [siret, set_siret] = useState("");
	const none = typed_none();
	useUnsaved(siret !== "" || fields.some(([name]) => typed[name] !== none[name]));
	const send = async (key: string) => {
		need("name", String(typed.name));
		const said: SiteChange = change_of(none, typed);
		const { body } = await call<Site>("POST", "/sites", { body: { ...said, ...(siret.trim() ? { siret: siret.replace(/\s/g, "") } : {}) }, key });
		guard(null);
		visit(`/app/lieu/${body.id}`);
	};
	return (
		<>
			<Title>{t("site_new_title")}</Title>
			<p>{t("site_new_about")}</p>
			<Form send={send} button={t("site_add")}>
				<SiteFields typed={typed} set={(name, value) => set_typed((now) => ({ ...now, [name]: value }))} />
				<Input name="siret" label={t("site_siret")} hint={t("site_siret_hint")} value={siret} onChange={set_siret} inputmode="numeric" />
			</Form>
			<p><a href="/app/lieux">{t("to_sites")}</a></p>
		</>
	);
}
