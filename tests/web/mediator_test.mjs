// mediator_test.mjs PASSNUM: a centre scans vouchers, sees its month and the way of the person in front of it.
import { readFileSync } from "node:fs";
import path from "node:path";
import { must, run_all, same, test } from "./house.mjs";
import { azerty, film, fresh, issue, no_levels, refused, result, scanner, settled, wedge } from "./vouchers.mjs";

test("the scanner is the first tile; the workshop of the group is said once and kept for the day", async ({ house, come }) => {
	const ada = await come();
	ada.allow(refused);
	await ada.log_in("mediator");
	same((await ada.page.locator(".tile").first().innerText()).split("\n")[0], "Scanner", "the first tile");
	await ada.page.locator(".tile").first().click();
	await ada.page.getByRole("heading", { level: 1, name: "Scanner" }).waitFor();
	await ada.look("scanner");
	await ada.page.getByRole("button", { name: "Modifier l’atelier du jour" }).click();
	await ada.page.getByLabel("Type d’atelier").selectOption({ label: "Démarches en ligne" });
	await ada.page.getByLabel("Durée").selectOption({ label: "1 h 30" });
	await ada.look("scanner-group");
	await ada.page.getByRole("button", { name: "C’est bon" }).click();
	await ada.page.reload();
	await ada.page.getByText("Démarches en ligne").waitFor();
	const voucher = fresh(house);
	await wedge(ada, voucher.url);
	await settled(ada, "held");
	await ada.look("scanner-held");
	await ada.page.locator("button:focus").getByText("Accompagné entièrement").waitFor();
	await ada.page.keyboard.press("Tab");
	await ada.page.keyboard.press("Enter");
	await settled(ada, "redeemed");
	must((await ada.page.locator("[role=status].hidden").textContent()).includes("Accepté"), "the result is not announced");
	await ada.look("scanner-redeemed");
	const [latest] = (await house.call("mediator", "GET", "/redemptions?limit=1")).body.items;
	same([latest.kind, latest.minutes, latest.level, latest.mode], [3, 90, "partly", "online"], "what is in the books");
});

test("a USB scanner is read as it types: as it is, on AZERTY, with Caps Lock, with a tabulation, in the field", async ({ house, come }) => {
	const ada = await scanner(come);
	for (const [text, end] of [[(v) => v.url, "Enter"], [(v) => azerty(v.url), "Enter"], [(v) => azerty(v.url, true), "Enter"], [(v) => v.url.toLowerCase(), "Tab"], [(v) => v.token, "Enter"]]) {
		await wedge(ada, text(fresh(house)), end);
		await settled(ada, "redeemed");
		await wedge(ada, "pas un coupon, mais assez long");
		await settled(ada, "refused");
	}
	const field = ada.page.getByLabel("Code du coupon");
	await field.focus();
	await ada.page.keyboard.insertText(azerty(fresh(house).url));
	await ada.page.keyboard.press("Tab");
	await settled(ada, "redeemed");
	same(await field.inputValue(), "", "the field");
	await ada.page.getByRole("heading", { name: "6 coupons acceptés" }).waitFor();
	await field.focus();
	await ada.page.keyboard.type(fresh(house).url);
	await ada.page.keyboard.press("Enter");
	await ada.page.getByRole("heading", { name: "7 coupons acceptés" }).waitFor();
	await ada.look("scanner-today");
});

test("a typed code with one wrong symbol is asked for, never guessed; nonsense is said beside the field", async ({ house, come }) => {
	const ada = await scanner(come);
	const { code } = fresh(house);
	const field = ada.page.getByLabel("Code du coupon");
	await field.fill("ABCD-EF");
	await ada.page.keyboard.press("Enter");
	await ada.page.locator("#content").getByText("Ce code n’est pas complet").waitFor();
	same(await field.inputValue(), "ABCD-EF", "what was typed");
	await ada.look("scanner-code-wrong");
	const wrong = code.slice(0, 6) + (code[6] === "7" ? "8" : "7") + code.slice(7);
	await field.fill(wrong.toLowerCase().replaceAll("-", " "));
	await ada.page.keyboard.press("Enter");
	await result(ada, "proposal").getByText(code).waitFor();
	await ada.look("scanner-proposal");
	await ada.page.locator("button:focus").getByText("Oui, c’est ce code").waitFor();
	await ada.page.keyboard.press("Enter");
	await settled(ada, "redeemed");
	await field.and(ada.page.locator(":focus")).waitFor(); // for the next code
});

