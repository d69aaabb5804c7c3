// Typed codes: twelve symbols of Crockford's base32, the last two of them RS(12, 10) over GF(32).
const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 12;

/** With x^5 = x^2 + 1. */
function multiply(a: number, b: number) {
	let product = 0;
	for (; b; b >>= 1, a = (a << 1) ^ (a & 16 ? 0x25 : 0))
		if (b & 1)
			product ^= a;
	return product;
}

const evaluate = (values: number[], x: number) => values.reduce((sum, value) => multiply(sum, x) ^ value, 0);

/** One error of value e at power p: s1 = e a^p and s2 = e a^2p, so s2 / s1 = a^p. */
function corrected(values: number[], s1: number, s2: number): number[] | null {
	let at_power = 1;
	for (let power = 0; s1 && s2 && power < LENGTH; power++, at_power = multiply(at_power, 2)) {
		if (multiply(s1, at_power) !== s2)
			continue;
		for (let e = 1; e < 32; e++)
			if (multiply(e, at_power) === s1)
				return values.map((value, i) => (i === LENGTH - 1 - power ? value ^ e : value));
	}
	return null;
}

/** Null: no twelve symbols, or more than one of them is wrong. */
export function code_parse(text: string): { values: number[]; is_exact: boolean } | null {
	const plain = text.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
	const values = [...plain].map((c) => SYMBOLS.indexOf(c));
	if (values.length !== LENGTH || values.includes(-1))
		return null;
	const s1 = evaluate(values, 2), s2 = evaluate(values, 4);
	const right = s1 || s2 ? corrected(values, s1, s2) : values;
	return right && { values: right, is_exact: !s1 && !s2 };
}

export const code_format = (values: number[]) => values.map((value) => SYMBOLS[value]).join("").replace(/(....)(?=.)/g, "$1-");
