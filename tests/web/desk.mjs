// What the journeys of the desk share: an agent whose clicks are counted, and what is on the paper.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { same } from "./house.mjs";

const wrong = /status of (401|403|404|409|422|429|503)|ERR_(FAILED|INTERNET_DISCONNECTED|CONNECTION)/;

/** An agent who has come in; every click is counted. */
export async function agent_comes(come, options) {
	const ada = await come(options);
	ada.allow(wrong);
	await ada.log_in("agent");
	ada.clicks = 0;
	await ada.page.exposeFunction("count_click", () => void ada.clicks++);
	await ada.page.addInitScript(() => addEventListener("pointerdown", (event) => event.isTrusted && window.count_click(), true));
	await ada.page.goto("/app");
	await ada.page.getByRole("heading", { name: "Bonjour" }).waitFor();
	ada.clicks = 0;
	return ada;
}
export const press = (ada, name) => ada.page.getByRole("button", { name, exact: true }).click();
export const answer = async (ada, ...values) => {
	for (const value of values)
		await press(ada, ["Non, ou presque pas", "Oui, avec de l’aide", "Oui, sans aide"][value]);
};
export const to_hand_out = (ada) => ada.page.getByRole("main").getByRole("link", { name: /^Remettre un pass/ }).click();

/** The document as the office's printer would get it: what its coupons say. */
export async function printed(ada, href) {
	const answer = await ada.context.request.get(href);
	same(answer.status(), 200, "the document");
	const folder = mkdtempSync(path.join(os.tmpdir(), "passnum-pdf."));
	try {
		writeFileSync(path.join(folder, "pass.pdf"), await answer.body());
		execFileSync("pdftoppm", ["-r", "120", "-gray", "pass.pdf", "page"], { cwd: folder });
		const said = execFileSync("sh", ["-c", "zbarimg --quiet --raw -Sdisable -Sqrcode.enable *.pgm || true"], { cwd: folder, encoding: "utf-8", stdio: ["ignore", "pipe", "ignore"] });
		const text = execFileSync("pdftotext", ["-layout", "pass.pdf", "-"], { cwd: folder, encoding: "utf-8" });
		return { urls: said.trim().split("\n").filter((line) => /^HTTPS?:.*\/\d{197}$/i.test(line)), text };
	} finally {
		rmSync(folder, { recursive: true });
	}
}
export const href_of = (ada) => ada.page.getByRole("link", { name: "Imprimer le pass" }).getAttribute("href");
export const passes = async (house, id = "") => (await house.call("agent", "GET", `/passes${id}`)).body;
export const count = async (house) => (await passes(house)).items.map(({ id }) => id);
/** A pass of the desk with its secrets. */
export const issue = async (house, more = {}) => (await house.call("agent", "POST", "/passes", { programme: "1", vouchers: 6, ...more })).body;