test("a place that is suspended is told since when and why, before the first scan", async ({ house, come }) => {
	const { body: who } = await house.call("mediator", "GET", "/session");
	const at = `/programmes/1/approvals/${who.site.id}`;
	same((await house.call("funder", "PUT", at, { state: "suspended", reason: "agreement_ended" })).status, 200, "suspended");
	try {
		const ada = await come();
		await ada.log_in("mediator");
		await ada.page.goto("/app/scanner");
		const notice = ada.page.getByRole("status").filter({ hasText: "Votre lieu est suspendu" });
		must((await notice.innerText()).includes(": convention terminée. Ses coupons sont refusés ici."), "the reason is not said");
		await ada.look("scanner-suspended");
	} finally {
		same((await house.call("funder", "PUT", at, { state: "approved" })).status, 200, "approved");
	}
});

test("every outcome has its colour, mark and sentence; the right ones may be taken back at once", async ({ house, come }) => {
	const ada = await scanner(come);
	const voucher = fresh(house);
	await wedge(ada, voucher.token);
	await settled(ada, "redeemed");
	await wedge(ada, voucher.token);
	await result(ada, "already_yours").getByText("compté qu’une fois").waitFor();
	await ada.look("scanner-already-yours");
	const [theirs] = issue(house, "--vouchers", "5");
	house.run("redeem", theirs.vouchers[0].token, "--centre", house.demo.centres[1].id);
	await wedge(ada, theirs.vouchers[0].token);
	await result(ada, "already_used").getByText("déjà été utilisé").waitFor();
	must((await ada.page.locator("[role=alert].hidden").textContent()).includes("Refusé"), "a refusal is not announced");
	await ada.look("scanner-already-used");
	house.run("block", theirs.id, "--reason", "essai");
	await wedge(ada, theirs.vouchers[1].token);
	await result(ada, "blocked").getByText("bloqué").waitFor();
	const [lost] = issue(house, "--vouchers", "5");
	house.run("replace", lost.id, "--reason", "lost");
	await wedge(ada, lost.vouchers[1].token);
	await result(ada, "replaced").getByText("remplacé").waitFor();
	const [specimen] = issue(house, "--vouchers", "5", "--specimen");
	await wedge(ada, specimen.vouchers[0].token);
	await settled(ada, "specimen");
	await wedge(ada, fresh(house).token.slice(0, -17) + "00000000000000000");
	await result(ada, "malformed").or(result(ada, "bad_signature")).waitFor();
	// Those that the demonstration has no voucher for, as the server would say them.
	const sentences = JSON.parse(readFileSync(new URL("../../templates/lang/fr.json", import.meta.url), "utf-8")).outcome;
	const status = { expired: 410, not_yet_valid: 403, not_funded: 403, wrong_territory: 403, kind_not_allowed: 403, bad_signature: 422, unknown_key: 422, unknown_code: 404, too_many_wrong_codes: 429 };
	for (const [outcome, code] of Object.entries(status)) {
		await ada.page.route("**/api/v1/redemptions", (route) => route.fulfill({ status: code, contentType: "application/problem+json",
			body: JSON.stringify({ type: "about:blank", title: "Refusé", status: code, code: outcome, detail: sentences[outcome], outcome, message: sentences[outcome] }) }));
		await wedge(ada, fresh(house).token);
		await result(ada, outcome).getByText(sentences[outcome]).waitFor();
		must(await result(ada, outcome).evaluate((element) => element.classList.contains("scan-error")), `${outcome} is red`);
		await ada.page.unroute("**/api/v1/redemptions");
	}
	await ada.look("scanner-refused");
});

test("a redemption is taken back right there, with a reason", async ({ house, come }) => {
	const ada = await scanner(come);
	const voucher = fresh(house);
	await wedge(ada, voucher.token);
	await settled(ada, "redeemed");
	await ada.page.getByRole("button", { name: "Annuler cette utilisation" }).click();
	await ada.look("scanner-undo");
	await ada.page.getByLabel("Atelier annulé").check();
	await ada.page.getByRole("button", { name: "Annuler l’utilisation" }).click();
	await ada.page.locator(".scan-result").getByText("Utilisation annulée").waitFor();
	await ada.look("scanner-undone");
	const [latest] = (await house.call("mediator", "GET", "/redemptions?limit=1")).body.items;
	const whole = (await house.call("mediator", "GET", `/redemptions/${latest.id}`)).body;
	same([whole.state, whole.reason], ["reversed", "Atelier annulé"], "in the books");
	await wedge(ada, voucher.token);
	await settled(ada, "redeemed");
});

