// fields_test.mjs PASSNUM: what no field wants, in every field that is typed in: it is refused in words beside the
// field, or taken as it is; nothing that was typed is lost, and no script fails. WEB_ALL=1: every value in every field.
import { must, run_all, same, test } from "./house.mjs";
import { settle } from "./pages.mjs";

const VALUES = {
	empty: "", spaces: "   ", long: "mot ".repeat(75), huge: "x".repeat(10_000), control: "a\u0007b\u0000c", direction: "abc\u202Edef", half: "a\uD800b",
	emoji: "👩🏽‍💻🎉", markup: "<script>alert(1)</script>", quote: "' OR 1=1 --", words: "beaucoup", negative: "-5", great: "1e9", decimal: "1,5", far: "9999-12-31", before: "0001-01-01",
};
// Two fields that only together are wrong. (At the login nobody is told which of the two is; who tried too often waits.)
const BESIDE = { longitude: ["latitude"], latitude: ["longitude"], from: ["until"], until: ["from"], new: ["again"], grace_days: ["until"], vouchers_min: ["vouchers_max"], name: ["siret"] };
const QUIET = ["date", "search"]; // a browser gives no text of a date; words that are searched for are found or not
const USUAL = ["spaces", "huge", "markup"];
const all = Boolean(process.env.WEB_ALL);

// Where each form is, how it opens, and what is right in each of its fields.
const FORMS = [
	{ role: "agent", at: "/app/centres", open: (page) => page.locator("summary").click(), good: { commune: "Marsange" } },
	{ role: "agent", at: "/app/pass", good: { code: "ABCD-EFGH-JKMN" } },
	{ role: "agent", at: "/app/stock", good: { code: "ABCD-EFGH-JKMN" } },
	{ role: "agent", at: "/app/lots", good: { passes: "2" } },
	{ role: "agent", at: "/app/remettre", form: "Retrouver la personne (facultatif)", open: async (page) => {
		await page.getByRole("button", { name: "Passer les questions" }).click();
		await page.locator("details.person summary").click();
	}, good: { name: "Dupont", given_names: "Marie", born_on: "14/02/1948", birthplace: "96120" } },
	{ role: "mediator", at: "/app/scanner", good: { code: "ABCD-EFGH-JKMN" } },
	{ role: "mediator", at: "/app/parcours", good: { code: "ABCD-EFGH-JKMN" } },
	{ role: "funder", at: "/app/dispositif/1", good: { from: "2026-01-01", until: "2026-02-01" } },
	{ role: "operator", at: "/app/reglages/1", form: "Règles", good: {} },
	{ role: "operator", at: "/app/reglages/1", form: "Ajouter de l’argent", good: { cents: "100" } },
	{ role: "operator", at: "/app/reglages/1", form: "Inviter un lieu", good: { q: "Mairie" } },
	{ role: "operator", at: "/app/dispositifs/nouveau", form: "Ouvrir un dispositif", open: (page) => page.locator("[data-field=funder] select").selectOption({ index: 1 }), good: { name: "Essai", money: "1000", cents: "15" } },
	{ role: "operator", at: "/app/dispositifs/nouveau", dialog: true, open: (page) => page.getByRole("button", { name: "Ajouter un commanditaire…" }).click(), good: { name: "Essai", siret: "73282932000074" } },
	{ role: "operator", at: "/app/journal", form: "Période", good: { from: "2026-01-01", until: "2026-02-01" } },
	{ role: "operator", at: "/app/comptes/nouveau", open: (page) => page.locator("input[value=auditor]").check(), good: { login: "essai.champ" } },
	{ role: "operator", at: "/app/comptes/nouveau", open: (page) => page.locator("input[value=agent]").check(), good: { login: "essai.lieu", site_words: "Marsange" }, only: ["site_words"] },
	{ role: "operator", at: "/app/comptes/2", good: { label: "Essai", days: "30" } },
	{ role: "operator", at: "/app/lieux", form: "Chercher", good: { q: "Mairie" } },
	{ role: "operator", at: "/app/lieux/nouveau", open: (page) => page.locator("[data-field=desk] input").check(), good: { name: "Essai" } },
	{ role: "operator", at: "/app/lieu/1", open: (page) => page.getByRole("button", { name: "Modifier…" }).click(), good: {} },
	{ role: "auditor", at: "/app/compte/mot-de-passe", good: { old: "PASSWORD", new: "quatre mots bien choisis", again: "quatre mots bien choisis" } },
	{ role: "auditor", at: "/app/compte/application", good: { password: "PASSWORD" } },
	{ role: "auditor", at: "/app/compte/carte", good: { password: "PASSWORD" } },
	{ role: "anyone", at: "/app/connexion", good: { login: "quelqu.un", password: "secret" } },
];

