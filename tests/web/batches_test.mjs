// batches_test.mjs PASSNUM: passes by the hundred: asked for, left and found again, printed; what broke one off.
import { agent_comes, press, printed } from "./desk.mjs";
import { must, run_all, same, test } from "./house.mjs";

const seen = async (house, id) => (await house.call("agent", "GET", `/batches/${id}`)).body;
const id_of = (ada) => new URL(ada.page.url()).pathname.split("/").at(-1);
const ready = (ada, n) => ada.page.getByText(`Les ${n} pass sont prêts, dans votre stock.`).waitFor({ timeout: 60_000 });

async function ask(ada, passes) {
	await ada.page.goto("/app/lots");
	await ada.page.getByLabel("Nombre de pass").fill(String(passes));
	await ada.page.getByText("5 ateliers", { exact: true }).click();
	await press(ada, "Préparer ce lot");
	await ada.page.waitForURL(/\/app\/lots\/\d+$/);
}

/** A batch that the server shows to be under way, as long as it is wanted. */
async function slow(ada, over, is_cut = () => false) {
	let done = 0;
	await ada.page.route("**/api/v1/batches/*", async (route) => {
		try {
			if (is_cut())
				throw new Error("no network");
			const answer = await route.fetch();
			const body = await answer.json();
			done = Math.min(done + 130, 900);
			const { etag: _, ...headers } = answer.headers(); // it is not of what is shown
			await route.fulfill({ response: answer, headers, json: over() ? body : { ...body, state: "running", done, ended_at: null } });
		} catch {
			await route.abort().catch(() => {}); // the network was cut, or the page is gone
		}
	});
}

test("a thousand passes: asked for, left, found again on another device, printed in parts", async ({ house, come }) => {
	const ada = await agent_comes(come);
	await ada.page.getByRole("main").getByRole("link", { name: "Stock de pass" }).click();
	await ada.page.getByRole("heading", { name: "Remplir le stock" }).waitFor();
	await ada.page.getByRole("main").getByRole("link", { name: "Lots de pass" }).click();
	if (!(await house.call("agent", "GET", "/batches")).body.items.length) // none on the first try
		await ada.page.getByText("Aucun lot n’a encore été préparé ici.").waitFor();
	await press(ada, "Préparer ce lot");
	await ada.page.locator(".field-error").getByText("Remplissez ce champ.").waitFor();
	await ada.page.getByLabel("Nombre de pass").fill("1001");
	await ada.page.keyboard.press("Enter");
	await ada.page.locator(".field-error").getByText(/de 1 à 1\s000/).waitFor();
	same(await ada.page.getByLabel("Nombre de pass").inputValue(), "1001", "what was typed");
	await ada.look("batches-refused");
	let over = false;
	await slow(ada, () => over);
	await ada.page.getByLabel("Nombre de pass").fill("1000");
	await ada.page.getByText("5 ateliers", { exact: true }).click();
	await ada.page.keyboard.press("Enter");
	await ada.page.getByRole("heading", { name: "La préparation est en cours" }).waitFor();
	await ada.page.getByText("la préparation continue").waitFor();
	await ada.page.getByText(/^\d+ pass préparés sur 1\s000$/).first().waitFor();
	await ada.look("batch-running");
	await ada.page.getByRole("status").getByText(/pass préparés sur/).first().waitFor({ state: "attached" }); // a quarter was said
	const id = id_of(ada);
	// Left: the tab is gone, and another device is taken.
	const other = await agent_comes(come);
	await ada.leave();
	await other.page.getByRole("main").getByRole("link", { name: "Stock de pass" }).click();
	await other.page.getByRole("link", { name: "Lots de pass" }).last().click();
	await other.page.getByRole("link", { name: `Lot ${id}` }).click();
	await ready(other, "1 000");
	over = true;
	await other.look("batch-done");
	same((await house.call("agent", "GET", "/passes?state=issued&limit=200")).body.items.length, 200, "the stock is full");
	const part = other.page.getByRole("link", { name: /^Pass 901 à 1\s000$/ });
	same(await part.getAttribute("href"), `/api/v1/batches/${id}/document.pdf?from=901&count=100`, "the last hundred");
	const { urls } = await printed(other, `/api/v1/batches/${id}/document.pdf?from=1000&count=100`);
	same(new Set(urls).size, 5, "coupons of the last pass");
	const check = () => house.call("mediator", "POST", "/vouchers/check", { voucher: urls[0] });
	same((await check().catch(check)).body.usable, true, "a coupon of the batch"); // drawing took long: the server may have hung up
});

