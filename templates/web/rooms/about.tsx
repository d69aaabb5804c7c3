// What every site owes: its map, how accessible it is, who answers for it, what it keeps.
import type { About, Publisher } from "api";
import type about_fr from "../../lang/web/about.fr.json";
import type { ComponentChildren } from "preact";
import { is_allowed } from "../kit/app";
import { useGet } from "../kit/load";
import { Alert, Facts, Title } from "../kit/parts";
import { pages, type Page } from "../kit/router";
import { session } from "../kit/session";
import { common, speaker } from "../kit/text";

const t = speaker<typeof about_fr>("about");
type Key = keyof typeof about_fr & string;

const host = () => location.host;

interface SectionProps {
	heading: Key;
	texts?: Key[];
	list?: Key[];
	children?: ComponentChildren;
}

/** A heading, paragraphs, perhaps a list. */
function Section({ heading, texts = [], list = [], children }: SectionProps) {
	return (
		<section>
			<h2>{t(heading)}</h2>
			{texts.map((key) => <p key={key}>{t(key, { host: host() })}</p>)}
			{list.length > 0 && <ul>{list.map((key) => <li key={key}>{t(key)}</li>)}</ul>}
			{children}
		</section>
	);
}

// ---- who answers for it ----

type Known = (publisher: Publisher) => ComponentChildren;

/** What the operator has said of itself; that it has said nothing; what can be said while neither is known. */
function Answerer({ known, unknown, fallback }: { known: Known; unknown?: ComponentChildren; fallback: Key }) {
	const { data, problem } = useGet<About>("/about");
	if (data?.publisher)
		return <>{known(data.publisher)}</>;
	if (!data && !problem)
		return null;
	return <>{data && unknown}<p>{t(fallback, { host: host() })}</p></>;
}

const is_operator = () => session()?.role === "operator";
const to_edit = (words: string) => is_operator() && <p><a href="/app/mentions">{words}</a></p>;
const NotSaid = () => <Alert kind="warning"><p>{t("not_said")}</p>{to_edit(t("not_said_go")) || <p>{t("not_said_how")}</p>}</Alert>;

type Lines = [ComponentChildren, ComponentChildren][];
const reach = ({ phone, email }: Publisher): Lines => [
	...(phone ? [[t("phone"), <a href={`tel:${phone.replace(/[^+0-9]/g, "")}`}>{phone}</a>]] as Lines : []),
	...(email ? [[t("email"), <a href={`mailto:${email}`}>{email}</a>]] as Lines : []),
];

// ---- the map ----

function Links({ heading, of }: { heading: Key; of: Page[] }) {
	return of.length ? (
		<section>
			<h2>{t(heading)}</h2>
			<ul>{of.map((page) => <li key={page.path}><a href={page.path}>{common.find(`title_${page.title}`)}</a></li>)}</ul>
		</section>
	) : null;
}

function SiteMap() {
	const seen = pages.filter((page) => is_allowed(page) && !page.path.includes(":"));
	return (
		<>
			<Title>{t("site_map_title")}</Title>
			<Links heading="site_map_work" of={seen.filter(({ room }) => room !== "account" && room !== "about")} />
			<Links heading="site_map_account" of={seen.filter(({ room }) => room === "account")} />
			<Links heading="site_map_site" of={seen.filter(({ room }) => room === "about")} />
		</>
	);
}

// ---- accessibility: the order of the model of the RGAA ----

const DEFENDER = "https://formulaire.defenseurdesdroits.fr/", DELEGATES = "https://www.defenseurdesdroits.fr/saisir/delegues";

function Accessibility() {
	return (
		<>
			<Title>{t("accessibility_title")}</Title>
			<p>{t("acc_intro", { host: host() })}</p>
			<Section heading="acc_state" texts={["acc_state_text"]} />
			<Section heading="acc_tests" texts={["acc_tests_text"]} list={["acc_test_axe", "acc_test_keys", "acc_test_width", "acc_test_errors", "acc_test_paper"]} />
			<Section heading="acc_limits" texts={["acc_limits_text"]} />
			<Section heading="acc_means" texts={["acc_means_text"]} />
			<Section heading="acc_contact">
				<Answerer fallback="acc_contact_text" unknown={<NotSaid />} known={(publisher) => (
					<>
						<p>{t("acc_contact_known", { name: publisher.name })}</p>
						<Facts of={[...reach(publisher), [t("address"), publisher.address]]} />
					</>
				)} />
			</Section>
			<Section heading="acc_appeal" texts={["acc_appeal_text"]}>
				<ul>
					<li><a href={DEFENDER} rel="noreferrer">{t("acc_appeal_form")}</a></li>
					<li><a href={DELEGATES} rel="noreferrer">{t("acc_appeal_local")}</a></li>
					<li>{t("acc_appeal_mail")}</li>
				</ul>
			</Section>
		</>
	);
}

// ---- who answers for it, and what is kept ----

function Legal() {
	return (
		<>
			<Title>{t("legal_title")}</Title>
			<Section heading="legal_publisher">
				<Answerer fallback="legal_publisher_text" unknown={<NotSaid />} known={(publisher) => (
					<>
						<p>{t("legal_publisher_known", { host: host() })}</p>
						<Facts of={[[t("name"), publisher.name], [t("address"), publisher.address], ...reach(publisher), [t("director"), publisher.director]]} />
						{to_edit(t("said_change"))}
					</>
				)} />
			</Section>
			<Section heading="legal_host">
				<Answerer fallback="legal_host_text" known={({ hosting }) => <p>{hosting}</p>} />
				<p>{t("legal_host_nothing")}</p>
			</Section>
			<Section heading="legal_software" texts={["legal_software_text"]} />
			<Section heading="legal_places" texts={["legal_places_text"]} />
			<Section heading="legal_more"><p><a href="/app/vie-privee">{t("legal_more_link")}</a></p></Section>
		</>
	);
}

function Privacy() {
	return (
		<>
			<Title>{t("privacy_title")}</Title>
			<Answerer fallback="priv_controller_unknown" unknown={<NotSaid />} known={(publisher) => (
				<>
					<p>{t("priv_controller", { name: publisher.name })}</p>
					<Facts of={[[t("address"), publisher.address], ...reach(publisher)]} />
				</>
			)} />
			<p>{t("priv_intro")}</p>
			<Section heading="priv_person" texts={["priv_person_none", "priv_person_list"]}
				list={["priv_person_paper", "priv_person_bands", "priv_person_level", "priv_person_used"]}>
				<p>{t("priv_person_time")}</p>
				<p>{t("priv_person_seen")}</p>
				<p>{t("priv_person_scan")}</p>
			</Section>
			<Section heading="priv_staff" list={["priv_staff_account", "priv_staff_sessions", "priv_staff_journal", "priv_staff_wrong"]}>
				<p>{t("priv_staff_address")}</p>
			</Section>
			<Section heading="priv_cookie" texts={["priv_cookie_text"]} />
			<Section heading="priv_rights" texts={["priv_rights_text"]}>
				<p><a href="https://www.cnil.fr/fr/plaintes" rel="noreferrer">{t("priv_rights_cnil")}</a></p>
			</Section>
		</>
	);
}

export default { SiteMap, Accessibility, Legal, Privacy };