/** In the page: type into one field, send, and tell what came of it. */
async function attempt({ form: label, dialog, field, value, good, begun }) {
	const frame = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
	const form = [...document.querySelectorAll(dialog ? "dialog form" : "main form")].find((each) => !label || each.getAttribute("aria-label") === label);
	const box = (name) => form.querySelector(`[data-field="${name}"] :is(input:not([type=radio], [type=checkbox]), textarea)`);
	const type = (element, text) => {
		Object.getOwnPropertyDescriptor(element.tagName === "TEXTAREA" ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype, "value").set.call(element, text);
		element.dispatchEvent(new Event("input", { bubbles: true }));
	};
	const names = [...form.querySelectorAll("[data-field] > :is(input:not([type=radio], [type=checkbox], [type=file]), textarea)")].map((element) => element.closest("[data-field]").dataset.field);
	const wanted = { ...begun, ...good, [field]: value }; // all others as they were, or right
	for (const name of names)
		if (box(name).value !== (wanted[name] ?? "")) {
			type(box(name), wanted[name] ?? "");
			await frame();
		}
	const typed = () => Object.fromEntries([...form.querySelectorAll("[data-field] > :is(input, textarea)")].map((element) => [element.closest("[data-field]").dataset.field, element.value]));
	const before = typed();
	form.requestSubmit();
	await frame();
	for (let i = 0; i < 900 && form.isConnected && form.querySelector("[aria-busy=true]"); i++)
		await frame();
	for (let i = 0; i < 30 && (i < 2 || (form.querySelector(".field-error") && !form.querySelector(".invalid")?.contains(document.activeElement))); i++)
		await frame();
	if (!form.isConnected)
		return { gone: true };
	const errors = [...form.querySelectorAll(".field-error")].map((error) => {
		const place = error.closest("[data-field]"), element = place.matches("fieldset") ? place : place.querySelector("input, select, textarea");
		return { field: place.dataset.field, text: error.textContent, is_tied: element.getAttribute("aria-invalid") === "true" && (element.getAttribute("aria-describedby") ?? "").split(" ").includes(error.id), has_focus: place.contains(document.activeElement) };
	});
	const after = typed();
	return {
		errors, shown: before[field], lost: Object.keys(before).filter((name) => after[name].trim() !== before[name].trim()), now: after[field],
		alerts: [...document.querySelectorAll("main [role=alert], dialog [role=alert], .scan-error, .scan-warning")].map((each) => each.textContent),
	};
}