test("nobody is asked for the level of somebody whose voucher is refused", async ({ house, come }) => {
	const ada = await scanner(come, { levels: true });
	const [theirs] = issue(house, "--vouchers", "5", "--hand-out");
	house.run("redeem", theirs.vouchers[0].token, "--centre", house.demo.centres[1].id);
	await wedge(ada, theirs.vouchers[0].token);
	await settled(ada, "already_used");
	await wedge(ada, theirs.vouchers[1].token);
	await settled(ada, "held");
	await ada.page.setViewportSize({ width: 360, height: 740 });
	await wedge(ada, theirs.vouchers[2].token);
	await settled(ada, "held");
	await ada.page.waitForFunction(() => {
		const box = document.querySelector(".scan-levels")?.getBoundingClientRect(); // none between one voucher and the next
		return box && box.top >= 0 && box.bottom <= innerHeight;
	});
});

test("what is scanned while it is asked about another one is not taken back for it", async ({ house, come }) => {
	const ada = await scanner(come);
	const [first, second] = [fresh(house).token, fresh(house).token];
	await wedge(ada, first);
	await settled(ada, "redeemed");
	await ada.page.getByRole("button", { name: "Annuler cette utilisation" }).click();
	await wedge(ada, second);
	await ada.page.locator("h2", { hasText: "2 coupons acceptés" }).waitFor({ state: "attached" });
	await ada.page.getByRole("button", { name: "Annuler l’utilisation" }).click();
	await ada.page.getByRole("heading", { name: "1 coupon accepté" }).waitFor();
	await wedge(ada, second);
	await settled(ada, "already_yours");
	await wedge(ada, first);
	await settled(ada, "redeemed");
});

test("the sound and the vibration can be switched off, and stay so", async ({ come }) => {
	const ada = await scanner(come);
	await ada.page.getByRole("button", { name: "Son et vibration : oui" }).click();
	await ada.page.reload();
	const toggle = ada.page.getByRole("button", { name: "Son et vibration : non" });
	same(await toggle.getAttribute("aria-pressed"), "false", "pressed");
	await toggle.click();
	await ada.page.getByRole("button", { name: "Son et vibration : oui" }).waitFor();
});

test("twenty vouchers in a row, each with its level, in under 60 seconds", async ({ house, come }) => {
	const ada = await scanner(come, { levels: true });
	const twenty = Array.from({ length: 20 }, () => fresh(house));
	const began = Date.now();
	for (const [i, voucher] of twenty.entries()) {
		await wedge(ada, voucher.url);
		await ada.page.getByRole("button", { name: ["Accompagné entièrement", "Partiellement autonome", "Autonome"][i % 3], exact: true }).click();
		await settled(ada, "redeemed");
	}
	const seconds = (Date.now() - began) / 1000;
	console.log(`# 20 vouchers with their levels in ${seconds.toFixed(1)} s`);
	must(seconds < 60, `${seconds} s`);
	await ada.page.getByRole("heading", { name: "20 coupons acceptés" }).waitFor();
});

test("twenty codes typed by hand, each with its level, from the keyboard alone", async ({ house, come }) => {
	const ada = await scanner(come, { levels: true });
	const twenty = Array.from({ length: 20 }, () => fresh(house));
	const field = ada.page.getByLabel("Code du coupon");
	await field.focus();
	const began = Date.now();
	for (const { code } of twenty) {
		await ada.page.keyboard.type(code.replaceAll("-", "").toLowerCase());
		await ada.page.keyboard.press("Enter");
		await settled(ada, "held");
		await ada.page.locator("button:focus").getByText("Accompagné entièrement").waitFor();
		await ada.page.keyboard.press("Enter");
		await settled(ada, "redeemed");
		await ada.page.locator("input:focus").waitFor(); // for the next code
	}
	const seconds = (Date.now() - began) / 1000;
	console.log(`# 20 typed codes with their levels in ${seconds.toFixed(1)} s`);
	must(seconds < 60, `${seconds} s`);
	await ada.page.getByRole("heading", { name: "20 coupons acceptés" }).waitFor();
});

