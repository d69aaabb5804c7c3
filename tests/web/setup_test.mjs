// setup_test.mjs PASSNUM: the operator sets a programme up on one page, and sees the pass of it meanwhile.
import { Buffer } from "node:buffer";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { must, run_all, same, test } from "./house.mjs";

const wrong = /status of (400|401|404|409|422|429|503)|ERR_(FAILED|INTERNET_DISCONNECTED)/;

/** A SIRET whose digits add up. */
function siret() {
	const some = String(Math.floor(Math.random() * 1e12)).padStart(12, "3") + "1";
	const sum = [...some].reduceRight((total, digit, i) => {
		const twice = (some.length - i) % 2 ? Number(digit) * 2 : Number(digit);
		return total + (twice > 9 ? twice - 9 : twice);
	}, 0);
	return some + ((10 - (sum % 10)) % 10);
}

async function at_setup(come) {
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in("operator");
	await ada.page.goto("/app/dispositifs/nouveau");
	await ada.page.getByRole("heading", { level: 1, name: "Ouvrir un dispositif" }).waitFor();
	await ada.page.getByText(/Prendre les \d+ lieux agréés/).waitFor();
	return ada;
}
const a_name = (words) => `${words} ${Math.random().toString(36).slice(2, 8)}`;
const press = (ada, name) => ada.page.getByRole("button", { name, exact: true }).click();
const picture = (ada) => ada.page.getByRole("img", { name: /^Page \d sur \d du pass/ });
const field_error = (ada, words) => ada.page.locator(".field-error").getByText(words);
const programmes = async (house, name) => (await house.call("operator", "GET", "/programmes?limit=200")).body.items.filter((each) => each.name === name);
const budget = async (house, id) => (await house.call("operator", "GET", `/programmes/${id}/figures`)).body.cents.budget;

/** What the QR codes of the picture say. */
async function codes_in(ada) {
	const url = await picture(ada).evaluate((image) => {
		const sheet = Object.assign(document.createElement("canvas"), { width: image.naturalWidth, height: image.naturalHeight });
		sheet.getContext("2d").drawImage(image, 0, 0);
		return sheet.toDataURL();
	});
	const folder = mkdtempSync(path.join(os.tmpdir(), "passnum-png."));
	try {
		writeFileSync(path.join(folder, "page.png"), Buffer.from(url.split(",")[1], "base64"));
		const said = execFileSync("sh", ["-c", "zbarimg --quiet --raw page.png || true"], { cwd: folder, encoding: "utf-8", stdio: ["ignore", "pipe", "ignore"] });
		return said.trim().split("\n").filter(Boolean);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** The rest of a form that would do. */
async function fill(ada, name) {
	await ada.page.getByLabel("Commanditaire", { exact: true }).selectOption({ index: 1 });
	await ada.page.getByLabel("Nom du dispositif").fill(name);
	await ada.page.getByLabel("Première somme versée").fill("2 500");
}

test("from a new funder to an open programme whose pass a desk hands out, and the pass is seen meanwhile", async ({ house, come }) => {
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in("operator");
	await ada.page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "Dispositifs", exact: true }).click();
	await ada.page.getByRole("main").getByRole("link", { name: "Ouvrir un dispositif" }).click();
	await ada.page.getByText(/Prendre les \d+ lieux agréés/).waitFor();
	await ada.page.getByText("L’aperçu paraîtra").waitFor();
	const number = siret(), name = `Dispositif ${number}`;

	await press(ada, "Ajouter un commanditaire…");
	const dialog = ada.page.getByRole("dialog");
	await dialog.getByLabel("Nom du commanditaire").fill("Agglomération d’essai");
	await dialog.getByLabel("SIRET").fill("123 456 789 00012");
	await dialog.getByRole("button", { name: "Ajouter" }).click();
	await dialog.locator(".field-error").waitFor();
	await ada.look("setup-funder-refused");
	await dialog.getByLabel("SIRET").fill(number.replace(/(\d{3})(?=\d)/g, "$1 "));
	await dialog.getByRole("button", { name: "Ajouter" }).click();
	await dialog.waitFor({ state: "detached" });
	same(await ada.page.getByLabel("Commanditaire", { exact: true }).locator("option:checked").innerText(), "Agglomération d’essai", "the funder");

	await ada.page.getByLabel("Nom du dispositif").fill(name);
	const days = ada.page.getByLabel(/^(Jours sans remise|Délai de grâce)/);
	await days.evaluateAll((all) => all.forEach((each, i) => Object.assign(each, { value: String(14 + i) }).dispatchEvent(new Event("input", { bubbles: true })))); // at once
	same(await days.evaluateAll((all) => all.map(({ value }) => value)), ["14", "15"], "what was filled in at once");
	await picture(ada).waitFor();
	await ada.page.getByLabel("Chercher un lieu").fill((await house.call("operator", "GET", `/sites/${house.demo.desks[0].id}`)).body.name.toLowerCase().normalize("NFD").replace(/\p{M}/gu, ""));
	await ada.page.getByRole("checkbox", { name: /accueil/ }).first().check();
	await ada.page.getByText(/^1 lieu choisi/).waitFor();
	await ada.page.getByLabel("Chercher un lieu").fill("");
	await ada.page.getByRole("button", { name: /^Prendre les \d+ lieux agréés/ }).click();
	await ada.page.getByLabel("Première somme versée").fill("12 345,50");
	await ada.page.getByText(/De quoi remettre 123 pass de 10 coupons/).waitFor();
	await ada.page.locator(".paper.old").waitFor({ state: "detached" });
	await ada.look("setup-filled");

	await ada.page.getByRole("radio", { name: "Coupons, page 2" }).check();
	await ada.page.getByRole("img", { name: /^Page 2 sur 2/ }).waitFor();
	const urls = await codes_in(ada);
	same(urls.length, 10, "QR codes on the coupons");
	for (const voucher of urls) {
		const { body } = await house.call("mediator", "POST", "/vouchers/check", { voucher });
		same([body.usable, body.outcome], [false, "bad_signature"], "what a centre is told");
	}
	await ada.page.getByLabel("Langue du pass").selectOption("ar");
	await ada.page.getByLabel("Taille des lettres").selectOption("large");
	await ada.page.getByRole("img", { name: /^Page 1 sur 3 .*Arabe/ }).waitFor();
	const saved = ada.page.waitForEvent("download");
	await press(ada, "Télécharger le PDF");
	must(readFileSync(await (await saved).path()).subarray(0, 5).equals(Buffer.from("%PDF-")), "no PDF");

	await press(ada, "Créer et ouvrir le dispositif");
	await ada.page.getByRole("heading", { level: 1, name: `« ${name} » est ouvert` }).waitFor({ timeout: 30_000 });
	await ada.look("setup-open");
	const [made] = await programmes(house, name);
	same([made.state, await budget(house, made.id)], ["open", 1234550], "the programme");
	const { status, body } = await house.call("agent", "POST", "/passes", { programme: made.id, vouchers: 5 });
	same(status, 201, "a pass of it");
	const used = await house.call("mediator", "POST", "/redemptions", { voucher: body.vouchers[0].token });
	same(used.status, 201, "a voucher of it at a centre");
	await ada.page.getByRole("link", { name: "Voir le dispositif" }).click();
	await ada.page.getByRole("heading", { level: 1, name }).waitFor();
	same(await ada.page.evaluate(() => sessionStorage.length), 0, "what is kept of a finished set-up");
});

