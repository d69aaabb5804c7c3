// agent_test.mjs PASSNUM: a pass in under a minute and six clicks, one and only one, and nobody's trace.
import { agent_comes, answer, count, href_of, passes, press, printed, to_hand_out } from "./desk.mjs";
import { must, run_all, same, test } from "./house.mjs";

test("from home to a printed pass, with all questions answered: six clicks, well under a minute", async ({ house, come }) => {
	const ada = await agent_comes(come);
	const before = await count(house);
	const opened = ada.context.waitForEvent("page");
	const begin = Date.now();
	await to_hand_out(ada);
	await answer(ada, 1, 1, 0, 1);
	await press(ada, "Remettre et imprimer");
	await ada.page.getByRole("heading", { name: "Le pass est prêt" }).waitFor();
	const seconds = (Date.now() - begin) / 1000;
	const tab = await opened;
	console.log(`# ${ada.clicks} clicks, ${seconds.toFixed(1)} s`);
	must(ada.clicks <= 6 && seconds < 20, `${ada.clicks} clicks, ${seconds} s`);
	const fresh = (await count(house)).filter((id) => !before.includes(id));
	same(fresh.length, 1, "new passes");
	const href = await href_of(ada);
	same(href, `/api/v1/passes/${fresh[0]}/document.pdf`, "the document");
	must(tab !== ada.page, "a tab of its own");
	const pass = await passes(house, `/${fresh[0]}`);
	same([pass.state, pass.total, pass.language, pass.print_size], ["handed_out", 8, "fr", "normal"], "the pass");
	same((await passes(house, `/${fresh[0]}/progress`)).start, "partly", "where the person stands");
	const { urls, text } = await printed(ada, href);
	same(new Set(urls).size, 8, "coupons that a scanner reads");
	for (const url of urls.slice(0, 2)) {
		const seen = await house.call("mediator", "POST", "/vouchers/check", { voucher: url });
		same([seen.status, seen.body.usable, seen.body.total], [200, true, 8], "a coupon of the paper");
	}
	must(text.includes(await ada.page.locator("code").innerText()), "the code of the cover is on the paper");
	await ada.look("given");
});

test("the questions can be skipped, one by one and all at once; each step is seen", async ({ house, come }) => {
	const ada = await agent_comes(come);
	const { body } = await house.call("agent", "GET", "/programmes?state=open");
	const thirty = [...Array(30).keys()].map((i) => ({ ...body.items[0], id: String(900 - i), name: `${body.items[0].name} ${"et ".repeat(i)}${i}` }));
	await ada.page.route("**/api/v1/programmes?*", (route) => route.fulfill({ json: { items: [...body.items, ...thirty] } }), { times: 1 });
	await to_hand_out(ada);
	await ada.page.getByText("Question 1 sur 4").waitFor();
	same(await ada.page.getByLabel("Dispositif").inputValue(), body.items[0].id, "the one that is chosen of thirty-one");
	must((await ada.page.getByRole("button", { name: "Non, ou presque pas" }).boundingBox()).y < 500, "the question is in sight");
	await ada.page.reload();
	await ada.page.getByText("Question 1 sur 4").waitFor();
	await ada.look("question");
	await press(ada, "Passer cette question");
	await ada.page.getByText("Question 2 sur 4").waitFor();
	await answer(ada, 2);
	await press(ada, "Question précédente");
	same(await ada.page.getByRole("button", { name: "Oui, sans aide" }).getAttribute("aria-pressed"), "true", "the answer given before");
	await press(ada, "Passer les questions");
	await ada.page.getByText("parce que la personne se débrouille seule").waitFor();
	await ada.look("sheet");
	const heights = (of) => ada.page.locator(of).evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(each).lineHeight)));
	must((await heights(".option span[lang], .large-letters")).every((lines) => lines < 2.5), "a word of a choice is broken");
	same((await heights(".large-letters")).map(Math.round), [1], "lines of the large letters");
	await press(ada, "Revoir les réponses");
	await answer(ada, 2, 2, 1, 2);
	await ada.page.getByText("6 ateliers, parce que la personne se débrouille seule, sauf pour : les démarches en ligne.").waitFor();
	await press(ada, "Revoir les réponses");
	await answer(ada, 0, 0, 0, 1);
	await ada.page.getByText("10 ateliers, parce que la personne a besoin d’aide pour presque tout").waitFor();
	await ada.page.goto("/app/remettre");
	const begin = Date.now();
	ada.clicks = 1; // the tile
	await press(ada, "Passer les questions");
	await ada.page.getByText("Sans réponse, 10 ateliers").waitFor();
	await ada.page.getByText("5 ateliers", { exact: true }).click();
	await ada.page.getByText("العربية").click();
	await ada.page.getByText("Grande", { exact: true }).click();
	await press(ada, "Remettre et imprimer");
	await ada.page.getByRole("heading", { name: "Le pass est prêt" }).waitFor();
	console.log(`# ${ada.clicks} clicks, ${((Date.now() - begin) / 1000).toFixed(1)} s with another number, language and size`);
	must(ada.clicks <= 6, `${ada.clicks} clicks`);
	const { urls } = await printed(ada, await href_of(ada));
	same(new Set(urls).size, 5, "coupons");
});