test("one of several cameras, and its lamp, are chosen from the keyboard; the choice is kept", async ({ come }) => {
	const ada = await scanner(come, { args: ["--use-fake-device-for-media-stream=device-count=2", "--use-fake-ui-for-media-stream"] });
	await ada.page.evaluate(() => {
		const { getCapabilities, applyConstraints } = MediaStreamTrack.prototype;
		MediaStreamTrack.prototype.getCapabilities = function () { return { ...getCapabilities.call(this), torch: true }; };
		window.lamp = [];
		navigator.wakeLock.request = async (what) => {
			window.awake = what;
			return { release: async () => (window.awake = "") };
		};
		MediaStreamTrack.prototype.applyConstraints = async function (to) { window.lamp.push(to.advanced[0].torch); };
	});
	await ada.page.getByRole("button", { name: "Ouvrir la caméra" }).press("Enter");
	const which = ada.page.getByLabel("Caméra utilisée"), first = await which.inputValue();
	await ada.page.getByRole("button", { name: "Lampe : éteinte" }).press("Enter");
	await ada.page.getByRole("button", { name: "Lampe : allumée", pressed: true }).press("Enter");
	await ada.page.getByRole("button", { name: "Lampe : éteinte", pressed: false }).waitFor();
	same(await ada.page.evaluate(() => window.lamp), [true, false], "the lamp");
	same(await ada.page.evaluate(() => window.awake), "screen", "what stays awake");
	await ada.look("scanner-cameras");
	await which.focus();
	await ada.page.keyboard.press("ArrowDown");
	await ada.page.waitForFunction((first) => ![first, undefined].includes(document.querySelector("[data-field=camera] select")?.value), first);
	const second = await which.inputValue();
	await ada.page.reload();
	await ada.page.getByRole("button", { name: "Ouvrir la caméra" }).click();
	await which.waitFor();
	same(await which.inputValue(), second, "the camera after a reload");
	await ada.page.evaluate(() => localStorage.setItem("scan-camera", "none of these"));
	await ada.page.getByRole("button", { name: "Fermer la caméra" }).click();
	await ada.page.getByRole("button", { name: "Ouvrir la caméra" }).click();
	await which.waitFor();
	same(await which.inputValue(), first, "when the chosen one is gone");
});

