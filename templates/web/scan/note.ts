// Signed texts: C2SP notes, whose keys are written "name+keyid+base64".
export interface Vkey {
	name: string;
	id: string; // hexadecimal
	bytes: Uint8Array<ArrayBuffer>;
}

export interface Note {
	body: Uint8Array<ArrayBuffer>;
	lines: string[]; // of the body
	signatures: { name: string; id: string; bytes: Uint8Array<ArrayBuffer> }[];
	end: number; // where it ends in what was read
}

const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const ED25519 = 1;

const base64 = (said: string) => Uint8Array.from(atob(said), (c) => c.charCodeAt(0));
export const hexadecimal = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export function vkey_parse(said: string): Vkey {
	const [, name, id, key] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(said.trim()) ?? [];
	const bytes = key ? base64(key) : new Uint8Array();
	if (bytes.length !== 33 || bytes[0] !== ED25519)
		throw new Error("bad_key");
	return { name, id, bytes: bytes.slice(1) };
}

/** The note at the beginning of `bytes`: its body ends with the first empty line, its signatures with the next one. */
export function note_parse(bytes: Uint8Array<ArrayBuffer>): Note {
	const empty = (from: number) => {
		for (let i = from; i + 1 < bytes.length; i++)
			if (bytes[i] === 10 && bytes[i + 1] === 10)
				return i + 1;
		return -1;
	};
	const middle = empty(0);
	if (middle < 0)
		throw new Error("bad_note");
	const next = empty(middle + 1), end = next < 0 ? bytes.length : next;
	const body = bytes.slice(0, middle);
	const signatures = text.decode(bytes.slice(middle + 1, end)).trimEnd().split("\n").map((line) => {
		const [, name, said] = /^\u2014 (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
		if (!said)
			throw new Error("bad_note");
		const of = base64(said);
		return { name, id: hexadecimal(of.slice(0, 4)), bytes: of.slice(4) };
	});
	return { body, lines: text.decode(body).trimEnd().split("\n"), signatures, end };
}

type Verify = (key: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>) => Promise<boolean>;
let chosen: Promise<Verify> | null = null;

/** The browser's own Ed25519; where it has none, one in JavaScript. */
async function choose(): Promise<Verify> {
	const native: Verify = async (key, signature, message) =>
		crypto.subtle.verify("Ed25519", await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]), signature, message);
	try {
		await native(new Uint8Array(32).fill(1), new Uint8Array(64), new Uint8Array(1));
		return native;
	} catch (failure) {
		if ((failure as DOMException).name !== "NotSupportedError")
			return native;
		const { ed25519 } = await import("@noble/curves/ed25519.js");
		return async (key, signature, message) => {
			try {
				return ed25519.verify(signature, message, key, { zip215: false });
			} catch {
				return false;
			}
		};
	}
}

export const verify: Verify = async (key, signature, message) => {
	try {
		return await (await (chosen ??= choose()))(key, signature, message);
	} catch {
		return false; // a key that is none
	}
};

/** Is it a note of that purpose, signed by that key? */
export async function note_verify(note: Note, purpose: string, key: Vkey) {
	if (note.lines[0] !== purpose)
		return false;
	for (const each of note.signatures)
		if (each.name === key.name && each.id === key.id && (await verify(key.bytes, each.bytes, note.body)))
			return true;
	return false;
}
