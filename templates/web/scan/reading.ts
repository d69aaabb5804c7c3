// What a camera, a USB scanner or a person gave, as what it stands for: a token, or a typed code.
import { code_format, code_parse } from "./typed_code";

export interface Token {
	issuer: number;
	key: number;
	pass: string; // 12 hexadecimal digits
	number: number;
	total: number;
	last_day: string; // "2026-12-31"
	cents: number;
	kind: number;
	is_specimen: boolean;
	signed: Uint8Array<ArrayBuffer>; // what the signature is of, without its prefix
	signature: Uint8Array<ArrayBuffer>;
}

export type Reading =
	| { what: "token"; text: string; token: Token }
	| { what: "code"; text: string }
	| { what: "proposal"; text: string } // one symbol of the code was wrong: was this one meant?
	| { what: "nothing" };

const DIGITS = 197, SIZE = 81;

// What the keys of the digits say on a French or a Belgian keyboard; with Caps Lock in capitals, or digits.
const azerty: Record<string, string> = {
	"à": "0", "&": "1", "é": "2", '"': "3", "'": "4", "(": "5", "-": "6", "§": "6", "è": "7", "_": "8", "!": "8", "ç": "9",
};

function digits_of(text: string): string | null {
	const plain = text.slice(text.lastIndexOf("/") + 1);
	if (/^\d+$/.test(plain) && plain.length === DIGITS)
		return plain;
	const read = [...text.toLowerCase()].map((c) => azerty[c] ?? c).slice(-DIGITS).join("");
	// A USB scanner on such a keyboard types neither "/" nor ":" of the address before the digits.
	return !text.includes("/") && /^\d+$/.test(read) && read.length === DIGITS ? read : null;
}

/** Each 17 digits are 7 bytes; the last 10 are 4. */
function bytes_of(digits: string): Uint8Array<ArrayBuffer> | null {
	const bytes = new Uint8Array(SIZE);
	for (let at = 0, to = 0; at < DIGITS; at += 17, to += 7) {
		const size = Math.min(7, SIZE - to);
		let value = BigInt(digits.slice(at, at + 17));
		if (value >> BigInt(8 * size))
			return null;
		for (let i = to + size - 1; i >= to; i--, value >>= 8n)
			bytes[i] = Number(value & 255n);
	}
	return bytes;
}

const hexadecimal = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export function token_parse(digits: string): Token | null {
	const bytes = bytes_of(digits);
	if (!bytes)
		return null;
	const of = new DataView(bytes.buffer);
	const token: Token = {
		issuer: of.getUint16(1), key: bytes[3], pass: hexadecimal(bytes.slice(4, 10)), number: bytes[10] >> 4, total: bytes[10] & 15,
		last_day: new Date(Date.UTC(2020, 0, 1 + of.getUint16(11))).toISOString().slice(0, 10), cents: of.getUint16(13), kind: bytes[15],
		is_specimen: (bytes[16] & 1) !== 0, signed: bytes.slice(0, 17), signature: bytes.slice(17),
	};
	const is_good = bytes[0] === 1 && token.issuer && token.number >= 1 && token.number <= token.total && token.cents && !(bytes[16] & 254);
	return is_good ? token : null;
}

/** Text as it came. */
export function read(said: string): Reading {
	const text = said.trim();
	const digits = digits_of(text);
	if (digits) {
		const token = token_parse(digits);
		return token ? { what: "token", text: digits, token } : { what: "nothing" };
	}
	const symbols = text.length <= 40 ? code_parse(text) : null;
	return symbols ? { what: symbols.is_exact ? "code" : "proposal", text: code_format(symbols.values) } : { what: "nothing" };
}
