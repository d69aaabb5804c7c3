// The pages of each role, as the journeys that go through all of them come to them.
import { readFileSync } from "node:fs";

const pages = JSON.parse(readFileSync(new URL("../../templates/web/pages.json", import.meta.url), "utf-8"));

/** Addresses of the pages that a role has of its own; `all`: also those that all roles have. */
export async function addresses(house, role, all) {
	const first = async (path) => (await house.call(role, "GET", path)).body.items?.[0] ?? {};
	const found = [];
	for (const page of pages) {
		const mine = role === "anyone" ? page.roles.includes("anyone") : page.roles.includes(role) || (page.roles.length === 0 && (all || page.path === "/app"));
		if (!mine)
			continue;
		const things = { pass: "/passes", lots: "/batches", dispositif: "/programmes", reglages: "/programmes", comptes: "/accounts", lieu: "/sites", cles: "/signing-keys" };
		const [, noun, more] = /^\/app\/(\w+)\/:id(.*)$/.exec(page.path) ?? [];
		const thing = noun && things[noun] && (await first(`${things[noun]}?limit=1`));
		const id = thing && (thing.number ?? thing.id);
		if (!noun)
			found.push(page.path);
		else if (id !== undefined)
			found.push(`/app/${noun}/${id}${more}`);
	}
	return found;
}

/** Its words are there, and nothing is under way any more. */
export async function settle(page) {
	await page.getByRole("heading", { level: 1 }).waitFor();
	await page.waitForFunction(() => [...document.querySelectorAll("main .busy")].every((each) => !each.textContent.trim())).catch(() => { throw new Error(`${page.url()} stays busy`); });
}

export const roles = ["anyone", "agent", "mediator", "funder", "operator", "auditor"];
