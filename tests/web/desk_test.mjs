// desk_test.mjs PASSNUM: nearest places, what became of the desk's passes, and its stock.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { agent_comes, count, href_of, issue, passes, press, printed } from "./desk.mjs";
import { must, run_all, same, test } from "./house.mjs";
import { azerty, film, issue as vouchers_issue, wedge } from "./vouchers.mjs";

test("nearest places: a list and a map that say the same, by what a person needs", async ({ house, come }) => {
	const ada = await agent_comes(come);
	await ada.page.getByRole("main").getByRole("link", { name: "Lieux proches" }).click();
	const numbers = () => ada.page.locator(".map-place text").allTextContents();
	const rows = () => ada.page.locator(".place h3").allInnerTexts();
	await ada.page.getByRole("heading", { name: /^\d+ lieux depuis France Services de Brézolières/ }).waitFor();
	const { site } = (await house.call("agent", "GET", "/session")).body;
	const desk = (await house.call("agent", "GET", `/sites/${site.id}`)).body;
	const want = (await house.call("agent", "GET", `/centres?near=${desk.latitude},${desk.longitude}&limit=100&programme=1`)).body.centres;
	same(await rows(), want.slice(0, 10).map(({ name }) => name), "the list, the nearest first");
	same(await numbers(), [...Array(10).keys()].map((i) => String(i + 1)), "the map");
	await ada.page.locator(".place").nth(2).getByText(/À [\d,]+ k?m, (au|à l’)/).waitFor();
	const marks = await ada.page.locator(".map-place circle").evaluateAll((all) => all.map((each) => [each.cx.baseVal.value, each.cy.baseVal.value]));
	for (const [i, [x, y]] of marks.entries())
		for (const [u, v] of marks.slice(i + 1))
			must(Math.hypot(x - u, y - v) > 20, "two numbers hide each other");
	// What lies to the north-east is drawn up and to the right.
	const far = want.slice(0, 10).findIndex(({ distance_m }) => distance_m > 3000);
	must(Math.sign(marks[far][0] - 300) === Math.sign(want[far].longitude - desk.longitude) && Math.sign(233 - marks[far][1]) === Math.sign(want[far].latitude - desk.latitude), "the map's directions");
	await ada.page.getByText("juillet – août, lundi – vendredi : 9").waitFor();
	await ada.look("centres");
	await ada.page.getByLabel("Lieu itinérant").check();
	same(await rows(), want.filter(({ mobile }) => mobile).slice(0, 10).map(({ name }) => name), "those that travel");
	must((await rows()).length === (await numbers()).length, "the map has the same");
	await ada.page.getByLabel("Lieu itinérant").uncheck();
	await ada.page.getByLabel("Autres langues").check();
	same(await rows(), want.filter(({ publics }) => publics.some((each) => each.startsWith("Langues"))).slice(0, 10).map(({ name }) => name), "other languages");
	await ada.page.getByLabel("Accès en fauteuil roulant").check();
	same(await rows(), want.filter(({ publics }) => publics.some((each) => each.startsWith("Langues")) && publics.includes("Handicaps moteurs")).slice(0, 10).map(({ name }) => name), "both");
	await ada.look("centres-needs");
	await ada.page.getByLabel("Horaires du soir").check();
	await ada.page.getByLabel("Lieu itinérant").check();
	await ada.page.getByText("Aucun lieu proche ne déclare tout cela").waitFor();
	await ada.look("centres-none");
	await press(ada, "Retirer les besoins");
	await ada.page.getByLabel("Horaires du soir").check();
	must((await rows()).length > 0 && (await rows()).length < 10, "some are open in the evening");
});

