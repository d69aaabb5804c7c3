// "Retrouver la personne": the same person gets the same pseudonym at any desk. What is typed here stays here.
import { useEffect, useState } from "preact/hooks";
import type agent_fr from "../../../lang/web/agent.fr.json";
import { get, post, Problem } from "../../kit/api";
import { FieldError, Form, Input, need, Tick } from "../../kit/form";
import { Alert, Button } from "../../kit/parts";
import { speaker } from "../../kit/text";
import type { Evaluation, PseudonymKey } from "api";

const t = speaker<typeof agent_fr>("agent");
const KEY = "pseudonym-key"; // the house's, public: another one later would part people from themselves

/** "14/02/1948" as 19480214. */
function born(said: string) {
	const found = /^\s*(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4})\s*$/.exec(said) ?? /^\s*(\d\d)(\d\d)(\d{4})\s*$/.exec(said);
	const [day, month, year] = (found ?? []).slice(1).map(Number);
	if (!found || day > 31 || month > 12 || year < 1890 || year > new Date().getFullYear())
		throw new FieldError("born_on", t("bad_born_on"));
	return `${year}${String(month).padStart(2, "0")}${String(day).padStart(2, "0")}`;
}

function place(said: string) {
	const code = said.replace(/\s/g, "").toUpperCase();
	if (!/^(\d{5}|2[AB]\d{3})$/.test(code))
		throw new FieldError("birthplace", t("bad_birthplace"));
	return code;
}

function key_is_ours({ public_key }: PseudonymKey) {
	const kept = localStorage.getItem(KEY);
	if (kept && kept !== public_key)
		throw new Problem("bad_proof", t("bad_proof"));
	localStorage.setItem(KEY, public_key);
	return public_key;
}

interface Props {
	programme: string;
	found: string | null;
	onFound: (pseudonym: string | null) => void;
	onTyped: (something: boolean) => void; // begun, not finished
}

export function FindPerson({ programme, found, onFound, onTyped }: Props) {
	const [name, set_name] = useState("");
	const [given_names, set_given_names] = useState("");
	const [born_on, set_born_on] = useState("");
	const [birthplace, set_birthplace] = useState("");
	const [homonym, set_homonym] = useState(false);

	const typed = `${name}${given_names}${born_on}${birthplace}`.trim() !== "";
	useEffect(() => onTyped(typed), [typed]);

	const send = async () => {
		const { begin, first_name, input_of, letters, pseudonym_of } = await import("./pseudonym");
		for (const [field, said, made] of [["name", name, letters], ["given_names", given_names, first_name]] as const)
			if (!made(need(field, said)))
				throw new FieldError(field, t("bad_letters"));
		const who = { programme, name, given_names, born_on: born(need("born_on", born_on)), birthplace: place(need("birthplace", birthplace)), homonym };
		const { blinded, finish } = begin(input_of(who));
		const key = (await get<PseudonymKey>("/pseudonyms/key")).body;
		const { evaluated, proof } = (await post<Evaluation>("/pseudonyms", { blinded })).body;
		let pseudonym: string;
		try {
			pseudonym = pseudonym_of(finish(evaluated, proof, key_is_ours(key)));
		} catch (failure) {
			throw failure instanceof Problem ? failure : new Problem("bad_proof", t("bad_proof"));
		}
		for (const forget of [set_name, set_given_names, set_born_on, set_birthplace])
			forget("");
		set_homonym(false);
		onFound(pseudonym);
	};
	if (found)
		return (
			<div class="sheet">
				<Alert kind="ok" live>{t("person_found")}</Alert>
				<Button kind="plain" onClick={() => onFound(null)}>{t("person_forget")}</Button>
			</div>
		);
	return (
		<details class="sheet person">
			<summary>{t("person_find")}</summary>
			<p class="hint">{t("person_why")}</p>
			<Form send={send} button={t("person_do")} label={t("person_find")}>
				<Input name="name" label={t("birth_name")} hint={t("birth_name_hint")} value={name} onChange={set_name} spellcheck={false} />
				<Input name="given_names" label={t("given_names")} value={given_names} onChange={set_given_names} spellcheck={false} />
				<Input name="born_on" label={t("born_on")} hint={t("born_on_hint")} value={born_on} onChange={set_born_on} size={12} spellcheck={false} />
				<Input name="birthplace" label={t("birthplace")} hint={t("birthplace_hint")} value={birthplace} onChange={set_birthplace} size={8} spellcheck={false} />
				<Tick name="homonym" label={t("homonym")} hint={t("homonym_hint")} checked={homonym} onChange={set_homonym} />
			</Form>
		</details>
	);
}
