// The pseudonym of a person, made here from the identity with the server's help: RFC 9497, VOPRF,
// ristretto255-SHA512. The server sees a blinded element, and proves that it used the one key of this house;
// neither name nor date leaves the browser.
import { ristretto255_oprf } from "@noble/curves/ed25519.js";

export interface Identity {
	programme: string; // its number
	name: string; // at birth
	given_names: string;
	born_on: string; // YYYYMMDD; 00 for a day or a month that nobody knows
	birthplace: string; // code of the commune (COG), 99… abroad
	homonym?: boolean; // another person has all of this: checked on papers
}

const ligatures: Record<string, string> = { Æ: "AE", Œ: "OE", ẞ: "SS", Ø: "O", Ð: "D", Þ: "TH", Ł: "L", Đ: "D", Ħ: "H" };
const text = new TextEncoder();
const proofs = ristretto255_oprf.voprf;

/** "Le Fèvre" = LEFEVRE: capitals A–Z, nothing else. */
export function letters(said: string) {
	return said.normalize("NFKD").toUpperCase().normalize("NFKD")
		.replace(/[ÆŒẞØÐÞŁĐĦ]/g, (each) => ligatures[each]).replace(/[^A-Z]/g, "");
}

/** The first of several given names ends at a space or a comma. */
export const first_name = (said: string) => letters(said.trim().split(/[\s,]/)[0]);

/** A homonym has a counter at the end. */
export const input_of = (who: Identity) =>
	text.encode(["PN1", who.programme, letters(who.name), first_name(who.given_names), who.born_on, who.birthplace.toUpperCase(),
		...(who.homonym ? ["2"] : [])].join("\n"));

export const hex = (bytes: Uint8Array) => [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");

export function bytes(hexadecimal: string) {
	if (!/^([0-9a-f]{2})*$/i.test(hexadecimal))
		throw new Error("not hexadecimal");
	return Uint8Array.from(hexadecimal.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** What is sent, and what is made of the answer; it throws when the proof is not by `public_key`. */
export function begin(input: Uint8Array, random?: (length?: number) => Uint8Array) {
	const { blind, blinded } = proofs.blind(input, random as Parameters<typeof proofs.blind>[1]);
	return {
		blinded: hex(blinded),
		finish: (evaluated: string, proof: string, public_key: string) =>
			hex(proofs.finalize(input, blind, bytes(evaluated), blinded, bytes(public_key), bytes(proof))),
	};
}

/** 16 bytes of what `finish` gives. */
export const pseudonym_of = (output: string) => output.slice(0, 32);