test("what was said of one person is gone when the next one comes", async ({ house, come }) => {
	const ada = await agent_comes(come);
	await to_hand_out(ada);
	await answer(ada, 2, 2, 2, 2);
	await ada.page.getByText("Türkçe").click();
	await ada.page.getByLabel("Âge").selectOption({ label: "De 25 à 39 ans" });
	await press(ada, "Remettre et imprimer");
	await ada.page.getByRole("heading", { name: "Le pass est prêt" }).waitFor();
	const id = (await href_of(ada)).split("/").at(-2);
	same((await passes(house, `/${id}`)).language, "tr", "language");
	await press(ada, "Personne suivante");
	await ada.page.getByText("Question 1 sur 4").waitFor();
	must(await ada.page.evaluate(() => document.activeElement?.tagName === "H1"), "the focus is on the heading");
	same(await ada.page.locator(".answers [aria-pressed]").count(), 0, "answers");
	await press(ada, "Passer les questions");
	same(await ada.page.getByLabel("Âge").inputValue(), "", "age");
	must(await ada.page.getByLabel("Français", { exact: true }).isChecked(), "the language is French again");
	must(await ada.page.getByRole("radio", { name: "10 ateliers" }).isChecked(), "the number is the usual one again");
	const kept = await ada.page.evaluate(() => JSON.stringify([location.href, history.state, { ...localStorage }, { ...sessionStorage }]) + document.documentElement.outerHTML);
	must(!kept.includes(id), "the pass is still somewhere");
	must(ada.page.url().endsWith("/app/remettre"), "the address says nothing");
});

test("nothing of a person stays: not after a reload, a logout or the button back; another login over the page keeps it", async ({ house, come }) => {
	const ada = await agent_comes(come);
	const { page } = ada;
	const trace = () => page.evaluate(async () => {
		const stored = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
		return JSON.stringify([location.href, history.state, { ...localStorage }, { ...sessionStorage }, stored, window.name, document.documentElement.outerHTML, [...document.querySelectorAll("input")].map(({ value }) => value)]);
	});
	const type = async () => {
		await answer(ada, 1, 1, 1, 0);
		await page.getByText("Retrouver la personne (facultatif)").click();
		await page.getByLabel("Nom de naissance").fill("Quatrefages");
		await page.getByLabel("Situation").selectOption({ label: "À la retraite" });
	};
	const clean = async () => {
		await page.getByText("Question 1 sur 4").waitFor();
		must(!(await trace()).includes("Quatrefages"), "the name is somewhere");
		await press(ada, "Passer les questions");
		same([await page.getByLabel("Nom de naissance").inputValue(), await page.getByLabel("Situation").inputValue()], ["", ""], "what was typed");
		await page.getByText("Sans réponse, 10 ateliers").waitFor();
	};
	await to_hand_out(ada);
	await type();
	same(await page.evaluate(() => [...document.querySelectorAll("input:not([type=radio], [type=checkbox]), select")].every((each) => each.autocomplete === "off")), true, "fields that no browser remembers");
	await page.reload();
	await clean();
	await press(ada, "Poser les questions");
	await type();
	// As a browser does that kept the whole page.
	await Promise.all([page.waitForEvent("load"), page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })))]);
	await clean();
	// The session ends meanwhile: who logs in again finds the answers, and there is one pass.
	await page.reload();
	const before = await count(house);
	await answer(ada, 1, 1, 1, 0);
	await page.getByText("Türkçe").click();
	await ada.context.clearCookies();
	await press(ada, "Remettre et imprimer");
	const dialog = page.getByRole("dialog", { name: "Votre session est terminée" });
	await dialog.getByLabel("Mot de passe").fill(house.account("agent").password);
	await page.keyboard.press("Enter");
	await page.getByRole("heading", { name: "Le pass est prêt" }).waitFor();
	const [id, ...more] = (await count(house)).filter((id) => !before.includes(id));
	const pass = await passes(house, `/${id}`);
	same([more.length, pass.language, pass.total], [0, "tr", 8], "the pass");
	await press(ada, "Personne suivante");
	await page.getByText("Question 1 sur 4").waitFor();
	await type();
	await page.getByRole("button", { name: "Se déconnecter" }).click();
	await page.waitForURL(/connexion$/);
	must(!(await trace()).includes("Quatrefages"), "the name after the logout");
	await page.goBack();
	await page.waitForURL(/connexion\?retour=/);
	must(!/Quatrefages|la retraite/.test(await trace()), "the name after going back");
});

