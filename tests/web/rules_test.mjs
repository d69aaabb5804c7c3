// rules_test.mjs: the rules of a programme, from what is typed to what the API takes, and back.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const web = new URL("../../templates/web", import.meta.url).pathname;
const { build } = createRequire(path.join(web, "build.mjs"))("esbuild");
const made = await build({ entryPoints: [path.join(web, "rooms/programme/typed.ts")], bundle: true, write: false, format: "esm", target: "es2022" });
const folder = mkdtempSync(path.join(os.tmpdir(), "passnum-rules."));
writeFileSync(path.join(folder, "made.mjs"), made.outputFiles[0].contents);
const { cents_of, change_of, covers, rebased, rules_of, territory_sort, typed_of, typed_usual } = await import(pathToFileURL(path.join(folder, "made.mjs")));
rmSync(folder, { recursive: true });

const whole = {
	name: "Pass numérique de la Charente", from: "2027-01-01", until: "2027-12-31", stop_days: 15, grace_days: 30, cents: 1050, vouchers_min: 5, vouchers_max: 10,
	vouchers_usual: [10, 8, 5], territory: ["16", "200071827", "2A"], kinds: [1, 3, 12], person_passes: 2, person_days: 365, bands: ["age"],
};
const usual = { ...typed_usual(), name: "Essai", from: "2027-01-01", until: "2027-12-31" };

const tests = [];
const test = (name, run) => tests.push([name, run]);
function same(have, want, said) {
	if (JSON.stringify(have) !== JSON.stringify(want))
		throw new Error(`${said} is ${JSON.stringify(have)}, should be ${JSON.stringify(want)}`);
}
const why_not = (typed) => {
	try {
		return rules_of(typed) && "read";
	} catch ({ field, why, limits }) {
		return [field, why, ...(limits?.[1] ? limits : [])].join(" ");
	}
};

test("what is read is what was written", () => {
	same(rules_of(typed_of(whole)), whole, "a programme");
	same(rules_of(typed_of({ ...whole, vouchers_usual: [], kinds: [], territory: [], bands: [], person_passes: 0, person_days: 0 })),
		{ ...whole, vouchers_usual: [], territory: [], kinds: [], person_passes: 0, person_days: 0, bands: [] }, "one without limits");
	same(rules_of(typed_of({ ...whole, vouchers_usual: [10, 9, 8, 7, 6] })).vouchers_usual, [10, 9, 8, 7, 6], "more numbers than levels");
	same(change_of(typed_of(whole), typed_of(whole)), {}, "no change");
});

test("a territory covers what the server says it does", () => {
	const place = (insee, postcode, epci) => ({ insee, postcode, epci });
	for (const [codes, at, inside] of [[[], place(null, null, null), true], [["16"], place("16015", null, null), true], [["16"], place(null, "16000", null), true],
		[["16015"], place("16374", "16000", null), false], [["200071827"], place("16015", "16000", "200071827"), true], [["2A"], place(null, "20000", null), true],
		[["2B"], place("2B033", "20200", null), true], [["974"], place(null, "97400", null), true], [["97"], place("97411", null, null), false], [["75", "16"], place(null, "17000", null), false]])
		same(covers(codes, at), inside, `${codes} over ${Object.values(at)}`);
});

test("euros are cents, however they are written", () => {
	same(["10", "10,5", "10.50", "0,01", "1 000,50 €", "1\u202f000", " 12 ", "-25", "−25,10"].map(cents_of), [1000, 1050, 1050, 1, 100050, 100000, 1200, -2500, -2510], "amounts");
	same(["", "dix", "10,505", "1,000.50", "--1", "1e3", "10,"].map(cents_of), [null, null, null, null, null, null, null], "what is none");
	same([1000, 1050, 1, 65535].map((cents) => typed_of({ ...whole, cents }).cents), ["10", "10,50", "0,01", "655,35"], "typed");
});

test("what cannot be sent is said of its field", () => {
	same(why_not(usual), "read", "the usual rules");
	same(why_not({ ...usual, name: "  " }), "name needed", "no name");
	same([why_not({ ...usual, from: "" }), why_not({ ...usual, until: "31/12/2027" })], ["from needed", "until day"], "days");
	same([why_not({ ...usual, cents: "" }), why_not({ ...usual, cents: "-10" }), why_not({ ...usual, cents: "dix" }), why_not({ ...usual, cents: "655,36" })], ["cents needed", "cents euros", "cents euros", "cents worth"], "value");
	same([why_not({ ...usual, stop_days: "367" }), why_not({ ...usual, grace_days: "" }), why_not({ ...usual, grace_days: "1,5" }), why_not({ ...usual, person_passes: "-1" })],
		["stop_days count 0 366", "grace_days needed 0 90", "grace_days count 0 90", "person_passes count 0 1000"], "numbers");
	same(why_not({ ...usual, kinds_more: "12, treize" }), "kinds_more numbers", "kinds");
});

test("lists are read as people write them", () => {
	same(rules_of({ ...usual, territory: " 16, 2a;200071827\n16015 " }).territory, ["16", "2A", "200071827", "16015"], "a territory");
	same(["16", "2A", "971", "16015", "2B033", "97411", "200071827", "charente"].map(territory_sort),
		["departement", "departement", "departement", "commune", "commune", "commune", "epci", "unknown"], "sorts of codes");
	same(rules_of({ ...usual, kinds: ["3", "1"], kinds_more: "12 3" }).kinds, [1, 3, 12], "kinds");
	same([["10", "", ""], ["", "", ""], ["", "8", ""]].map((each) => rules_of({ ...usual, vouchers_max: "9", vouchers_usual: each }).vouchers_usual), [[10], [], [9, 8]], "numbers by level");
});

test("only what differs is sent; spaces differ in nothing", () => {
	const base = typed_of(whole);
	same(change_of(base, { ...base, until: "2028-06-30", cents: "12" }), { until: "2028-06-30", cents: 1200 }, "two rules");
	same(change_of(base, { ...base, cents: "10,5", territory: "16  200071827\n2a", name: ` ${whole.name}` }), {}, "the same, otherwise written");
	same(change_of(base, { ...base, territory: "", kinds: [], kinds_more: "" }), { territory: [], kinds: [] }, "lists that are emptied");
});

test("what somebody else saved meanwhile meets what was typed, and nothing of it is lost", () => {
	const base = typed_of(whole);
	const mine = { ...base, name: "Le mien", grace_days: "60", kinds: [], kinds_more: "", cents: "12" };
	const now = typed_of({ ...whole, name: "Le leur", stop_days: 20, kinds: [2], cents: 1200 });
	const met = rebased(base, mine, now);
	same([met.typed.name, met.typed.grace_days, met.typed.stop_days, met.typed.kinds, met.typed.kinds_more], ["Le mien", "60", "20", [], ""], "what stands in the form");
	same([met.theirs, met.both], [["stop_days"], ["name", "kinds"]], "what they changed, what both did");
	const bad = rebased(base, { ...base, grace_days: "beaucoup" }, now);
	same([bad.typed.grace_days, bad.typed.name], ["beaucoup", "Le leur"], "what cannot be read");
});

console.log(`1..${tests.length}`);
let failed = 0;
for (const [i, [name, run]] of tests.entries()) {
	try {
		await run();
		console.log(`ok ${i + 1} - ${name}`);
	} catch (failure) {
		failed++;
		console.log(`# ${String(failure.stack ?? failure).split("\n").join("\n# ")}\nnot ok ${i + 1} - ${name}`);
	}
}
process.exitCode = failed ? 1 : 0;