test("nearest places from a commune, and from here", async ({ house, come }) => {
	const { site } = (await house.call("agent", "GET", "/session")).body, desk = (await house.call("agent", "GET", `/sites/${site.id}`)).body;
	const { centres } = (await house.call("agent", "GET", `/centres?near=${desk.latitude},${desk.longitude}&limit=100&programme=1`)).body;
	const codes = [...new Set(centres.map(({ postcode }) => postcode))], postcode = codes.find((code) => !codes.includes(String(Number(code) + 1).padStart(5, "0")));
	const nearby = String(Number(postcode) + 1).padStart(5, "0");
	const ada = await agent_comes(come, { context: { geolocation: { latitude: 46.2, longitude: 2.2 }, permissions: ["geolocation"] } });
	await ada.page.goto("/app/centres");
	await ada.page.getByText("Partir d’un autre endroit").click();
	await ada.page.getByLabel("Commune ou code postal").fill("Trou-Perdu");
	await press(ada, "Chercher ici");
	await ada.page.locator(".field-error").getByText("Aucun lieu n’est connu à « Trou-Perdu »").waitFor();
	await ada.look("centres-commune");
	await ada.page.getByRole("region", { name: "Partir d’une commune qui a un lieu" }).getByRole("button").first().waitFor(); // the nearest ones
	await ada.page.getByLabel("Commune ou code postal").fill("marsang");
	await ada.page.keyboard.press("Enter");
	await ada.page.getByRole("heading", { name: /lieux? depuis Marsange$/i }).waitFor();
	for (const [said, first] of [["marsagne", /^Marsange/i], [nearby, postcode]]) {
		await ada.page.getByLabel("Commune ou code postal").fill(said);
		await ada.page.keyboard.press("Enter");
		await ada.page.locator(".field-error").getByText(`« ${said} »`).waitFor();
		await ada.page.getByRole("region", { name: "Partir d’une commune qui a un lieu" }).getByRole("button").first().filter({ hasText: first }).waitFor();
	}
	await ada.page.getByRole("region", { name: "Partir d’une commune qui a un lieu" }).getByRole("button").first().click();
	await ada.page.locator(".field-error").waitFor({ state: "detached" });
	await ada.page.locator("h2:focus").getByText(/lieux? depuis/).waitFor(); // what was found has the focus
	await press(ada, "Mon accueil");
	await ada.page.getByLabel("Commune ou code postal").fill("marsange");
	await ada.page.keyboard.press("Enter");
	await ada.page.getByRole("heading", { name: /lieux? depuis Marsange$/i }).waitFor();
	await ada.page.getByRole("heading", { name: "Médiathèque Les Mots-Passants" }).waitFor();
	await press(ada, "Ma position");
	await ada.page.getByRole("heading", { name: /lieux depuis ma position$/ }).waitFor();
	await press(ada, "Mon accueil");
	await ada.page.getByRole("heading", { name: /depuis France Services/ }).waitFor();
	await ada.context.clearPermissions();
	await press(ada, "Ma position");
	await ada.page.getByText("La position n’est pas connue").waitFor();
	await ada.page.route("**/api/v1/centres?**", (route) => route.abort());
	await ada.page.goto("/app/centres");
	await ada.page.getByRole("button", { name: "Essayer de nouveau" }).waitFor();
	await ada.page.unroute("**/api/v1/centres?**");
	await press(ada, "Essayer de nouveau");
	await ada.page.getByRole("heading", { name: /depuis France Services/ }).waitFor();
});

test("passes of my desk: state in words, filters, and those that sleep with what helps", async ({ house, come }) => {
	const ada = await agent_comes(come);
	await ada.page.getByRole("main").getByRole("link", { name: "Pass de mon accueil" }).click();
	const rows = () => ada.page.locator("tbody tr").count();
	await ada.page.getByText("les plus récents d’abord").first().waitFor();
	same(await rows(), (await passes(house)).items.length, "rows");
	await ada.look("passes");
	await ada.page.goto("/app/pass?endormi=toujours&etat=x"); // an address that was cut or changed
	await ada.page.getByRole("table").waitFor();
	same(await ada.page.getByLabel("Pass qui dorment").inputValue(), "", "the filter");
	await ada.page.goto("/app/pass");
	await ada.page.getByRole("table").waitFor();
	for (const [label, state] of [["Terminé", "finished"], ["Entamé", "started"]]) {
		await ada.page.getByLabel("État", { exact: true }).selectOption({ label });
		const want = (await passes(house, `?state=${state}`)).items;
		await ada.page.waitForFunction(([n, label]) => {
			const said = [...document.querySelectorAll("td .state")].map((each) => each.textContent);
			return said.length === n && said.every((each) => each === label);
		}, [want.length, label]);
	}
	await ada.page.getByLabel("État", { exact: true }).selectOption({ label: "Tous les états" });
	for (const days of [30, 60]) {
		await ada.page.getByLabel("Pass qui dorment").selectOption(String(days));
		const want = (await passes(house, `?dormant_days=${days}`)).items;
		must(want.length > 0, `the demonstration has passes that sleep for ${days} days`);
		await ada.page.waitForFunction((n) => document.querySelectorAll("tbody tr").length === n, want.length);
		await ada.page.getByRole("heading", { name: "Pourquoi ce pass dort-il ?" }).waitFor();
		must(want.every(({ used, handed_out_at }) => used === 0 && Date.parse(handed_out_at) < Date.now() - (days - 1) * 86_400_000), "they were never used");
	}
	await ada.look("passes-dormant");
	await ada.page.reload();
	await ada.page.getByRole("heading", { name: "Pourquoi ce pass dort-il ?" }).waitFor(); // the address keeps the filter
	await ada.page.route("**/api/v1/passes?**", (route) => route.fulfill({ json: { items: [] } }));
	await ada.page.reload();
	await ada.page.getByText("Aucun pass ne dort").waitFor();
	await ada.page.unroute("**/api/v1/passes?**");
});