test("a refusal is said in words, with what helps, and nothing is lost", async ({ come }) => {
	const ada = await agent_comes(come);
	await to_hand_out(ada);
	await answer(ada, 1, 1, 1, 1);
	await ada.page.getByText("Português").click();
	for (const [code, sentence, help] of [
		["over_budget", "Le budget du dispositif ne suffit pas.", "Choisissez moins d’ateliers"],
		["not_open", "Ce dispositif n’est pas ouvert.", "Rechargez cette page"],
		["hand_out_over", "La remise des pass de ce dispositif est terminée.", "Le dispositif se termine bientôt"],
		["person_cap", "Cette personne a déjà reçu le nombre de pass permis.", "Si son pass est perdu"],
	]) {
		await ada.page.route("**/api/v1/passes", (route) => route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify({ code, detail: sentence, status: 409 }) }));
		await press(ada, "Remettre et imprimer");
		await ada.page.getByRole("alert").getByText(sentence).waitFor();
		await ada.page.getByText(help).waitFor();
		must(await ada.page.getByLabel("Português").isChecked(), "the language is still chosen");
		await ada.page.unroute("**/api/v1/passes");
	}
	await ada.look("refused");
	await press(ada, "Remettre et imprimer");
	await ada.page.getByRole("heading", { name: "Le pass est prêt" }).waitFor();
});

test("the network is cut while it is sent: tried again, there is one pass", async ({ house, come }) => {
	const ada = await agent_comes(come);
	const before = await count(house);
	await to_hand_out(ada);
	await answer(ada, 0, 0, 1, 0);
	await ada.page.getByText("Українська").click();
	const keys = [];
	let cuts = 2; // once before the server has it, once after
	await ada.page.route("**/api/v1/passes", async (route) => {
		keys.push(route.request().headers()["idempotency-key"]);
		await ada.page.getByText("Le pass se prépare…").waitFor();
		if (cuts-- === 2)
			return route.abort("internetdisconnected");
		if (cuts === 0) {
			await route.fetch();
			return route.abort("connectionreset");
		}
		return route.continue();
	});
	await press(ada, "Remettre et imprimer");
	await ada.page.getByText("Le pass est peut-être déjà fait").waitFor();
	must(await ada.page.getByLabel("Українська").isChecked(), "the language is still chosen");
	must(await ada.page.getByLabel("Українська").isDisabled(), "what was sent cannot be changed");
	await ada.look("cut");
	await Promise.all([ada.page.waitForEvent("requestfailed"), press(ada, "Essayer de nouveau")]);
	await ada.page.getByText("Le pass est peut-être déjà fait").waitFor(); // still uncertain
	await press(ada, "Essayer de nouveau");
	await ada.page.getByRole("heading", { name: "Le pass est prêt" }).waitFor();
	same([keys.length, new Set(keys).size], [3, 1], "calls and keys");
	same((await count(house)).filter((id) => !before.includes(id)).length, 1, "new passes");
});

test("a blocked tab is said, and the button opens it", async ({ come }) => {
	const ada = await agent_comes(come);
	await ada.page.addInitScript(() => (window.open = () => null));
	await ada.page.goto("/app/remettre");
	await press(ada, "Passer les questions");
	await press(ada, "Remettre et imprimer");
	await ada.page.getByText("Le navigateur n’a pas ouvert le pass").first().waitFor();
	await ada.look("blocked-tab");
	const opened = ada.context.waitForEvent("page");
	await ada.page.getByRole("link", { name: "Imprimer le pass" }).click();
	await opened;
});

