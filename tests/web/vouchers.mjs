// Vouchers before a scanner: what the journeys of a centre share.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export const refused = /status of (40\d|41\d|42\d)/;
let stock = []; // vouchers that nobody has used yet

export const issue = (house, ...options) =>
	JSON.parse(house.run("issue", "--programme", house.demo.programmes[0].id, "--site", house.demo.desks[0].id, "--json", ...options));
export const fresh = (house) => {
	if (!stock.length)
		stock = issue(house, "--vouchers", "10", "--passes", "5", "--hand-out").flatMap((pass) => pass.vouchers);
	return stock.pop();
};

/** What a USB scanner types: fast keys, wherever the focus is. */
export const wedge = (person, text, end = "Enter") => person.page.evaluate(([text, end]) => {
	if (document.activeElement instanceof HTMLInputElement && document.activeElement.type === "text")
		document.activeElement.blur(); // these are events without the browser's own part of them
	const began = performance.now();
	for (const [i, key] of [...text, end].entries()) {
		const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
		Object.defineProperty(event, "timeStamp", { value: began + i }); // its speed is the scanner's, not this machine's
		(document.activeElement ?? document.body).dispatchEvent(event);
	}
}, [text, end]);
export const azerty = (text, caps = false) => [...text.toLowerCase()].map((c) => ({ "/": "!", ":": "M" })[c] ?? (/\d/.test(c) ? (caps ? "À&É\"'(-È_Ç" : "à&é\"'(-è_ç")[c] : c)).join("");
export const result = (person, what) => person.page.locator(`.scan-result[data-what="${what}"]`);
export const settled = (person, what) => result(person, what).waitFor();

const parts = { coupon: [170, 2, 70, 266, 630, 330], cover: [400, 1, 2677, 4189, 460, 410] }; // of a printed pass: dots per inch, page, cut

/** A film of a printed coupon, or of its pass's cover, that is held before a camera: it comes into sight after a moment. */
export function film(house, pdf, part = "coupon") {
	const base = path.join(house.folder, part), [dpi, page, x, y, wide, high] = parts[part].map(String);
	execFileSync("pdftoppm", ["-r", dpi, "-f", page, "-l", page, "-x", x, "-y", y, "-W", wide, "-H", high, "-singlefile", pdf, base]);
	const ppm = readFileSync(`${base}.ppm`), [head, width, height] = /^P6\s(\d+) (\d+)\s255\s/.exec(ppm.subarray(0, 40).toString("latin1")) ?? [];
	const W = 1280, H = 720, light = Buffer.alloc(W * H, 90), colour = Buffer.alloc(W * H / 2, 128);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++)
			light[(y + 180) * W + x + 320] = ppm[head.length + 3 * (y * width + x)];
	const frame = Buffer.concat([Buffer.from("FRAME\n"), light, colour]);
	const nothing = Buffer.concat([Buffer.from("FRAME\n"), Buffer.alloc(W * H, 90), colour]);
	const file = path.join(house.folder, `${part}.y4m`);
	writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${W} H${H} F10:1 Ip A1:1 C420jpeg\n`), ...Array(10).fill(nothing), ...Array(10).fill(frame)]));
	return file;
}

/** Go to the scanner and do not ask for levels. */
export async function no_levels(ada) {
	await ada.page.getByRole("link", { name: "Scanner" }).first().click();
	await ada.page.getByRole("button", { name: "Modifier l’atelier du jour" }).click();
	await ada.page.getByLabel("Demander le niveau").uncheck();
	await ada.page.getByRole("button", { name: "C’est bon" }).click();
}

export async function scanner(come, { levels = false, account, ...options } = {}) {
	const ada = await come(options);
	ada.allow(refused);
	await ada.log_in("mediator", account);
	await ada.page.getByRole("link", { name: "Scanner" }).first().click();
	await ada.page.getByRole("heading", { level: 1, name: "Scanner" }).waitFor();
	if (!levels)
		await no_levels(ada);
	return ada;
}

// ---- without network ----

export const cut = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION/;
export const waiting = (person, count) => person.page.getByRole("heading", { name: count === 1 ? "1 scan attend l’envoi" : `${count} scans attendent l’envoi` }).waitFor();
export const none_waits = (person) => person.page.waitForFunction(() => !document.querySelector("#waiting"), null, { timeout: 30_000 });

/** They may go by themselves before the button is pressed. */
export async function send_now(person) {
	const gone = none_waits(person);
	await Promise.race([person.page.getByRole("button", { name: "Envoyer maintenant" }).click().catch(() => {}), gone]);
	await gone;
}

/** A visit, after which the network may go. */
export async function ready(ada) {
	ada.allow(cut);
	await ada.page.getByText(/^Prêt pour travailler sans réseau/).waitFor();
	await ada.page.waitForFunction(async () => {
		const kept = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
		return kept.flat().some((url) => /\.wasm$/.test(url)) && kept.flat().some((url) => /reader\.worker/.test(url));
	});
}
