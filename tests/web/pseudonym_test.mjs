// pseudonym_test.mjs: pseudonyms as the browser makes them, against RFC 9497 and the identities of ours.
import { webcrypto } from "node:crypto";
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

globalThis.crypto ??= webcrypto; // Node 18 of Debian 12 keeps it to itself

const web = new URL("../../templates/web/", import.meta.url).pathname;
const { build } = createRequire(path.join(web, "build.mjs"))("esbuild");
const made = await build({
	stdin: { contents: `export * from "./rooms/agent/pseudonym"; export { ristretto255_oprf } from "@noble/curves/ed25519.js";`, resolveDir: web, loader: "ts" },
	bundle: true, write: false, format: "esm", target: "es2022",
});
const folder = mkdtempSync(path.join(os.tmpdir(), "passnum-pseudonym."));
writeFileSync(path.join(folder, "made.mjs"), made.outputFiles[0].contents);
const { ristretto255_oprf: suite, begin, bytes, hex, input_of, letters, first_name, pseudonym_of } = await import(pathToFileURL(path.join(folder, "made.mjs")));
rmSync(folder, { recursive: true });

// The vectors are those that the server is held to.
const names = ["secret", "public_key", "blind", "blinded", "evaluated", "input", "output", "proof", "r"];
const vectors = [...readFileSync(new URL("../crypto/voprf_vectors.h", import.meta.url), "utf-8").matchAll(/\{ (\d),((?:\s*"[^"]*"\s*,?)+)\s*\}/g)]
	.map(([, mode, texts]) => ({ mode: Number(mode), ...Object.fromEntries([...texts.replace(/"\s+"/g, "").matchAll(/"([^"]*)"/g)].map(([, text], i) => [names[i], text])) }));

/** Random bytes of which the library makes this scalar: number mod (order - 1) + 1, little end first. */
const random_for = (scalar) => (length) => {
	const number = BigInt(`0x${hex(bytes(scalar).reverse())}`) - 1n;
	return bytes(number.toString(16).padStart(2 * length, "0")).reverse();
};
const each = (list) => list.split(",");
const same = (have, want, said) => {
	if (JSON.stringify(have) !== JSON.stringify(want))
		throw new Error(`${said} is ${JSON.stringify(have)}, should be ${JSON.stringify(want)}`);
};
function refused(act, said) {
	let done = false;
	try {
		act();
		done = true;
	} catch {
		// as it should be
	}
	if (done)
		throw new Error(`${said} is taken`);
}

const tests = {
	"there are two vectors of mode 0 and three of mode 1": () =>
		same(vectors.map(({ mode, blind }) => mode * 10 + each(blind).length), [1, 1, 11, 11, 12], "what was read"),
	"every vector of mode 0": () => {
		for (const v of vectors.filter(({ mode }) => mode === 0)) {
			const { blind, blinded } = suite.oprf.blind(bytes(v.input), random_for(v.blind));
			same([hex(blind), hex(blinded)], [v.blind, v.blinded], "blinded");
			same(hex(suite.oprf.blindEvaluate(bytes(v.secret), blinded)), v.evaluated, "evaluated");
			same(hex(suite.oprf.finalize(bytes(v.input), blind, bytes(v.evaluated))), v.output, "output");
		}
	},
	"every vector of mode 1": () => {
		for (const v of vectors.filter(({ mode }) => mode === 1)) {
			const items = each(v.input).map((input, i) => ({ input: bytes(input), blind: bytes(each(v.blind)[i]), evaluated: bytes(each(v.evaluated)[i]), blinded: bytes(each(v.blinded)[i]) }));
			for (const [i, input] of each(v.input).entries())
				same(begin(bytes(input), random_for(each(v.blind)[i])).blinded, each(v.blinded)[i], "blinded");
			same(suite.voprf.finalizeBatch(items, bytes(v.public_key), bytes(v.proof)).map(hex), each(v.output), "output");
			if (items.length === 1)
				same(begin(bytes(v.input), random_for(v.blind)).finish(v.evaluated, v.proof, v.public_key), v.output, "output of ours");
		}
	},
	"a proof that is wrong, or by another key, is refused": () => {
		const v = vectors.find(({ mode }) => mode === 1), other = suite.voprf.generateKeyPair();
		const ours = begin(bytes(v.input), random_for(v.blind));
		const flip = (text, at) => text.slice(0, at) + ((parseInt(text[at], 16) ^ 1).toString(16)) + text.slice(at + 1);
		for (const at of [0, 1, 62, 64, 65, 126])
			refused(() => ours.finish(v.evaluated, flip(v.proof, at), v.public_key), `a proof with digit ${at} changed`);
		refused(() => ours.finish(v.evaluated, v.proof, hex(other.publicKey)), "another key");
		refused(() => ours.finish(v.blinded, v.proof, v.public_key), "another element");
		refused(() => ours.finish("00".repeat(32), v.proof, v.public_key), "the identity");
		refused(() => ours.finish("ff".repeat(32), v.proof, v.public_key), "what is no element");
		const { evaluated, proof } = suite.voprf.blindEvaluate(other.secretKey, other.publicKey, bytes(v.blinded));
		refused(() => ours.finish(hex(evaluated), hex(proof), v.public_key), "a key of its own for this person");
		same(ours.finish(v.evaluated, v.proof, v.public_key), v.output, "the right one");
	},
	"identities give the pseudonyms that are written down": () => {
		const secret = bytes("e354cbf17b2cd60eaa7df9883be1d63ca9674c996b30f3430f5f92d4b02f9b0c"), key = "0aa4c74a1a328da814411e7bfbff06d252ca07653a0e0812686c5d6202094800";
		for (const [programme, name, given_names, born_on, birthplace, input, pseudonym] of [
			["cd51-2026", "Lefèvre", "Marie Louise", "19480214", "51454", "PN1|cd51-2026|LEFEVRE|MARIE|19480214|51454", "b06c20692979feec547f5ce88915f9c9"],
			["cd51-2026", "LEFEVRE", "marie", "19480214", "51454", "PN1|cd51-2026|LEFEVRE|MARIE|19480214|51454", "b06c20692979feec547f5ce88915f9c9"],
			["cd51-2027", "Lefèvre", "Marie", "19480214", "51454", "PN1|cd51-2027|LEFEVRE|MARIE|19480214|51454", "10089e53ce50fd651fa050303e346ab7"],
			["cd51-2026", "Le Fèvre", "Marie", "19480214", "51454", "PN1|cd51-2026|LEFEVRE|MARIE|19480214|51454", "b06c20692979feec547f5ce88915f9c9"],
			["cd51-2026", "N'Diaye", "Aïssatou", "19750000", "99341", "PN1|cd51-2026|NDIAYE|AISSATOU|19750000|99341", "775ca4531a76345ba224e9d59df1b4cc"],
		]) {
			const x = input_of({ programme, name, given_names, born_on, birthplace });
			same(new TextDecoder().decode(x), input.replaceAll("|", "\n"), "input");
			const homonym = input_of({ programme, name, given_names, born_on, birthplace, homonym: true });
			same(new TextDecoder().decode(homonym), `${input.replaceAll("|", "\n")}\n2`, "input of a homonym");
			const ours = begin(x), again = begin(x);
			if (ours.blinded === again.blinded)
				throw new Error("two calls look the same to the server");
			const { evaluated, proof } = suite.voprf.blindEvaluate(secret, bytes(key), bytes(ours.blinded));
			same(pseudonym_of(ours.finish(hex(evaluated), hex(proof), key)), pseudonym, `${given_names} ${name}`);
		}
	},
	"names are what is read on any document": () => {
		for (const [said, want] of [["Œuvrard", "OEUVRARD"], ["Cœur", "COEUR"], ["Strauß", "STRAUSS"], ["D’Ærø", "DAERO"], ["Łukasz", "LUKASZ"], ["ﬁn", "FIN"], ["Jean-Marc", "JEANMARC"], ["Ségolène ", "SEGOLENE"], ["İbrahim", "IBRAHIM"], ["安", ""]])
			same(letters(said), want, said);
		for (const [said, want] of [["Jean-Marc, Paul", "JEANMARC"], ["  Anne Sophie", "ANNE"], ["Anne,Sophie", "ANNE"]])
			same(first_name(said), want, said);
	},
};

console.log(`1..${Object.keys(tests).length}`);
for (const [i, [name, run]] of Object.entries(tests).entries()) {
	try {
		run();
		console.log(`ok ${i + 1} - ${name}`);
	} catch (failure) {
		console.log(`${String(failure.stack).split("\n").map((line) => `# ${line}`).join("\n")}\nnot ok ${i + 1} - ${name}`);
		process.exitCode = 1;
	}
}
