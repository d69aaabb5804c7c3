// What the journeys have looked at, kept beside the program: the shapes of the pages that axe found nothing in, and
// which of our sentences stood on them. `node tests/web/looked.mjs build/passnum [JOURNEY…]` says which sentences none has seen, when all these were run.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

const lang = new URL("../../templates/lang/web/", import.meta.url);
const HOLE = /\{\w+\}/g;

/** [["agent.key", sentence]…] of all catalogues of a language. */
export const sentences = (language) => readdirSync(lang).filter((name) => name.endsWith(`.${language}.json`)).flatMap((name) =>
	Object.entries(JSON.parse(readFileSync(new URL(name, lang), "utf-8"))).map(([key, text]) => [`${name.split(".")[0]}.${key}`, text]));

const whole = (text) => new RegExp(`^${text.trim().replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(HOLE, ".+")}$`, "s");

/** Keys of the sentences that are among `said`: whole, or where they are long as a part of another. */
export function keys_in(said, language) {
	const alone = new Set(said), all = said.join("\n"), found = [];
	for (const [key, text] of sentences(language)) {
		const plain = text.trim(), long = plain.replace(HOLE, "").length >= 12;
		if (!HOLE.test(plain) ? alone.has(plain) || (long && all.includes(plain)) : [...alone].some((each) => whole(plain).test(each)))
			found.push(key);
		HOLE.lastIndex = 0;
	}
	return found;
}

/** Another build, or another way to look, is another story. */
const folder_of = (program) => {
	const { size, mtimeMs } = statSync(program), how = ["look.mjs", "passed.mjs"].map((name) => statSync(new URL(name, import.meta.url)).mtimeMs);
	const all = path.join(path.dirname(path.resolve(program)), "web-looked"), now = [size, mtimeMs, ...how].map(Math.round).join("-");
	return { all, now, folder: path.join(all, now) };
};

/** Digests of the shapes that a journey of this build has looked at, whichever it was. */
export class Known {
	constructor(program) {
		const { all, now, folder } = folder_of(program);
		this.folder = path.join(folder, "shapes");
		mkdirSync(this.folder, { recursive: true });
		for (const old of readdirSync(all))
			if (old !== now)
				rmSync(path.join(all, old), { recursive: true, force: true });
	}
	has(digest) {
		return existsSync(path.join(this.folder, digest));
	}
	add(digest) {
		writeFileSync(path.join(this.folder, digest), "");
	}
}

/** The words that a journey has passed; null: it failed. */
export function leave(program, journey, words) {
	const { folder } = folder_of(program), file = path.join(folder, `${journey}.json`);
	rmSync(file, { force: true });
	if (!words)
		return;
	writeFileSync(`${file}.new`, JSON.stringify([...new Set(["fr", "en"].flatMap((language) => keys_in([...words[language]], language)))]));
	renameSync(`${file}.new`, file);
}

/** Sentences that stand where another one of their kind stood: names of one list, a number in singular and plural. */
const kind_of = (key) => key.replace(/_(one|other)$/, "").replace(/^(\w+\.(typology|verb|field|kind|direction|ask|subject|role|state|scope|step|cents|date|camera|band|age|situation|doubt|bundle|factor|approval|direction|by)_).*$/, "$1");

// What is never an element of its own: words within other sentences, questions that the browser asks, names in files.
const WITHIN = [/^common\.(seconds|minutes_seconds|hours_closed|kind_other|just_now|fundings_by_operator)$/, /^operator\.(went_\w+|yes|no|is_mobile|centre_of)$/,
	/^programme\.(territory_(departement|commune|unknown)|bands_none|rule_none|no_limit|said_by|departement_\w+)$/, /^mediator\.(known_refused|known_against)$/, /^exports\.megabytes$/,
	/\.leave_\w+$/, /^common\.title_/, /^mediator\.drop_sure$/, /_file$/, /^operator\.csv_(name|severity|code|dropped|ignored|note)$/];

const FLEETING = 12;

if (process.argv[1] === new URL(import.meta.url).pathname) {
	const [program, ...journeys] = process.argv.slice(2), { folder } = folder_of(program);
	const there = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
	const missing = journeys.filter((each) => !there.includes(`${each}.json`));
	const seen = new Set(there.flatMap((name) => JSON.parse(readFileSync(path.join(folder, name), "utf-8"))));
	const kinds = new Set([...seen].map(kind_of)), sum = sentences("fr");
	const never = sum.filter(([key]) => !seen.has(key) && !kinds.has(kind_of(key)) && !WITHIN.some((each) => each.test(key)));
	console.log(missing.length ? `1..0 # SKIP not run, or not well: ${missing.join(", ")}` : "1..1");
	console.log(`# ${there.length} journeys passed ${sum.filter(([key]) => seen.has(key)).length} of ${sum.length} sentences; of ${never.length} they passed none of the kind`);
	for (const [key, text] of missing.length ? [] : never)
		console.log(`# ${key}: ${text}`);
	if (!missing.length) // some stand for a frame only, between a button and its answer: a fast or a busy machine may not draw them
		console.log(`${never.length > FLEETING ? "not " : ""}ok 1 - each sentence of the client stood on a page that a journey came to`);
}
