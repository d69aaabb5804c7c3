// The first page of each role: large tiles to what they do every day.
import type home_fr from "../../lang/web/home.fr.json";
import { is_allowed } from "../kit/app";
import { Title } from "../kit/parts";
import { pages } from "../kit/router";
import { session } from "../kit/session";
import { common, speaker } from "../kit/text";

const t = speaker<typeof home_fr>("home");

function Home() {
	const who = session()!;
	const tiles = pages.filter((page) => page.menu && page.path !== "/app" && is_allowed(page));
	return (
		<>
			<Title>{t("hello")}</Title>
			<p>{t.find(`role_${who.role}`)}</p>
			<ul class="tiles">
				{tiles.map((page, i) => (
					<li key={page.path}>
						<a class={i ? "tile" : "tile first"} href={page.path}>
							<strong>{common.find(`title_${page.title}`)}</strong>
							<span>{t.find(`about_${page.title}`)}</span>
						</a>
					</li>
				))}
			</ul>
		</>
	);
}

export default { Home };