test("a lost pass is replaced in one gesture; the old paper is refused at once", async ({ house, come }) => {
	const ada = await agent_comes(come);
	const old = await issue(house, { start: "partly" });
	await house.call("mediator", "POST", "/redemptions", { voucher: old.vouchers[0].token, kind: 2, minutes: 90, level: "autonomous" });
	await ada.page.goto("/app/pass");
	await ada.page.getByLabel("Numéro du pass").fill(old.code.toLowerCase().replaceAll("-", " "));
	await ada.page.keyboard.press("Enter");
	await ada.page.waitForURL(`**/app/pass/${old.id}`);
	await ada.page.getByText("Chemin parcouru").first().waitFor();
	await ada.page.getByText("1 sur 6").waitFor();
	await ada.page.getByText("Niveau aujourd’hui").waitFor();
	await ada.page.getByRole("row").getByText("90 min").waitFor();
	await ada.page.getByRole("row").getByText("Internet et courriel").waitFor();
	await ada.look("pass");
	same((await printed(ada, await ada.page.getByRole("link", { name: "Imprimer de nouveau" }).getAttribute("href"))).urls.length > 0, true, "printed again");
	ada.clicks = 0;
	await press(ada, "Remplacer et imprimer");
	await ada.page.getByRole("heading", { name: "Le nouveau pass est prêt" }).waitFor();
	same(ada.clicks, 1, "clicks");
	await ada.look("replaced");
	const { urls } = await printed(ada, await href_of(ada));
	same(new Set(urls).size, 5, "coupons on the new paper");
	same((await house.call("mediator", "POST", "/vouchers/check", { voucher: old.vouchers[1].token })).body.usable, false, "a coupon of the old paper");
	same((await house.call("mediator", "POST", "/vouchers/check", { voucher: urls[0] })).body.usable, true, "a coupon of the new one");
	await ada.page.goto(`/app/pass/${old.id}`);
	await ada.page.getByText("Ce pass est remplacé").waitFor();
	await ada.look("pass-replaced");
	await ada.page.getByRole("link", { name: "Voir le nouveau pass" }).click();
	await ada.page.getByText("0 sur 5").waitFor();
});

test("the answer of a replacement gets lost: one new pass, and the page finds it", async ({ house, come }) => {
	const ada = await agent_comes(come);
	const old = await issue(house);
	const before = await count(house);
	await ada.page.goto(`/app/pass/${old.id}`);
	await ada.page.route("**/replacement", async (route) => { await route.fetch(); await route.abort(); }, { times: 1 });
	await ada.page.getByText("Pass abîmé ou illisible").click();
	await press(ada, "Remplacer et imprimer");
	await ada.page.getByRole("alert").getByText("Le serveur ne répond pas").waitFor();
	must(await ada.page.getByLabel("Pass abîmé ou illisible").isChecked(), "the reason is still chosen");
	await press(ada, "Remplacer et imprimer");
	await ada.page.getByRole("heading", { name: "Le nouveau pass est prêt" }).waitFor();
	await ada.page.getByRole("link", { name: "Voir le nouveau pass" }).click();
	await ada.page.getByText("0 sur 6").waitFor();
	same((await count(house)).filter((id) => !before.includes(id)).length, 1, "new passes");
});

test("a pass is blocked after a question, with a reason", async ({ house, come }) => {
	const ada = await agent_comes(come);
	const pass = await issue(house);
	await ada.page.goto(`/app/pass/${pass.id}`);
	await press(ada, "Bloquer…");
	await ada.page.getByText("Les 6 coupons qui restent seront refusés").waitFor();
	await ada.look("block-ask");
	await ada.page.keyboard.press("Escape");
	same((await passes(house, `/${pass.id}`)).state, "handed_out", "nothing yet");
	await press(ada, "Bloquer…");
	await ada.page.getByText("Pass remis par erreur").click();
	await ada.page.getByRole("dialog").getByRole("button", { name: "Bloquer ce pass" }).click();
	await ada.page.getByText("Ce pass est bloqué").waitFor();
	same((await passes(house, `/${pass.id}`)).state, "blocked", "the pass");
	await ada.look("pass-blocked");
	await ada.page.goto("/app/pass/000000000000");
	await ada.page.getByText("Ce pass n’existe pas.").first().waitFor();
	await ada.page.goto("/app/pass/n-importe-quoi");
	await ada.page.locator(".alert-error").waitFor();
});

