// What a device knows without network: the signed bundle of its centre (docs/bundle.md), read and believed.
import { hexadecimal, note_parse, note_verify, verify, vkey_parse, type Note, type Vkey } from "./note";
import type { Token } from "./reading";

interface Key {
	issuer: number;
	key: number;
	vkey: Vkey;
	from: string; // days
	until: string;
	status: string;
}
interface Rule {
	id: string;
	name: string;
	state: string;
	from: string;
	until: string;
	grace_days: number;
	kinds: number[];
	keys: number[];
	live: Map<number, number>; // by pass: vouchers that cannot be used now, voucher 1 in the lowest bit
	blocked: Map<number, number>;
	replaced: Map<number, number>;
}
export interface Bundle {
	centre: string;
	made: string;
	until: string;
	version: number; // of the key list
	issuer: number;
	keys: Key[];
	rules: Rule[];
}

const KEY_GRACE_DAYS = 90;

/** A sorted set of passes with a mask each, as Rice-coded gaps. */
function set_read(bytes: Uint8Array, at: number) {
	let bit = at * 8;
	const end = bytes.length * 8;
	const take = (count: number) => {
		let value = 0;
		for (; count; count--, bit++) {
			if (bit >= end)
				throw new Error("bad_bundle");
			value = value * 2 + ((bytes[bit >> 3] >> (7 - (bit % 8))) & 1);
		}
		return value;
	};
	const count = take(32), low = take(8), width = take(8), passes = new Map<number, number>();
	for (let i = 0, id = -1; i < count; i++) {
		let high = 0, mask = 0;
		while (take(1))
			high++;
		id += 1 + high * 2 ** low + take(low);
		for (let n = 0; n < width; n++)
			mask |= take(1) << n;
		passes.set(id, mask);
	}
	return { passes, end: Math.ceil(bit / 8) };
}

const line_of = (note: Note, name: string) => note.lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? "";

async function parts_of(note: Note, bytes: Uint8Array<ArrayBuffer>) {
	const parts = new Map<string, Uint8Array<ArrayBuffer>>();
	let at = note.end + 1;
	for (const line of note.lines.filter((line) => line.startsWith("part "))) {
		const [, name, size, sum] = line.split(" ");
		const part = bytes.slice(at, at += Number(size));
		if (part.length !== Number(size) || hexadecimal(new Uint8Array(await crypto.subtle.digest("SHA-256", part))) !== sum)
			throw new Error("bad_bundle");
		parts.set(name, part);
	}
	if (at !== bytes.length)
		throw new Error("bad_bundle");
	return parts;
}

function key_of(line: string): Key {
	const [, issuer, key, vkey, from, until, status] = /^(\d+)\.(\d+) (\S+) (\S+) (\S+) (\S+)$/.exec(line) ?? [];
	if (!status)
		throw new Error("bad_key_list");
	return { issuer: Number(issuer), key: Number(key), vkey: vkey_parse(vkey), from, until, status };
}

export interface Trust {
	root: string; // the vkey that is pinned
	version: number; // of key lists: the highest seen
	centre: string;
	today: string;
	now: string; // an instant
}

/** Read and believe one; else an Error whose message says why not. */
export async function bundle_read(bytes: Uint8Array<ArrayBuffer>, trust: Trust): Promise<Bundle> {
	const note = note_parse(bytes), parts = await parts_of(note, bytes), root = vkey_parse(trust.root);
	const part = (name: string) => {
		const found = parts.get(name);
		if (!found)
			throw new Error("bad_bundle");
		return found;
	};
	const list = note_parse(part("keys")), certificate = note_parse(part("certificate"));
	if (!(await note_verify(list, "pass-numerique/keys/v1", root)) || !(await note_verify(certificate, "pass-numerique/certificate/v1", root)))
		throw new Error("not_signed_by_root");
	const version = Number(line_of(list, "version"));
	if (line_of(certificate, "version") !== String(version) || version < trust.version)
		throw new Error("rolled_back");
	if (line_of(list, "expires") < trust.today || line_of(certificate, "expires") < trust.today)
		throw new Error("key_list_expired");
	if (line_of(certificate, "use") !== "pass-numerique/bundle/v1" || !(await note_verify(note, "pass-numerique/bundle/v1", vkey_parse(line_of(certificate, "key")))))
		throw new Error("bundle_signature");
	if (line_of(note, "centre") !== trust.centre)
		throw new Error("other_centre");
	const said = JSON.parse(new TextDecoder().decode(part("rules"))) as { issuer: number; programmes: Rule[] };
	const rules = said.programmes.map((rule) => {
		const sets = part(`passes/${rule.id}`), live = set_read(sets, 0), blocked = set_read(sets, live.end), replaced = set_read(sets, blocked.end);
		return { ...rule, live: live.passes, blocked: blocked.passes, replaced: replaced.passes };
	});
	return {
		centre: trust.centre, made: line_of(note, "made"), until: line_of(note, "until"), version, issuer: said.issuer,
		keys: list.lines.slice(4).map(key_of), rules,
	};
}

const later = (day: string, by: number) => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
const prefix = new TextEncoder().encode("pass-numerique/voucher/v1\n");

/** Is the token genuine? "" = yes. */
export async function token_verify(bundle: Bundle, token: Token, today: string): Promise<string> {
	const key = bundle.keys.find((each) => each.issuer === token.issuer && each.key === token.key);
	if (!key || key.status === "revoked" || today > later(key.until, KEY_GRACE_DAYS) || today < key.from)
		return "unknown_key";
	const message = new Uint8Array(prefix.length + token.signed.length);
	message.set(prefix);
	message.set(token.signed, prefix.length);
	return (await verify(key.vkey.bytes, token.signature, message)) ? "" : "bad_signature";
}

/** What the bundle says of a genuine one: an outcome; "" = usable as far as it knows, "unseen" = issued later, or by nobody. */
export function token_judge(bundle: Bundle, token: Token, kind: number, today: string): string {
	const rule = bundle.issuer === token.issuer ? bundle.rules.find((each) => each.keys.includes(token.key)) : undefined, pass = Number.parseInt(token.pass, 16);
	if (token.is_specimen)
		return "specimen";
	if (!rule)
		return today > token.last_day ? "expired" : "wrong_territory";
	if (rule.blocked.has(pass))
		return "blocked";
	if (rule.replaced.has(pass))
		return "replaced";
	const used = rule.live.get(pass);
	if (used === undefined)
		return today > token.last_day ? "expired" : "unseen";
	if ((used >> (token.number - 1)) & 1)
		return "already_used";
	if (rule.state === "draft")
		return "not_funded";
	if (today > later(token.last_day, rule.grace_days) || rule.state === "closed")
		return "expired";
	if (today < rule.from || rule.state === "funded")
		return "not_yet_valid";
	if (kind && ((rule.kinds.length && !rule.kinds.includes(kind)) || (token.kind && token.kind !== kind)))
		return "kind_not_allowed";
	return "";
}