test("a batch is stopped, and what is made stays; the network goes and comes", async ({ house, come }) => {
	const ada = await agent_comes(come);
	let over = false, is_cut = false;
	await slow(ada, () => over, () => is_cut);
	await ask(ada, 60);
	await ada.page.getByRole("button", { name: "Arrêter la préparation…" }).waitFor();
	is_cut = true;
	await ada.page.getByText("Le serveur ne répond pas. La page regarde de nouveau toute seule").waitFor();
	is_cut = false;
	await ada.page.getByText("Le serveur ne répond pas. La page regarde").waitFor({ state: "detached" });
	await press(ada, "Arrêter la préparation…");
	await ada.look("batch-stop");
	over = true;
	await ada.page.keyboard.press("Escape");
	await ada.page.getByRole("dialog").waitFor({ state: "detached" });
	await ada.page.unroute("**/api/v1/batches/*");
	await ready(ada, 60); // it has ended by itself meanwhile
	// One that is still under way when it is stopped: the answer of the server is what it says.
	await ada.page.route("**/cancellation", (route) => route.fulfill({ json: { ...batch, state: "cancelled", total: 1000, done: 250, error: null, detail: null } }));
	const batch = await seen(house, id_of(ada));
	await slow(ada, () => false);
	await ada.page.reload();
	await press(ada, "Arrêter la préparation…");
	await ada.page.getByRole("button", { name: "Arrêter", exact: true }).click();
	await ada.page.getByText("La préparation a été arrêtée.").waitFor();
	await ada.page.getByText(/250 pass sur 1\s000 sont prêts, dans votre stock. Les 750 autres n’ont pas été faits./).waitFor();
	await ada.page.getByRole("link", { name: "Pass 201 à 250" }).waitFor();
	await ada.look("batch-stopped");
});

test("a programme that closes midway breaks a batch off, in a sentence that says what exists", async ({ house, come }) => {
	const ada = await agent_comes(come);
	const day = (n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
	const programme = async (method, path, body) => (await house.call("operator", method, `/programmes${path}`, body)).body;
	const { id: closing } = await programme("POST", "", { name: "Essai qui ferme", funder: house.demo.funders[0].id, from: day(-10), until: day(300) });
	await programme("POST", `/${closing}/fundings`, { cents: 10_000_000 });
	await programme("POST", `/${closing}/state`, { state: "open" });
	await programme("PUT", `/${closing}/approvals/${house.demo.desks[0].id}`, { state: "approved" });
	await ada.page.goto("/app/lots");
	await ada.page.getByLabel("Dispositif").selectOption({ label: "Essai qui ferme" });
	await ada.page.getByLabel("Nombre de pass").fill("1000");
	const asked = ada.page.waitForResponse((answer) => answer.status() === 202);
	await press(ada, "Préparer ce lot");
	const { id } = await (await asked).json();
	while (!(await seen(house, id)).done);
	await programme("POST", `/${closing}/state`, { state: "closing" });
	await ada.page.getByRole("alert").getByText("La préparation s’est interrompue.").waitFor({ timeout: 60_000 });
	const { done, error, detail } = await seen(house, id);
	must(done > 0 && done < 1000 && error === "not_open", `it has ${done} passes, and says ${error}`);
	await ada.page.getByRole("alert").getByText(detail).waitFor();
	await ada.page.getByRole("alert").getByText(`${done} pass sur 1 000 sont prêts, dans votre stock. Les ${1000 - done} autres n’ont pas été faits.`).waitFor();
	await ada.look("batch-failed");
	await ada.page.goto("/app/lots/999999");
	await ada.page.getByText("Ce lot n’existe pas.").first().waitFor();
	await ada.page.getByRole("main").getByRole("link", { name: "Lots de pass" }).click();
	await ada.page.getByRole("row").getByText("Interrompu").first().waitFor();
	await ada.page.getByRole("row").getByText("Prêt").first().waitFor();
	await ada.look("batches");
	// Three at once are enough: a fourth is refused, and what was typed stays.
	await ada.page.route("**/api/v1/batches", (route) => route.request().method() === "POST"
		? route.fulfill({ status: 409, contentType: "application/problem+json", json: { status: 409, code: "too_many_batches", detail: "Vous avez déjà trois lots en préparation." } }) : route.continue());
	await ada.page.getByLabel("Nombre de pass").fill("20");
	await ada.page.keyboard.press("Enter");
	await ada.page.getByRole("alert").getByText("Vous avez déjà trois lots en préparation").waitFor();
	same(await ada.page.getByLabel("Nombre de pass").inputValue(), "20", "what was typed");
});

await run_all();