test("a pass of the stock goes to a person by the code of its cover, typed or scanned", async ({ house, come }) => {
	const ada = await agent_comes(come);
	const [first, second, third] = [await issue(house, { hand_out: false }), await issue(house, { hand_out: false }), await issue(house, { hand_out: false })];
	await ada.page.getByRole("main").getByRole("link", { name: "Stock de pass" }).click();
	await ada.page.getByText(/pass sont en stock ici/).waitFor();
	await ada.look("stock");
	await press(ada, "Chercher ce pass");
	await ada.page.locator(".field-error").getByText("Remplissez ce champ.").waitFor();
	// One character wrong: it is asked.
	const wrong_code = first.code.slice(0, -1) + (first.code.endsWith("7") ? "8" : "7");
	await ada.page.getByLabel("Numéro du pass").fill(wrong_code);
	await ada.page.keyboard.press("Enter");
	await ada.page.getByText("Voulez-vous dire").waitFor();
	same(await ada.page.getByLabel("Numéro du pass").inputValue(), wrong_code, "what was typed");
	await ada.look("stock-proposal");
	await press(ada, "Oui, ce code");
	await ada.page.getByText("Partiellement autonome").click();
	await ada.page.getByLabel("Situation").selectOption({ label: "À la retraite" });
	await ada.look("stock-person");
	await press(ada, "Remettre ce pass");
	await ada.page.locator("#content").getByText(/est remis\./).waitFor();
	same((await passes(house, `/${first.id}`)).state, "handed_out", "the first one");
	same((await passes(house, `/${first.id}/progress`)).start, "partly", "its person's start");
	// A scanner types the QR code of a coupon as on an American keyboard, into a French one.
	await ada.page.getByLabel("Numéro du pass").focus();
	await ada.page.keyboard.type([...second.vouchers[2].token].map((digit) => "à&é\"'(-è_ç"[digit]).join(""));
	await ada.page.keyboard.press("Enter");
	await ada.page.getByRole("button", { name: "Remettre ce pass" }).waitFor();
	// The answer gets lost: tried again, it is handed out, and said so.
	await ada.page.route("**/hand-out", async (route) => { await route.fetch(); await route.abort(); }, { times: 1 });
	const keys = [];
	ada.page.on("request", (request) => /hand-out$/.test(request.url()) && keys.push([request.headers()["idempotency-key"], request.postData()]));
	await ada.page.getByText("Autonome", { exact: true }).click();
	await press(ada, "Remettre ce pass");
	await ada.page.getByRole("alert").getByText("Le serveur ne répond pas").waitFor();
	await ada.page.locator("#content").getByText("Le pass est peut-être déjà remis").waitFor();
	must(await ada.page.getByLabel("Autonome", { exact: true }).isDisabled(), "what was sent cannot be changed");
	await ada.look("stock-uncertain");
	await press(ada, "Essayer de nouveau");
	await ada.page.locator("#content").getByText(/est remis\./).waitFor();
	same([keys.length, JSON.stringify(keys[0]) === JSON.stringify(keys[1]), (await passes(house, `/${second.id}/progress`)).start], [2, true, "autonomous"], "the same call again");
	await ada.page.keyboard.type(second.code);
	await ada.page.keyboard.press("Enter");
	await ada.page.locator("#content").getByText("Ce pass n’est pas en stock").waitFor();
	await ada.look("stock-not");
	await ada.page.keyboard.type("zzzz-zzzz-zzzz");
	await ada.page.keyboard.press("Enter");
	await ada.page.locator(".field-error").getByText("Aucun pass de votre accueil").waitFor();
	await ada.page.getByLabel("Numéro du pass").fill(third.vouchers[0].url);
	await ada.page.keyboard.press("Enter");
	await ada.page.getByRole("button", { name: "Remettre ce pass" }).waitFor();
	// A refusal, then something else is chosen: another call, with a key of its own.
	await ada.page.route("**/hand-out", (route) => route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify({ code: "over_budget", detail: "Le budget ne suffit pas.", status: 409 }) }), { times: 1 });
	await press(ada, "Remettre ce pass");
	await ada.page.getByRole("alert").getByText("Le budget ne suffit pas").waitFor();
	await ada.page.getByText("Autonome", { exact: true }).click();
	await ada.page.route("**/hand-out", (route) => route.abort(), { times: 1 });
	await press(ada, "Remettre ce pass");
	await ada.page.getByRole("button", { name: "Essayer de nouveau" }).waitFor();
	same([keys.length, new Set(keys.map(([key]) => key)).size], [4, 3], "calls and keys");
	await press(ada, "Prendre un autre pass");
	// The code of a cover, as a scanner types it into a French keyboard: as it is, and with Caps Lock.
	const french = { 0: "à", 1: "&", 2: "é", 3: "\"", 4: "'", 5: "(", 6: "-", 7: "è", 8: "_", 9: "ç", "-": ")", A: "Q", Q: "A", Z: "W", W: "Z", M: "?" };
	const typed = (caps) => [...third.code].map((c) => french[c] ?? c).map((c) => caps ? (/[a-z]/i.test(c) ? c.toLowerCase() : { "à": "À", "é": "É", "è": "È", "ç": "Ç", ")": "°" }[c] ?? c) : c).join("");
	for (const caps of [false, true]) {
		await ada.page.getByLabel("Numéro du pass").focus();
		await ada.page.keyboard.type(typed(caps));
		await ada.page.keyboard.press("Enter");
		await ada.page.getByRole("button", { name: "Remettre ce pass" }).waitFor();
		await press(ada, "Prendre un autre pass");
		await ada.page.getByLabel("Numéro du pass").waitFor();
	}
	same((await passes(house, `/${third.id}`)).state, "issued", "the third one stays");
});