test("with the keyboard alone", async ({ come }) => {
	const ada = await agent_comes(come);
	const { keyboard } = ada.page;
	const focused = () => ada.page.evaluate(() => document.activeElement?.textContent ?? "");
	const tab_to = async (words) => {
		for (let i = 0; i < 40; i++) {
			await keyboard.press("Tab");
			if ((await focused()).trim().startsWith(words))
				return;
		}
		throw new Error(`${words} is not reached`);
	};
	await ada.page.locator("h1").focus();
	await tab_to("Remettre un pass");
	await keyboard.press("Enter");
	await ada.page.getByText("Question 1 sur 4").waitFor();
	for (let i = 0; i < 4; i++) {
		const before = await focused();
		await tab_to("Oui, avec de l’aide");
		await keyboard.press("Enter");
		await ada.page.waitForFunction(([i, before]) => {
			const now = document.activeElement?.textContent ?? "";
			return now !== before && (i < 3 ? /Savez-vous/ : /ateliers proposés/).test(now);
		}, [i, before]);
	}
	await keyboard.press("Tab");
	await tab_to("Remettre et imprimer");
	await keyboard.press("Enter");
	await ada.page.getByRole("heading", { name: "Le pass est prêt" }).waitFor();
	await tab_to("Personne suivante");
	await keyboard.press("Enter");
	await ada.page.getByText("Question 1 sur 4").waitFor();
});

