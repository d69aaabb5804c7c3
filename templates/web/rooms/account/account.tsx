// One's own account: who one is, how one comes in, and where.
import type { Session, Who } from "api";
import type account_fr from "../../../lang/web/account.fr.json";
import { useState } from "preact/hooks";
import { announce } from "../../kit/announce";
import { call } from "../../kit/api";
import { ListOf, Load, useGet, useList } from "../../kit/load";
import { Button, Facts, Failure, Title } from "../../kit/parts";
import { Table, type Column } from "../../kit/table";
import { instant, speaker, time } from "../../kit/text";

const t = speaker<typeof account_fr>("account");

const browsers: [RegExp, string][] = [[/Edg\//, "Edge"], [/OPR\//, "Opera"], [/Firefox\//, "Firefox"], [/Chrom(e|ium)\//, "Chrome"], [/Safari\//, "Safari"]];
const systems: [RegExp, string][] = [[/iPhone/, "iPhone"], [/iPad/, "iPad"], [/Android/, "Android"], [/Windows/, "Windows"], [/Mac OS/, "Mac"], [/CrOS/, "ChromeOS"], [/Linux/, "Linux"]];
const named = (list: [RegExp, string][], said: string) => list.find(([pattern]) => pattern.test(said))?.[1];

/** "Firefox sur Windows": what a browser calls itself, for people. */
function device_text(said: string) {
	const browser = named(browsers, said), system = named(systems, said);
	return browser && system ? t("device", { browser, system }) : said || t("device_unknown");
}

function Self({ who }: { who: Who }) {
	const place = who.site ?? who.funder;
	const facts: [string, string][] = [[t("login"), who.login], [t("role"), t.find(`role_${who.role}`)]];
	if (place)
		facts.push([who.site ? t("site") : t("funder"), place.name]);
	if (who.expires_at)
		facts.push([t("session_until"), time(who.expires_at)]);
	return <Facts of={facts} />;
}

function Factor({ title, text, state, path, link }: { title: string; text: string; state: string; path: string; link: string }) {
	return (
		<section class="sheet">
			<h3>{title}</h3>
			<p>{text}</p>
			<p><strong>{state}</strong></p>
			<p><a class="button" href={path}>{link}</a></p>
		</section>
	);
}

function Factors({ who }: { who: Who }) {
	const has_totp = who.second_factors.includes("totp"), has_card = who.second_factors.includes("card");
	return (
		<>
			<h2>{t("factors_title")}</h2>
			<p>{t("factors_text")}</p>
			<div class="columns">
				<Factor title={t("totp_title")} text={t("totp_short")} state={has_totp ? t("in_force") : t("not_in_force")}
					path="/app/compte/application" link={has_totp ? t("totp_manage") : t("totp_add")} />
				<Factor title={t("card_title")} text={t("card_short")} state={has_card ? t.count("card_left", who.codes_left ?? 0) : t("not_in_force")}
					path="/app/compte/carte" link={has_card ? t("card_manage") : t("card_add")} />
			</div>
		</>
	);
}

function Sessions() {
	const list = useList<Session>("/sessions?limit=200");
	const [failure, set_failure] = useState<unknown>(null);
	const [ending, set_ending] = useState(""); // id of a session, or "all"
	const end = async (which: string, sessions: Session[]) => {
		set_ending(which);
		set_failure(null);
		try {
			for (const { id } of sessions)
				await call("DELETE", `/sessions/${id}`).catch((problem) => {
					if (problem.code !== "no_session") // it ended by itself
						throw problem;
				});
			announce(t.count("sessions_ended", sessions.length));
		} catch (problem) {
			set_failure(problem);
		}
		set_ending("");
		list.reload();
	};
	const columns: Column<Session>[] = [
		{ title: t("session_device"), is_name: true, cell: (row) => device_text(row.device) },
		{ title: t("session_began"), cell: (row) => instant(row.created_at) },
		{ title: t("session_seen"), cell: (row) => instant(row.seen_at) },
		{ title: t("session_action"), cell: (row) => row.current ? t("session_this") : (
			<Button busy={ending === row.id} onClick={() => void end(row.id, [row])} label={t("session_end_of", { device: device_text(row.device), time: instant(row.created_at) })}>
				{t("session_end")}
			</Button>) },
	];
	return (
		<>
			<h2>{t("sessions_title")}</h2>
			<p>{t("sessions_text")}</p>
			<Failure of={failure} />
			<ListOf of={list} empty={t("sessions_none")}>{(items) => {
				const others = items.filter((each) => !each.current);
				return (
					<>
						<Table caption={t("sessions_title")} hide_caption columns={columns} rows={items} row_key={({ id }) => id} />
						{others.length > 0 && <p><Button kind="danger" busy={ending === "all"} onClick={() => void end("all", others)}>{t("sessions_end_others")}</Button></p>}
					</>
				);
			}}</ListOf>
		</>
	);
}

export function Account() {
	const who = useGet<Who>("/session");
	return (
		<>
			<Title>{t("account_title")}</Title>
			<Load of={who}>{(now) => (
				<>
					<Self who={now} />
					<h2>{t("password")}</h2>
					<p><a class="button" href="/app/compte/mot-de-passe">{t("password_change")}</a></p>
					<Factors who={now} />
				</>
			)}</Load>
			<Sessions />
		</>
	);
}
