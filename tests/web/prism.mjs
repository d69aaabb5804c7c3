// `prism proxy --errors` between the people and the program:
//
//     browser -> front -> prism -> back -> program
//
// Prism judges and does not carry: it reads every body as text and calls with a Host of its own. So the back sends the program
// what the browser has sent, and the front answers with what the program has said, byte for byte. What is no call of the API goes
// straight to the program.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";

const prism_program = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../api/node_modules/.bin/prism");
const MARK = "x-call"; // which call of the browser prism is speaking of
const OF_ONE_HOP = /^(transfer-encoding|connection|keep-alive|expect)$/i;

const whole = async (stream) => {
	const parts = [];
	for await (const part of stream)
		parts.push(part);
	return Buffer.concat(parts);
};

/** A call to 127.0.0.1:`port`: { status, headers (raw pairs), body }. */
const ask = (port, { method, url, headers, body }) => new Promise((resolve, reject) => {
	const request = http.request({ host: "127.0.0.1", port, method, path: url, headers, agent: false, setHost: false }, async (answer) => {
		try {
			resolve({ status: answer.statusCode, headers: answer.rawHeaders, type: answer.headers["content-type"] ?? "", body: await whole(answer) });
		} catch (failure) {
			reject(failure);
		}
	});
	request.on("error", reject);
	request.end(body);
});

const pairs = (raw) => raw.flatMap((name, i) => (i % 2 ? [] : [[name, raw[i + 1]]])).filter(([name]) => !OF_ONE_HOP.test(name));
const give = (response, { status, headers, body }) => response.writeHead(status, pairs(headers).flat()).end(body);
const sentence = (text) => {
	try {
		const { title, detail, validation } = JSON.parse(text);
		return `${title}: ${detail} ${JSON.stringify(validation ?? [])}`.slice(0, 1500);
	} catch {
		return text.slice(0, 500);
	}
};

export class Prism {
	complaints = [];
	judged = 0;
	#calls = new Map();
	#count = 0;

	/** Start prism alone, while the program makes its books; `before()` puts it in front of the program. */
	constructor(openapi, folder) {
		const description = path.join(folder, "openapi.json");
		writeFileSync(description, readFileSync(openapi, "utf-8").replaceAll('"__Host-passnum"', '"passnum"')); // the cookie's name without TLS
		this.back = http.createServer((request, response) => this.#behind(request, response));
		this.ready = new Promise((resolve, reject) => this.back.listen(0, "127.0.0.1", () => {
			this.process = spawn(process.execPath, [prism_program, "proxy", description, `http://127.0.0.1:${this.back.address().port}`, "--errors", "--port", "0", "--host", "127.0.0.1"],
				{ env: { ...process.env, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"] });
			let said = "";
			const hear = (part) => {
				said = (said + part).slice(-4000);
				const found = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(said);
				if (found)
					resolve(this.port ??= Number(found[1]));
			};
			this.process.stdout.on("data", hear);
			this.process.stderr.on("data", hear);
			this.process.once("error", reject);
			this.process.once("exit", () => reject(new Error(`prism does not start: ${said}`)));
		}));
	}

	/** The address that people come to, for a program at `address`. */
	async before(address) {
		this.program = Number(new URL(address).port);
		await this.ready;
		this.front = http.createServer((request, response) => this.#arrive(request, response));
		await new Promise((resolve) => this.front.listen(0, "127.0.0.1", resolve));
		return `http://127.0.0.1:${this.front.address().port}`;
	}

	async #arrive(request, response) {
		try {
			const call = { method: request.method, url: request.url, headers: pairs(request.rawHeaders).flat(), body: await whole(request) };
			give(response, request.url.startsWith("/api/v1/") ? await this.#judge(call) : await ask(this.program, call));
		} catch {
			response.destroy(); // as when nobody listens
		}
	}

	async #judge(call) {
		const mark = String(++this.#count);
		this.#calls.set(mark, call);
		const said = await ask(this.port, { ...call, headers: [...call.headers, MARK, mark] });
		this.#calls.delete(mark);
		const name = `prism: ${call.method} ${call.url.split("?")[0]}`;
		if (call.answer) {
			this.judged++;
			if (said.body.includes("https://stoplight.io/prism/errors"))
				this.complaints.push(`${name}: the answer ${call.answer.status} is not as described: ${sentence(String(said.body))}`);
			return call.answer;
		}
		const answer = await ask(this.program, call); // not as described, so not passed on: the program must refuse it
		if (answer.status < 400)
			this.complaints.push(`${name}: answered ${answer.status}, and the call is not as described: ${sentence(String(said.body))}`);
		return answer;
	}

	async #behind(request, response) {
		try {
			await whole(request);
			const call = this.#calls.get(request.headers[MARK]);
			call.answer = await ask(this.program, call);
			give(response, call.answer);
		} catch {
			response.destroy();
		}
	}

	/** What it found since the last time. */
	found() {
		return this.complaints.splice(0);
	}

	close() {
		this.process.kill();
		for (const each of [this.front, this.back]) {
			each?.close();
			each?.closeAllConnections?.();
		}
	}
}