test("the same person gets the same pseudonym, and no part of the identity leaves the browser", async ({ house, come }) => {
	const ada = await agent_comes(come);
	const sent = [];
	ada.context.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`));
	const find = async (name, given, born, is_homonym = false) => {
		await press(ada, "Passer les questions");
		await ada.page.getByText("Retrouver la personne (facultatif)").click();
		await ada.page.getByLabel("Nom de naissance").fill(name);
		await ada.page.getByLabel("Prénom").fill(given);
		await ada.page.getByLabel("Date de naissance").fill(born);
		await ada.page.getByLabel("Code de la commune").fill("51454");
		await ada.page.getByLabel("C’est un homonyme").setChecked(is_homonym);
		await press(ada, "Calculer l’identifiant");
		await ada.page.locator("#content").getByText("L’identifiant est calculé").waitFor();
	};
	await to_hand_out(ada);
	await find("Quatrefages-Ünver", "Zéphyrine, Marie", "14/02/1948");
	await ada.look("person-found");
	await press(ada, "Remettre et imprimer");
	await ada.page.getByRole("heading", { name: "Le pass est prêt" }).waitFor();
	await press(ada, "Personne suivante");
	await find("QUATREFAGES UNVER", "zephyrine", "14 02 1948");
	await press(ada, "Remettre et imprimer");
	await ada.page.getByRole("heading", { name: "Le pass est prêt" }).waitFor();
	await press(ada, "Personne suivante");
	// A homonym that was checked is somebody else.
	await find("Quatrefages Ünver", "Zéphyrine", "14/02/1948", true);
	await press(ada, "Remettre et imprimer");
	await ada.page.getByRole("heading", { name: "Le pass est prêt" }).waitFor();
	await press(ada, "Personne suivante");
	// The programme gives a person two passes; the third one is refused, so the server knew that it is the same one.
	await find("Quatrefages Ünver", "Zéphyrine", "14/02/1948");
	await press(ada, "Remettre et imprimer");
	await ada.page.getByRole("alert").getByText("Cette personne a déjà reçu").waitFor();
	await ada.page.getByText("c’est peut-être un homonyme").waitFor();
	const given = sent.filter((each) => /pseudonym/.test(each) && /POST|passes /.test(each));
	const pseudonyms = sent.map((each) => /"pseudonym":"([0-9a-f]{32})"/.exec(each)?.[1]).filter(Boolean);
	same([pseudonyms.length, new Set(pseudonyms).size, pseudonyms[2] !== pseudonyms[0]], [4, 2, true], `pseudonyms (${given.length})`);
	const blinded = sent.map((each) => /"blinded":"([0-9a-f]{64})"/.exec(each)?.[1]).filter(Boolean);
	same(new Set(blinded).size, 4, "what the server sees is each time something else");
	const kept = await ada.page.evaluate(() => JSON.stringify([location.href, history.state, { ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML, [...document.querySelectorAll("input")].map(({ value }) => value)]));
	const storage = JSON.stringify(await ada.context.storageState({ indexedDB: true }).catch(() => ada.context.storageState()));
	for (const word of ["quatrefages", "zephyrine", "zéphyrine", "unver", "19480214", "1948", "51454"])
		for (const [where, text] of [["a request", sent.join("\n")], ["the page", kept], ["what is stored", storage], ["the server's log", house.log()]])
			must(!text.toLowerCase().includes(word), `${word} is in ${where}`);
	must(sent.length > 6, "requests were seen");
});

test("a desk that is suspended is told since when and why, before any question", async ({ house, come }) => {
	const { body: who } = await house.call("agent", "GET", "/session");
	const { body: open } = await house.call("agent", "GET", "/programmes?state=open");
	const say = async (state, reason) => {
		for (const { id } of open.items)
			same((await house.call("operator", "PUT", `/programmes/${id}/approvals/${who.site.id}`, { state, reason })).status, 200, state);
	};
	const everywhere = async (body) => same((await house.call("operator", "PATCH", `/sites/${who.site.id}`, body, { "If-Match": "*" })).status, 200, "the place");
	const ada = await agent_comes(come);
	const told = async (words) => {
		await ada.page.goto("/app/remettre");
		await ada.page.getByRole("status").getByText(words).waitFor();
		same(await ada.page.getByText(/^Question 1/).count(), 0, "questions for nothing");
	};
	try {
		await say("suspended", "agreement_ended");
		await told(new RegExp(`Votre lieu est suspendu pour le dispositif «\\s${open.items[0].name}\\s» depuis le .*: convention terminée\\. Vous ne pouvez plus remettre ses pass\\.`));
		await ada.look("desk-suspended");
		await say("approved");
		await everywhere({ approval: "suspended", suspension: "under_review" });
		await told(/suspendu par l’administrateur, pour tous les dispositifs, depuis le .*: vérification en cours\. Vous ne pouvez plus remettre de pass\./);
		await ada.look("desk-suspended-everywhere");
	} finally {
		await say("approved");
		await everywhere({ approval: "approved" });
	}
	await ada.page.reload();
	await ada.page.getByText("Question 1 sur 4").waitFor();
});

test("an identity is refused beside its field; a server that cheats is found out", async ({ come }) => {
	const ada = await agent_comes(come);
	await to_hand_out(ada);
	await press(ada, "Passer les questions");
	await ada.page.getByText("Retrouver la personne (facultatif)").click();
	const fields = [["Nom de naissance", "", "Remplissez ce champ."], ["Nom de naissance", "安", "Écrivez au moins une lettre"], ["Nom de naissance", "Test", ""],
		["Prénom", "", "Remplissez ce champ."], ["Prénom", "Ada", ""], ["Date de naissance", "48", "Écrivez la date comme"],
		["Date de naissance", "00/13/1948", "Écrivez la date comme"], ["Date de naissance", "00/00/1948", ""], ["Code de la commune", "Reims", "Ce code a cinq caractères"], ["Code de la commune", "99341", ""]];
	await ada.page.route("**/api/v1/pseudonyms", async (route) => {
		const answer = await route.fetch();
		const body = await answer.json();
		await route.fulfill({ response: answer, json: { ...body, proof: body.proof.slice(0, -1) + (body.proof.endsWith("0") ? "1" : "0") } });
	});
	for (const [field, value, error] of fields) {
		await ada.page.getByLabel(field).fill(value);
		if (!error)
			continue;
		await press(ada, "Calculer l’identifiant");
		await ada.page.locator(".field-error").getByText(error).waitFor();
		await ada.page.getByLabel(field).and(ada.page.locator(":focus")).waitFor();
	}
	await ada.look("person-bad-field");
	await press(ada, "Calculer l’identifiant");
	await ada.page.getByRole("alert").getByText("La réponse du serveur n’est pas celle attendue").waitFor();
	await ada.look("person-bad-proof");
	await press(ada, "Remettre et imprimer");
	await ada.page.getByText("Vous avez commencé à retrouver la personne").waitFor();
	same(await ada.page.getByLabel("Prénom").inputValue(), "Ada", "what was typed");
});

await run_all();