test("what is wrong is said beside its field; nothing typed is lost, not by a new page nor a session that ends", async ({ house, come }) => {
	const ada = await at_setup(come);
	const open = () => press(ada, "Créer et ouvrir le dispositif");
	await open();
	await field_error(ada, "Remplissez ce champ.").waitFor();
	must(await ada.page.getByLabel("Commanditaire", { exact: true }).evaluate((element) => element === document.activeElement), "the focus is elsewhere");
	const name = a_name("Essai des erreurs");
	await fill(ada, name);
	await picture(ada).waitFor();
	await ada.page.getByLabel("Territoire").fill("16 999");
	await ada.page.getByText(/^L’aperçu attend une règle juste. Donnez des codes/).waitFor();
	await open();
	await field_error(ada, "Donnez des codes").waitFor();
	await ada.look("setup-refused");
	await ada.page.getByLabel("Territoire").fill("75");
	await ada.page.getByText("Aucun lieu agréé dans ce territoire.").waitFor();
	for (const [label, value, words] of [["Valeur d’un coupon", "700", "655,35 euros"], ["Dernier jour", "2026-01-01", "ni avant le premier jour"],
		["Première somme versée", "beaucoup", "montant en euros"], ["Délai de grâce", "91", "de 0 à 90"]]) {
		const field = ada.page.getByLabel(label, { exact: label === "Dernier jour" }), good = await field.inputValue();
		await field.fill(value);
		await open();
		await field_error(ada, words).waitFor();
		same(await field.inputValue(), value, "what was typed");
		await field.fill(good);
	}
	await ada.page.reload();
	await ada.page.getByText("Voici ce que vous aviez écrit ici").waitFor();
	same(await ada.page.getByLabel("Nom du dispositif").inputValue(), name, "the name after a reload");
	same(await ada.page.getByLabel("Première somme versée").inputValue(), "2 500", "the sum after a reload");

	await picture(ada).waitFor();
	await ada.context.setOffline(true);
	await ada.page.getByLabel("Langue du pass").selectOption("tr");
	await ada.page.getByText("L’aperçu n’a pas pu être fait.").waitFor();
	await ada.look("setup-no-network");
	await ada.context.setOffline(false);
	await press(ada, "Réessayer");
	await ada.page.getByRole("img", { name: /Turc/ }).waitFor();

	await ada.context.clearCookies();
	await open();
	const dialog = ada.page.getByRole("dialog", { name: "Votre session est terminée" });
	await dialog.getByLabel("Mot de passe").fill(house.account("operator").password);
	await ada.page.keyboard.press("Enter");
	await ada.page.getByRole("heading", { level: 1, name: /est ouvert$/ }).waitFor();
	same((await programmes(house, name)).length, 1, "programmes");
});

