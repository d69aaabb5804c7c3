// The frame of every page: skip link, head with menu, main, foot. Page after page, the title is said and
// the focus goes to the heading, as a browser does with pages of its own.
import { Component, type ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { rooms, type PageProps, type Pages, type Room } from "../rooms";
import { Announcer } from "./announce";
import { Offline } from "../offline/banner";
import { pages, place, visit, type Page, type Place } from "./router";
import { away, leaving, session, session_close, session_leave, watch_idle } from "./session";
import { useSignal } from "./signal";
import { common, language_choose, language_now, languages, texts_load } from "./text";
import { Alert, Busy, Button } from "./parts";
import { Underway } from "./underway";
import { Problem } from "./api";

const page_title = (page: Page) => common.find(`title_${page.title}`);

/** May who is there see it? */
export function is_allowed(page: Page) {
	const who = session();
	if (page.roles.includes("anyone"))
		return true;
	return who !== null && (page.roles.length === 0 || page.roles.includes(who.role));
}

function Menu({ here }: { here: Page | null }) {
	const seen = pages.filter((page) => page.menu && is_allowed(page));
	const [open, set] = useState(false);
	useEffect(() => set(false), [here]);
	if (!seen.length)
		return null;
	const is_long = seen.length > 4; // of more lines than one on a telephone: folded there
	return (
		<nav aria-label={common("menu")} class={`menu${is_long ? " long" : ""}${open ? " open" : ""}`}>
			{is_long && <button type="button" class="plain" aria-expanded={open} aria-controls="menu" onClick={() => set(!open)}>{common("menu_button")}</button>}
			<ul id="menu">
				{seen.map((page) => (
					<li key={page.path}>
						<a href={page.path} aria-current={page === here ? "page" : undefined}>{page_title(page)}</a>
					</li>
				))}
			</ul>
		</nav>
	);
}

function Head({ here }: { here: Page | null }) {
	const who = session();
	const [failed, fail] = useState("");
	useEffect(() => fail(""), [here]);
	const log_out = () => { // without network nobody is logged out
		const question = leaving();
		if (question && !confirm(question))
			return;
		fail("");
		session_close().catch((problem) => fail(`${common("log_out_failed")} ${problem instanceof Problem ? problem.detail : common("problem_system")}`));
	};
	return (
		<header class="head">
			<div class="head-line">
				<a class="brand" href="/app">passnum</a>
				{who && (
					<p class="who">
						<a href="/app/compte">{who.login}</a>
						<button type="button" class="plain" onClick={log_out}>{common("log_out")}</button>
					</p>
				)}
			</div>
			<Menu here={here} />
			{failed && <div class="banner"><Alert kind="error" live>{failed}</Alert></div>}
		</header>
	);
}

function Foot() {
	const other = languages.filter((each) => each !== language_now());
	return (
		<footer class="foot">
			<nav aria-label={common("about_site")}>
				<ul>
					{pages.filter((page) => page.room === "about").map((page) => (
						<li key={page.path}><a href={page.path}>{page_title(page)}</a></li>
					))}
					{other.map((each) => (
						<li key={each}>
							<button type="button" class="plain" lang={each} onClick={() => language_choose(each)}>
								{common.find(`language_${each}`)}
							</button>
						</li>
					))}
				</ul>
			</nav>
		</footer>
	);
}

/** All of it, with its scripts: a link would only be followed within them. */
const Reload = () => <Button onClick={() => location.reload()}>{common("reload")}</Button>;

class Guard extends Component<{ of: string }, { failed: boolean }> {
	state = { failed: false };
	componentDidCatch(failure: unknown) {
		console.error(failure);
		this.setState({ failed: true });
	}
	componentDidUpdate(before: { of: string }) {
		if (before.of !== this.props.of && this.state.failed)
			this.setState({ failed: false });
	}
	render() {
		return this.state.failed
			? <><h1 tabIndex={-1}>{common("title_failed")}</h1><Alert kind="error" live>{common("page_broken")} <Reload /></Alert></>
			: this.props.children;
	}
}

type Shown = { place: Place; view: ComponentType<PageProps> | null; failed?: boolean };

async function load(page: Pick<Page, "room" | "page">) {
	const room = page.room as Room;
	const [pages] = await Promise.all([rooms[room]() as Promise<{ default: Pages }>, texts_load(room)]);
	return pages.default[page.page];
}

/** The page of an address; who may not see it is sent to the login. */
function usePage(): Shown {
	const now = useSignal(place);
	const [shown, set] = useState<Shown>({ place: now, view: null });
	const path = now.page?.path;
	useEffect(() => {
		let gone = false;
		const page = now.page;
		if (page && !session() && !is_allowed(page)) {
			visit(`/app/connexion?retour=${encodeURIComponent(location.pathname + location.search)}`, true);
			return;
		}
		if (!page || !is_allowed(page)) {
			set({ place: now, view: null });
			return;
		}
		load(page).then(
			(view) => gone || set({ place: now, view }),
			() => gone || set({ place: now, view: null, failed: true }),
		);
		return () => void (gone = true);
	}, [now, path]);
	return shown;
}

function useArrival(shown: Shown) {
	const first = useRef(true);
	const main = useRef<HTMLElement>(null);
	const path = shown.place.page?.path;
	useEffect(() => {
		const title = shown.place.page ? page_title(shown.place.page) : common("title_no_page");
		document.title = `${title} – passnum`;
		if (!shown.view && shown.place.page && is_allowed(shown.place.page))
			return;
		if (!first.current)
			main.current?.querySelector<HTMLElement>("h1")?.focus();
		first.current = false;
	}, [path, shown.view, JSON.stringify(shown.place.params)]);
	return main;
}

function Content({ shown }: { shown: Shown }) {
	const { page, params, query } = shown.place;
	if (shown.failed)
		return <><h1 tabIndex={-1}>{common("title_failed")}</h1><Alert kind="error" live>{common("page_unloaded")} <Reload /></Alert></>;
	if (!page)
		return <><h1 tabIndex={-1}>{common("title_no_page")}</h1><p>{common("no_page")} <a href="/app">{common("to_home")}</a></p></>;
	if (!is_allowed(page))
		return session() ? <><h1 tabIndex={-1}>{common("title_not_yours")}</h1><p>{common("not_yours")} <a href="/app">{common("to_home")}</a></p></> : <Busy />; // to the login
	if (!shown.view)
		return <Busy />;
	const View = shown.view;
	return <Guard of={page.path}><View key={page.path + JSON.stringify(params)} params={params} query={query} /></Guard>;
}

/** Over the page: is anybody there? Who is back? */
function Over() {
	const { is } = useSignal(away);
	const [View, set] = useState<ComponentType | null>(null);
	useEffect(() => {
		if (is !== "here" && !View)
			load({ room: "account", page: "Away" }).then((view) => set(() => view as ComponentType), () => session_leave());
	}, [is]);
	return is !== "here" && View ? <View /> : null;
}

export function App() {
	const shown = usePage();
	const main = useArrival(shown);
	useEffect(watch_idle, []);
	return (
		<>
			<a class="skip" href="#content">{common("skip")}</a>
			<Head here={shown.place.page} />
			<Offline />
			<Underway path={shown.place.page?.path ?? ""} />
			<main id="content" tabIndex={-1} ref={main}><Content shown={shown} /></main>
			<Foot />
			<Over />
			<Announcer />
		</>
	);
}
