// A code beside the password: of an application on a phone, or of a printed card.
import { useEffect, useState } from "preact/hooks";
import type { TotpOffer, Who } from "api";
import type account_fr from "../../../lang/web/account.fr.json";
import { call, post, Problem } from "../../kit/api";
import { FieldError, Form, Input, need } from "../../kit/form";
import { Load, useGet } from "../../kit/load";
import { Alert, Title } from "../../kit/parts";
import { speaker } from "../../kit/text";
import { PasswordForm, ToAccount } from "./parts";

const t = speaker<typeof account_fr>("account");

/** A QR code: dark squares on white, whatever the colours of the page. */
function Qr({ text, label }: { text: string; label: string }) {
	const [rows, set] = useState<boolean[][] | null>(null);
	useEffect(() => {
		void import("uqr").then(({ encode }) => set(encode(text, { border: 4 }).data), () => set(null));
	}, [text]);
	if (!rows)
		return null;
	const squares = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
	return (
		<svg width="240" height="240" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label} shape-rendering="crispEdges">
			<rect width="100%" height="100%" fill="#fff" />
			<path d={squares} fill="#000" />
		</svg>
	);
}

function Offer({ offer, done }: { offer: TotpOffer; done: () => void }) {
	const [code, set] = useState("");
	const groups = offer.secret.match(/.{4}/g)!.join(" ");
	const send = async () => {
		try {
			await post("/session/totp/confirmation", { code: need("code", code).replace(/\s/g, "") });
		} catch (problem) {
			throw problem instanceof Problem && problem.code === "totp_code_differs" ? new FieldError("code", problem.detail) : problem;
		}
		done();
	};
	return (
		<>
			<h2>{t("totp_step_show")}</h2>
			<p>{t("totp_scan")}</p>
			<p><Qr text={offer.uri} label={t("totp_qr")} /></p>
			<p>{t("totp_type")}</p>
			<p><code>{groups}</code></p>
			<p><a href={offer.uri}>{t("totp_here")}</a></p>
			<h2>{t("totp_step_prove")}</h2>
			<Form send={send} button={t("totp_confirm")}>
				<Input name="code" label={t("code_totp")} hint={t("totp_prove_hint")} value={code} onChange={set} autocomplete="one-time-code" inputmode="numeric" size={12} />
			</Form>
		</>
	);
}

function Removal({ path, text, button, done }: { path: string; text: string; button: string; done: () => void }) {
	const send = async (password: string) => {
		await call("POST", path, { body: { password } });
		done();
	};
	return (
		<PasswordForm send={send} button={button} kind="danger"><p>{text}</p></PasswordForm>
	);
}

export function Application() {
	const who = useGet<Who>("/session");
	const [offer, set_offer] = useState<TotpOffer | null>(null);
	const [done, set_done] = useState<"" | "totp_done" | "totp_removed">("");
	const finish = (how: typeof done) => () => {
		set_offer(null);
		set_done(how);
		who.reload();
	};
	const begin = async (password: string) => {
		set_done("");
		set_offer((await post<TotpOffer>("/session/totp", { password })).body);
	};
	return (
		<div class="narrow">
			<Title>{t("totp_title")}</Title>
			<p>{t("totp_what")}</p>
			{done && <Alert kind="ok" live>{t(done)}</Alert>}
			<Load of={who}>{({ second_factors }) => second_factors.includes("totp")
				? <><h2>{t("totp_remove_title")}</h2><Removal path="/session/totp/removal" text={t("totp_remove_text")} button={t("totp_remove")} done={finish("totp_removed")} /></>
				: offer ? <Offer offer={offer} done={finish("totp_done")} />
				: <PasswordForm send={begin} button={t("totp_begin")}><p>{t("totp_need")}</p></PasswordForm>}</Load>
			<ToAccount />
		</div>
	);
}

/** The printed card, in a tab of its own where the browser lets it. */
function CardMade({ file }: { file: string }) {
	return (
		<Alert kind="ok" live>
			<p>{t("card_made")}</p>
			<p><a class="button main" href={file} target="_blank" rel="noopener">{t("card_open")}</a></p>
			<p>{t("card_use")}</p>
		</Alert>
	);
}

function CardState({ who, has }: { who: Who; has: boolean }) {
	return <p>{has ? t.count("card_left", who.codes_left ?? 0) : t("card_none")}</p>;
}

export function Card() {
	const who = useGet<Who>("/session");
	const [file, set_file] = useState("");
	const [removed, set_removed] = useState(false);
	useEffect(() => () => URL.revokeObjectURL(file), [file]);

	const make = async (password: string) => {
		const { body } = await post<Blob>("/session/code-card", { password }, { accept: "application/pdf" });
		const made = URL.createObjectURL(body);
		set_removed(false);
		set_file(made);
		who.reload();
		window.open(made, "_blank", "noopener");
	};
	const finish = () => {
		set_file("");
		set_removed(true);
		who.reload();
	};
	return (
		<div class="narrow">
			<Title>{t("card_title")}</Title>
			<p>{t("card_what")}</p>
			{file && <CardMade file={file} />}
			{removed && <Alert kind="ok" live>{t("card_removed")}</Alert>}
			<Load of={who}>{(now) => {
				const has = now.second_factors.includes("card");
				return (
					<>
						<CardState who={now} has={has} />
						<h2>{has ? t("card_again_title") : t("card_make_title")}</h2>
						<PasswordForm key={file} send={make} button={has ? t("card_again") : t("card_make")}>
							<p>{has ? t("card_again_text") : t("card_make_text")}</p>
						</PasswordForm>
						{has && <><h2>{t("card_remove_title")}</h2><Removal path="/session/code-card/removal" text={t("card_remove_text")} button={t("card_remove")} done={finish} /></>}
					</>
				);
			}}</Load>
			<ToAccount />
		</div>
	);
}
