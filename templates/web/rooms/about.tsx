// What every site owes: its map, how accessible it is, who answers for it, what it keeps.
import type about_fr from "../../lang/web/about.fr.json";
import { is_allowed } from "../kit/app";
import { Title } from "../kit/parts";
import { pages } from "../kit/router";
import { common, speaker } from "../kit/text";

const t = speaker<typeof about_fr>("about");

function SiteMap() {
	return (
		<>
			<Title>{t("site_map_title")}</Title>
			<ul>
				{pages.filter((page) => is_allowed(page) && !page.path.includes(":")).map((page) => (
					<li key={page.path}><a href={page.path}>{common.find(`title_${page.title}`)}</a></li>
				))}
			</ul>
		</>
	);
}

const Accessibility = () => <Title>{t("accessibility_title")}</Title>;
const Legal = () => <Title>{t("legal_title")}</Title>;
const Privacy = () => <Title>{t("privacy_title")}</Title>;

export default { SiteMap, Accessibility, Legal, Privacy };