test("another pass that is scanned is another pass, and presses no button; the camera reads a cover as well", async ({ house, come }) => {
	const pdf = path.join(house.folder, "stock.pdf"), [seen] = vouchers_issue(house, "--vouchers", "5", "--stock", "--out", pdf);
	const args = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${film(house, pdf, "cover")}`];
	const ada = await agent_comes(come, { args });
	const [first, second] = [await issue(house, { hand_out: false }), await issue(house, { hand_out: false })];
	await ada.page.goto("/app/stock");
	await ada.page.getByLabel("Numéro du pass").fill(first.code);
	await ada.page.keyboard.press("Enter");
	const shown = ({ id }) => ada.page.getByRole("heading", { level: 2, name: `Pass ${id.replace(/(....)(?=.)/g, "$1\u00a0")}` }).waitFor();
	await shown(first);
	await ada.page.getByRole("button", { name: "Remettre ce pass" }).focus();
	await wedge(ada, azerty(second.vouchers[1].url));
	await shown(second);
	same([(await passes(house, `/${first.id}`)).state, (await passes(house, `/${second.id}`)).state], ["issued", "issued"], "their states");
	await ada.page.getByRole("button", { name: "Remettre ce pass" }).focus();
	await wedge(ada, "0".repeat(197)); // no pass: said beside the field
	await ada.page.locator(".field-error").waitFor();
	await press(ada, "Ouvrir la caméra");
	await shown(seen);
	// The cover as a USB scanner types it.
	const cover = execFileSync("zbarimg", ["-q", "--raw", path.join(house.folder, "cover.ppm")], { encoding: "utf-8", stdio: ["ignore", "pipe", "ignore"] }).trim();
	must(/^HTTPS:\/\/[^/]+\/\d{16}$/.test(cover), `the cover says ${cover}`);
	await wedge(ada, azerty(second.vouchers[1].url));
	await shown(second);
	await ada.page.getByRole("button", { name: "Remettre ce pass" }).focus();
	await wedge(ada, azerty(cover));
	await shown(seen);
});

test("in English as well", async ({ come }) => {
	const ada = await agent_comes(come);
	await ada.page.getByRole("button", { name: "English" }).click();
	await ada.page.getByRole("main").getByRole("link", { name: /^Hand out a pass/ }).click();
	await press(ada, "Skip the questions");
	await ada.page.getByText("Without answers, 10 workshops").waitFor();
	await ada.look("sheet-en");
	for (const [page, heading] of [["centres", "Nearest places"], ["pass", "Passes of my desk"], ["stock", "Hand out a pass of the stock"]]) {
		await ada.page.goto(`/app/${page}`);
		await ada.page.getByRole("heading", { level: 1, name: heading }).waitFor();
		must(!/\[agent\./.test(await ada.page.locator("body").innerText()), "a text is missing");
	}
});

await run_all();