test("a set-up that stopped goes on from there, and nothing is done twice", async ({ house, come }) => {
	const ada = await at_setup(come);
	const before = a_name("Essai interrompu"), after = a_name("Essai repris");
	await fill(ada, before);
	for (let i = 0; i < 4; i++)
		await ada.page.getByRole("checkbox", { name: /accueil|médiation/ }).nth(i).check();
	await ada.page.getByText(/^4 lieux choisis/).waitFor();
	/** The server does it; its answer is lost. */
	const lose = (pattern) => ada.page.route(pattern, async (route) => {
		await route.fetch();
		await route.abort();
	}, { times: 1 });

	await lose("**/api/v1/programmes");
	await press(ada, "Créer et ouvrir le dispositif");
	await ada.page.getByText("il existe peut-être déjà").waitFor();
	await ada.page.getByLabel("Nom du dispositif").fill(after);
	await lose("**/fundings");
	await press(ada, "Continuer");
	await ada.page.getByText("elle l’est peut-être déjà").waitFor();
	await ada.page.reload();
	await ada.page.getByText("le dispositif est créé").waitFor();
	await ada.page.getByLabel("Première somme versée").fill("3 000");
	let refused = 0;
	await ada.page.route("**/approvals/*", (route) => (++refused === 2
		? route.fulfill({ status: 429, contentType: "application/problem+json", headers: { "Retry-After": "1" }, body: JSON.stringify({ code: "too_fast", detail: "Trop vite." }) })
		: refused === 4 ? route.fulfill({ status: 404, contentType: "application/problem+json", body: JSON.stringify({ code: "no_site", detail: "Ce lieu n’existe pas." }) })
		: route.continue()));
	await press(ada, "Continuer");
	await field_error(ada, /Ce lieu n’existe pas/).waitFor();
	await ada.page.getByText(/lieux agréés pour ce dispositif.: 2 sur 4/).waitFor();
	await ada.look("setup-stopped");
	await ada.page.unroute("**/approvals/*");
	await ada.page.getByRole("button", { name: /^Prendre les \d+ lieux agréés/ }).click();
	await lose("**/approvals");
	await press(ada, "Continuer");
	await ada.page.getByText("faire participer tous les lieux agréés du territoire").waitFor();
	await press(ada, "Continuer");
	await ada.page.getByRole("heading", { level: 1, name: `« ${after} » est ouvert` }).waitFor({ timeout: 30_000 });
	same((await programmes(house, before)).length, 0, "programmes of the first name");
	const made = await programmes(house, after);
	same([made.length, made[0].state, await budget(house, made[0].id)], [1, "open", 300000], "the programme");
	const { body: all } = await house.call("operator", "GET", "/territories");
	const { body: { items } } = await house.call("operator", "GET", `/programmes/${made[0].id}/approvals?state=approved&limit=200`);
	same(items.length, all.sites, "places that take part");
});

test("by keyboard alone", async ({ house, come }) => {
	const ada = await at_setup(come);
	const keys = ada.page.keyboard, name = a_name("Au clavier");
	const tab_to = async (target) => {
		for (let i = 0; i < 120; i++) {
			await keys.press("Tab");
			if (await target.evaluate((element) => element === document.activeElement))
				return;
		}
		throw new Error("Tab does not come there");
	};
	await ada.page.getByRole("heading", { level: 1 }).focus();
	await tab_to(ada.page.getByLabel("Commanditaire", { exact: true }));
	await keys.press("ArrowDown");
	await tab_to(ada.page.getByLabel("Nom du dispositif"));
	await keys.type(name);
	await tab_to(ada.page.getByLabel("Première somme versée"));
	await keys.type("500");
	await tab_to(ada.page.getByRole("button", { name: /^Prendre les/ }));
	await keys.press("Space");
	await ada.page.getByText(/lieux choisis/).waitFor();
	must(await ada.page.getByRole("button", { name: "Tout décocher" }).evaluate((element) => element === document.activeElement), "the focus is lost");
	await tab_to(ada.page.getByLabel("Ouvrir tout de suite"));
	await keys.press("Space");
	await tab_to(ada.page.getByRole("button", { name: "Créer le dispositif" }));
	await keys.press("Enter");
	await ada.page.getByRole("heading", { level: 1, name: `« ${name} » est créé` }).waitFor({ timeout: 30_000 });
	must(await ada.page.getByRole("heading", { level: 1 }).evaluate((element) => element === document.activeElement), "the focus is not at the heading");
	same((await programmes(house, name))[0].state, "funded", "the programme");
});

await run_all();
