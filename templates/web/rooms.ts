// The rooms of the house: each is loaded when somebody enters it, with its words.
import type { ComponentType } from "preact";

export interface PageProps {
	params: Record<string, string>;
	query: URLSearchParams;
}
export type Pages = Record<string, ComponentType<PageProps>>;

export const rooms = {
	home: () => import("./rooms/home"),
	account: () => import("./rooms/account"),
	agent: () => import("./rooms/agent"),
	exports: () => import("./rooms/exports"),
	funder: () => import("./rooms/funder"),
	about: () => import("./rooms/about"),
	mediator: () => import("./rooms/mediator"),
	operator: () => import("./rooms/operator"),
	programme: () => import("./rooms/programme"),
};
export type Room = keyof typeof rooms;

type Loader = () => Promise<{ default: Record<string, string> }>;

export const catalogues: Record<Room | "common", { fr: Loader; en: Loader }> = {
	common: { fr: () => import("../lang/web/common.fr.json"), en: () => import("../lang/web/common.en.json") },
	home: { fr: () => import("../lang/web/home.fr.json"), en: () => import("../lang/web/home.en.json") },
	account: { fr: () => import("../lang/web/account.fr.json"), en: () => import("../lang/web/account.en.json") },
	agent: { fr: () => import("../lang/web/agent.fr.json"), en: () => import("../lang/web/agent.en.json") },
	exports: { fr: () => import("../lang/web/exports.fr.json"), en: () => import("../lang/web/exports.en.json") },
	funder: { fr: () => import("../lang/web/funder.fr.json"), en: () => import("../lang/web/funder.en.json") },
	mediator: { fr: () => import("../lang/web/mediator.fr.json"), en: () => import("../lang/web/mediator.en.json") },
	operator: { fr: () => import("../lang/web/operator.fr.json"), en: () => import("../lang/web/operator.en.json") },
	programme: { fr: () => import("../lang/web/programme.fr.json"), en: () => import("../lang/web/programme.en.json") },
	about: { fr: () => import("../lang/web/about.fr.json"), en: () => import("../lang/web/about.en.json") },
};