/** One form; what is wrong, each as a sentence. */
async function try_form(house, ada, of, report) {
	const { page } = ada, found = [];
	let written = [];
	const note = (answer) => answer.url().includes("/api/v1/") && (answer.request().method() !== "GET" || answer.status() >= 400) && written.push(answer.status());
	page.on("response", note);
	const account = of.good.old === "PASSWORD" || of.good.password === "PASSWORD" ? ada.account : null;
	const good = Object.fromEntries(Object.entries(of.good).map(([name, text]) => [name, text === "PASSWORD" ? account.password : text]));
	const enter = async () => {
		await page.goto(of.at);
		if (await page.evaluate(() => sessionStorage.length > 0 && (sessionStorage.clear(), true))) // a draft
			await page.reload();
		await settle(page);
		await of.open?.(page);
		await page.locator(of.dialog ? "dialog form" : "main form").first().waitFor();
	};
	await enter();
	const fields = await page.evaluate(({ form: label, dialog }) => [...[...document.querySelectorAll(dialog ? "dialog form" : "main form")].find((each) => !label || each.getAttribute("aria-label") === label)
		.querySelectorAll("[data-field] > :is(input, textarea)")].filter(({ type }) => !["file", "checkbox", "radio"].includes(type)).map((element) => ({ field: element.closest("[data-field]").dataset.field, type: element.type, value: element.value })), { form: of.form, dialog: of.dialog });
	for (const { field, type } of fields.filter(({ field }) => !of.only || of.only.includes(field)))
		for (const [sort, value] of Object.entries(VALUES).filter(([name]) => all || USUAL.includes(name))) {
			if (!(await page.evaluate(({ form: label, dialog }) => [...document.querySelectorAll(dialog ? "dialog form" : "main form")].some((each) => !label || each.getAttribute("aria-label") === label), { form: of.form, dialog: of.dialog })))
				await enter();
			written = [];
			const came = await page.evaluate(attempt, { form: of.form, dialog: of.dialog, field, value, good, begun: Object.fromEntries(fields.map((each) => [each.field, each.value])) });
			const errors = came.errors ?? [], mine = errors.find((each) => each.field === field);
			const is_done = came.gone || written.some((status) => status < 300);
			const what = mine ? "beside" : errors.length ? `beside ${errors[0].field}` : is_done ? "taken" : came.alerts.length ? "bare" : "quiet";
			if (all)
				report.push(`${of.at} ${field} ${type} ${sort}: ${what}${errors[0] ? ` (${errors[0].text})` : what === "bare" ? ` (${came.alerts[0]})` : ""} ${written.join(",")}`);
			const other = errors[0]?.field;
			if (other && !mine && !(BESIDE[field] ?? []).includes(other))
				found.push(`${of.at} ${field} ${sort}: said beside ${other}: ${errors[0].text}`);
			if (what === "bare" && of.at !== "/app/connexion" && !came.alerts.some((text) => text.startsWith("Trop d’essais")))
				found.push(`${of.at} ${field} ${sort}: said without a field: ${came.alerts[0]}`);
			if (sort === "huge" && is_done && !QUIET.includes(type) && of.at !== "/app/remettre") // names stay on the device
				found.push(`${of.at} ${field} ${sort}: taken`);
			if (errors.length)
				await ada.look(`field-${of.at.replace(/\W+/g, "-")}-${field}-${sort}`).catch((failure) => found.push(failure.message));
			if (mine && !mine.is_tied)
				found.push(`${of.at} ${field} ${sort}: the words are not tied to the field`);
			if (mine && !mine.has_focus)
				found.push(`${of.at} ${field} ${sort}: the focus is elsewhere`);
			if (!is_done && came.lost?.length)
				found.push(`${of.at} ${field} ${sort}: ${came.lost} lost`);
			if (written.some((status) => status >= 500))
				found.push(`${of.at} ${field} ${sort}: ${written}`);
			if (is_done)
				await enter();
		}
	page.off("response", note);
	return found;
}

for (const role of ["agent", "mediator", "funder", "operator", "auditor", "anyone"])
	test(`in no field of ${role} a wrong value goes wrong`, async ({ house, come }) => {
		const ada = await come();
		ada.allow(/status of 4\d\d/);
		ada.page.on("dialog", (dialog) => void dialog.accept());
		if (role === "auditor")
			await ada.log_in("auditor", (ada.account = await house.fresh_account()));
		else if (role !== "anyone")
			await ada.log_in(role);
		const found = [], report = [];
		for (const form of FORMS.filter((each) => each.role === role))
			found.push(...(await try_form(house, ada, form, report).catch((failure) => [`${form.at} ${form.form ?? ""}: ${failure.message}`])));
		for (const line of report)
			console.log(`# ${line}`);
		same(found, [], "what is wrong");
	});

await run_all();
