// Language and print size of a pass, and the coarse bands that a programme reports.
import type agent_fr from "../../../lang/web/agent.fr.json";
import { Choice, Select } from "../../kit/form";
import { speaker } from "../../kit/text";
import type { NewPass, Programme } from "api";

const t = speaker<typeof agent_fr>("agent");

export type Language = NonNullable<NewPass["language"]>;
export type PrintSize = NonNullable<NewPass["print_size"]>;

// Each in its own words, wherever the page is read.
export const languages: { code: Language; lang: string }[] = [
	{ code: "fr", lang: "fr" }, { code: "falc", lang: "fr" }, { code: "en", lang: "en" }, { code: "ar", lang: "ar" },
	{ code: "uk", lang: "uk" }, { code: "tr", lang: "tr" }, { code: "pt", lang: "pt" },
];
const BANDS = [1, 2, 3, 4, 5];

export const language_name = (code: Language) => {
	const { lang } = languages.find((each) => each.code === code)!;
	return <span lang={lang}>{t.find(`pass_language_${code}`)}</span>;
};

export interface Reader {
	language: Language;
	print_size: PrintSize;
	age: string; // "" = not said
	situation: string;
}
export const reader_usual: Reader = { language: "fr", print_size: "normal", age: "", situation: "" };

/** As the API takes it: what was not said is left out. */
export const reader_given = ({ language, print_size, age, situation }: Reader) => ({
	...(language === "fr" ? {} : { language }), ...(print_size === "normal" ? {} : { print_size }),
	...(age ? { age_band: Number(age) } : {}), ...(situation ? { situation: Number(situation) } : {}),
});

interface Props {
	of: Reader;
	change: (of: Reader) => void;
}

export function LanguageFields({ of, change }: Props) {
	return (
		<div class="short">
			<Choice name="language" label={t("pass_language")} value={of.language} onChange={(language) => change({ ...of, language: language as Language })}
				options={languages.map(({ code }) => ({ value: code, label: language_name(code) }))} />
			<Choice name="print_size" label={t("print_size")} value={of.print_size} onChange={(size) => change({ ...of, print_size: size as PrintSize })}
				options={[{ value: "normal", label: t("print_size_normal") }, { value: "large", label: <span class="large-letters">{t("print_size_large")}</span> }]} />
		</div>
	);
}

export function BandFields({ of, change, bands }: Props & { bands: Programme["bands"] }) {
	const options = (words: (n: number) => string) =>
		[{ value: "", label: t("band_not_said") }, ...BANDS.map((n) => ({ value: String(n), label: words(n) }))];
	if (!bands.length)
		return null;
	return (
		<div class="bands">
			{bands.includes("age") && <Select name="age_band" label={t("age_band")} value={of.age} onChange={(age) => change({ ...of, age })}
				options={options((n) => t.find(`age_${n}`))} />}
			{bands.includes("situation") && <Select name="situation" label={t("situation_band")} value={of.situation} onChange={(situation) => change({ ...of, situation })}
				options={options((n) => t.find(`situation_${n}`))} />}
			<p class="hint">{t("bands_why")}</p>
		</div>
	);
}