test("the camera reads a printed pass; the reader comes only with it; what it cannot do is said", async ({ house, come }) => {
	const pdf = path.join(house.folder, "camera.pdf");
	issue(house, "--vouchers", "5", "--hand-out", "--out", pdf);
	const args = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${film(house, pdf)}`];
	const loaded = [];
	const ada = await come({ args });
	ada.allow(refused);
	ada.page.on("request", (request) => loaded.push(request.url()));
	await ada.log_in("mediator");
	await ada.page.goto("/app/mois");
	await ada.page.getByRole("heading", { level: 2 }).first().waitFor();
	must(!loaded.some((url) => /reader/.test(url)), "the reader is loaded where nothing is scanned");
	await no_levels(ada);
	await ada.page.getByRole("button", { name: "Ouvrir la caméra" }).click();
	await ada.page.locator(".scan-result").getByText("Coupon 1 sur 5").waitFor({ timeout: 30_000 });
	await ada.look("scanner-camera");
	must(loaded.some((url) => /reader\.worker/.test(url)), "no reader");
	await ada.page.getByRole("button", { name: "Fermer la caméra" }).click();
	const bob = await scanner(come, { args: ["--use-fake-device-for-media-stream=device-count=0"] });
	await bob.page.getByRole("button", { name: "Ouvrir la caméra" }).click();
	await bob.page.getByText("Vous pouvez aussi prendre un lecteur USB").waitFor();
	await bob.look("scanner-no-camera");
	await wedge(bob, fresh(house).token);
	await settled(bob, "redeemed");
});

test("my month: used, taken back, owed; each line has its receipt and may be taken back", async ({ house, come }) => {
	const ada = await come();
	ada.allow(refused);
	await ada.log_in("mediator");
	await ada.page.getByRole("link", { name: "Mon mois" }).first().click();
	await ada.page.getByRole("table").waitFor();
	const items = [];
	for (let next = `/redemptions?limit=200&from=${new Date().toISOString().slice(0, 8)}01`; next;) {
		const answer = await house.call("mediator", "GET", next);
		items.push(...answer.body.items);
		next = /<\/api\/v1([^>]*)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1];
	}
	const standing = items.filter(({ state }) => state === "standing");
	const cents = standing.reduce((sum, each) => sum + each.cents, 0);
	const facts = () => ada.page.locator(".facts").innerText();
	const euros = (of) => new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" }).format(of / 100);
	must((await facts()).includes(euros(cents)), `the sum ${euros(cents)} is not in ${await facts()}`);
	must((await facts()).includes(`${standing.length} coupon`), "how many");
	await ada.look("month");
	const [download] = await Promise.all([ada.page.waitForEvent("download"), ada.page.getByRole("button", { name: /Télécharger le reçu/ }).first().click()]);
	must(readFileSync(await download.path(), "utf-8").startsWith("pass-numerique/receipt/v1\n"), "the receipt is none");
	const [proofs] = await Promise.all([ada.page.waitForEvent("download"), ada.page.getByRole("button", { name: "Télécharger les reçus du mois" }).click()]);
	const kept = readFileSync(await proofs.path(), "utf-8");
	same(kept.split("pass-numerique/receipt/v1\n").length - 1, standing.length, "receipts in the file");
	const [one] = standing;
	must(kept.includes((await house.call("mediator", "GET", `/redemptions/${one.id}`)).body.receipt), "the newest receipt is in it");
	must(proofs.suggestedFilename().startsWith("recus-20"), "its name");
	await ada.page.evaluate(() => (window.print = () => (window.printed = document.querySelectorAll("tbody tr").length)));
	await ada.page.emulateMedia({ media: "print" });
	await ada.page.getByRole("button", { name: "Imprimer la liste", includeHidden: true }).dispatchEvent("click");
	same(await (await ada.page.waitForFunction(() => window.printed)).jsonValue(), items.length, "lines on paper");
	must(await ada.page.locator("td .row-actions").first().isHidden(), "nothing is clicked on paper");
	must(await ada.page.locator(".of-centre").isVisible(), "whose month it is");
	await ada.page.emulateMedia({ media: null });
	await ada.page.getByRole("button", { name: /^Annuler/ }).first().click();
	await ada.page.getByRole("button", { name: "Annuler l’utilisation" }).click();
	await ada.page.waitForFunction((text) => document.querySelector(".facts").innerText.includes(text), euros(cents - 1000));
	const shown = await ada.page.locator(".month h2").innerText();
	await ada.page.getByRole("button", { name: "Mois précédent" }).click();
	await ada.page.waitForFunction((shown) => document.querySelector(".month h2").innerText !== shown && document.querySelector("table, .empty"), shown);
	await ada.page.getByRole("button", { name: "Mois suivant" }).click();
	await ada.page.route("**/api/v1/redemptions?*", (route) => route.abort());
	await ada.page.reload();
	await ada.page.locator("#content").getByText("Le serveur ne répond pas").waitFor();
	ada.allow(/ERR_FAILED/);
	await ada.look("month-failed");
	await ada.page.unroute("**/api/v1/redemptions?*");
	await ada.page.getByRole("button", { name: "Essayer de nouveau" }).click();
	await ada.page.getByRole("table").waitFor();
});

test("the way of the person in front of me: start, workshops, now, as words, curve and list; kept nowhere", async ({ house, come }) => {
	const [pass] = issue(house, "--vouchers", "6", "--hand-out", "--start", "accompanied");
	for (const [i, level] of ["accompanied", "partly", "autonomous"].entries())
		house.run("redeem", pass.vouchers[i].token, "--centre", house.demo.centres[0].id, "--level", level, "--kind", "3", "--minutes", "90");
	const ada = await come();
	ada.allow(refused);
	await ada.log_in("mediator");
	await ada.page.getByRole("link", { name: "Parcours" }).first().click();
	await ada.page.getByRole("heading", { level: 1, name: "Parcours de la personne" }).waitFor();
	await ada.look("way-ready");
	await wedge(ada, azerty(pass.vouchers[4].url));
	await ada.page.getByText("3 ateliers", { exact: true }).waitFor();
	same(await ada.page.locator(".curve circle").count(), 4, "points of the curve");
	same(await ada.page.locator(".way li").count(), 3, "workshops of the list");
	await ada.look("way");
	const kept = await ada.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
	must(!/autonom/.test(kept) && !kept.includes(pass.id), "something of the person is kept");
	await ada.page.getByRole("button", { name: "Personne suivante" }).click();
	same(await ada.page.locator(".curve").count(), 0, "the curve of the person before");
	house.run("block", pass.id, "--reason", "essai");
	await wedge(ada, pass.vouchers[4].url);
	await ada.page.locator("#content").getByText("Ce pass a été bloqué").waitFor();
	await ada.look("way-refused");
	const [{ code }] = (issue(house, "--vouchers", "5", "--hand-out")[0].vouchers);
	await ada.page.getByLabel("Code du coupon").fill(code.slice(0, -1) + (code.endsWith("A") ? "B" : "A"));
	await ada.page.keyboard.press("Enter");
	await ada.page.getByRole("button", { name: "Oui, c’est ce code" }).click();
	await ada.page.getByText("Aucun atelier pour l’instant").waitFor();
});

await run_all();
