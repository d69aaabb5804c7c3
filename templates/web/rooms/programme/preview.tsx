// The pass of a programme that need not be there yet, as it would be printed: a picture of each page, and the PDF.
import type { NewProgramme, Specimen } from "api";
import { useEffect, useState } from "preact/hooks";
import { call, Problem } from "../../kit/api";
import { Choice, Select } from "../../kit/form";
import { Alert, Button, Failure } from "../../kit/parts";
import { save_file } from "../../kit/upload";
import { t } from "./words";

const SOON_MS = 600;
const PATH = "/programmes/specimen";
const languages: NonNullable<Specimen["language"]>[] = ["fr", "falc", "en", "ar", "uk", "tr", "pt"];
const sizes: NonNullable<Specimen["print_size"]>[] = ["normal", "large"];

interface Picture {
	url: string;
	page: number;
	pages: number;
	language: string;
}

/** Asks when nothing has changed for a moment; what is shown stays until there is better. */
function usePicture(asked: string | null, turn: number) {
	const [picture, set_picture] = useState<Picture | null>(null);
	const [busy, set_busy] = useState(false);
	const [problem, set_problem] = useState<unknown>(null);
	useEffect(() => {
		set_problem(null);
		set_busy(asked !== null);
		if (asked === null)
			return;
		const stop = new AbortController();
		const timer = setTimeout(() => {
			const body = JSON.parse(asked) as Specimen;
			call<Blob>("POST", PATH, { body, accept: "image/png", signal: stop.signal }).then(
				({ body: file, headers }) => {
					set_busy(false);
					set_picture({ url: URL.createObjectURL(file), page: body.page!, pages: Number(headers.get("Page-Count")), language: body.language! });
				},
				(failure) => {
					if (stop.signal.aborted)
						return;
					set_busy(false);
					set_problem(failure);
				},
			);
		}, SOON_MS);
		return () => {
			clearTimeout(timer);
			stop.abort();
		};
	}, [asked, turn]);
	const url = picture?.url;
	useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
	return { picture, busy, problem };
}

interface PreviewProps {
	/** The rules as they are typed; null = they cannot be read yet. */
	of: NewProgramme | null;
	/** A desk: the places on the pass are those near it. */
	site?: string;
}

export function Preview({ of, site }: PreviewProps) {
	const [language, set_language] = useState("fr");
	const [print_size, set_size] = useState("normal");
	const [page, set_page] = useState(1);
	const [turn, set_turn] = useState(0);
	const [saving, set_saving] = useState(false);
	const [unsaved, set_unsaved] = useState<unknown>(null);
	const wanted = of && { ...of, language, print_size, ...(site ? { site } : {}) };
	const { picture, busy, problem } = usePicture(wanted && JSON.stringify({ ...wanted, page }), turn);
	const save = async () => {
		set_saving(true);
		set_unsaved(null);
		try {
			save_file((await call<Blob>("POST", PATH, { body: wanted, accept: "application/pdf" })).body, "specimen.pdf");
		} catch (failure) {
			set_unsaved(failure);
		}
		set_saving(false);
	};
	const is_rule = problem instanceof Problem && problem.field !== "";
	return (
		<section class="preview" aria-labelledby="preview">
			<h2 id="preview">{t("preview_title")}</h2>
			<p class="hint">{t("preview_about")} {t(site ? "preview_near" : "preview_no_desk")}</p>
			<div class="rules-row">
				<Select name="preview_language" label={t("preview_language")} value={language} onChange={set_language}
					options={languages.map((value) => ({ value, label: t.find(`preview_language_${value}`) }))} />
				<Select name="preview_size" label={t("preview_size")} value={print_size} onChange={(size) => { set_size(size); set_page(1); }}
					options={sizes.map((value) => ({ value, label: t.find(`preview_size_${value}`) }))} />
			</div>
			{!of && <p class="empty">{t("preview_waits")}</p>}
			{is_rule && <Alert kind="info" live>{t("preview_rule", { why: (problem as Problem).detail })}</Alert>}
			{problem !== null && !is_rule && (
				<div role="status">
					<Alert kind="warning">{problem instanceof Problem ? t("preview_failed", { why: problem.detail }) : t("preview_failed", { why: "" })}</Alert>
					<p><Button onClick={() => set_turn((n) => n + 1)}>{t("preview_again")}</Button></p>
				</div>
			)}
			{busy && !picture && <p class="busy">{t("preview_busy")}</p>}
			{picture && of && (
				<>
					<Failure of={unsaved} />
					<div class="actions">
						<Button busy={saving} onClick={() => void save()}>{t("preview_pdf")}</Button>
						{busy && <span class="busy">{t("preview_busy")}</span>}
					</div>
					{picture.pages > 1 && (
						<Choice name="preview_page" label={t("preview_page")} value={String(page)} onChange={(now) => set_page(Number(now))}
							options={Array.from({ length: picture.pages }, (_, i) => ({ value: String(i + 1), label: i ? t("preview_coupons", { n: i + 1 }) : t("preview_letter") }))} />
					)}
					<img class={busy ? "paper old" : "paper"} src={picture.url} width="827" height="1169" aria-busy={busy}
						alt={t("preview_alt", { page: picture.page, pages: picture.pages, language: t.find(`preview_language_${picture.language}`) })} />
				</>
			)}
		</section>
	);
}
