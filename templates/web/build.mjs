// build.mjs SOURCE OUT DEPFILE: bundle the pages for the program. Writes OUT (a C table for http/web) and,
// in OUT.d, each file as it is, with gzip and with brotli.
//
// Names carry a hash of what is in the file, so a browser may keep it for ever; only the service worker's
// name stays, and browsers ask for it anew. Nothing is fetched from anywhere else.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync, mkdirSync, rmSync, readdirSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync, constants } from "node:zlib";
import { build } from "esbuild";

const [source, out, depfile] = process.argv.slice(2);
const folder = path.resolve(out + ".d");
const lang = path.join(source, "..", "lang");
const pages = JSON.parse(readFileSync(path.join(source, "pages.json"), "utf-8"));
const read = new Set(["pages.json", "index.html", "build.mjs"].map((name) => path.join(source, name)));

const types = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml",
	".wasm": "application/wasm",
	".webmanifest": "application/manifest+json",
	".png": "image/png",
};

// The sentences of the server's errors and outcomes, for who reads another language than French.
const catalogue = (language) => {
	const file = path.join(lang, `${language}.json`);
	const { error, field, outcome } = JSON.parse(readFileSync(file, "utf-8"));
	read.add(file);
	return { error, field, outcome };
};
const server_texts = {
	name: "server-texts",
	setup(it) {
		it.onResolve({ filter: /^server-texts:/ }, ({ path }) => ({ path: path.slice(13), namespace: "server-texts" }));
		it.onLoad({ filter: /.*/, namespace: "server-texts" }, ({ path: wanted }) => {
			const [language, section] = wanted.split("/"); // "en", or only a part: "fr/outcome"
			const said = catalogue(language);
			return { contents: JSON.stringify(section ? said[section] : said), loader: "json" };
		});
	},
};

const common = {
	bundle: true, write: false, minify: true, metafile: true, format: "esm", target: ["es2022", "firefox115", "safari16"],
	jsx: "automatic", jsxImportSource: "preact", legalComments: "none", charset: "utf8", logLevel: "warning",
	outdir: "/web", publicPath: "/web", absWorkingDir: path.resolve(source), plugins: [server_texts],
	loader: { ".wasm": "file", ".svg": "file", ".png": "file" },
	entryNames: "[name]-[hash]", chunkNames: "[name]-[hash]", assetNames: "[name]-[hash]",
};

const files = []; // { name, bytes, fixed }
const add = (name, bytes, fixed = false) => files.push({ name, bytes: Buffer.from(bytes), fixed });
const sum = (bytes) => createHash("sha256").update(bytes).digest("hex");

async function bundle(options) {
	const made = await build({ ...common, ...options });
	for (const input of Object.keys(made.metafile.inputs))
		if (!input.includes(":"))
			read.add(path.resolve(source, input));
	return made;
}

// The reader of symbols, in a worker of its own; a page is told where it and its WebAssembly are.
const reader = await bundle({ entryPoints: { "reader.worker": "scan/reader.worker.ts" }, format: "iife" });
for (const each of reader.outputFiles)
	add(path.basename(each.path), each.contents);
const reader_files = reader.outputFiles.map((each) => `/web/${path.basename(each.path)}`);

const main = await bundle({
	entryPoints: ["main.tsx"], splitting: true,
	define: { READER_FILES: JSON.stringify(reader_files.sort((a, b) => Number(b.endsWith(".js")) - Number(a.endsWith(".js")))) },
});
for (const each of main.outputFiles)
	add(path.basename(each.path), each.contents);
const named = (start, end) => files.find(({ name }) => name.startsWith(start) && name.endsWith(end)).name;
const icon = readFileSync(path.join(source, "icon.svg"));
read.add(path.join(source, "icon.svg"));
add(`icon-${sum(icon).slice(0, 8).toUpperCase()}.svg`, icon);

const manifest = JSON.parse(readFileSync(path.join(source, "manifest.json"), "utf-8"));
read.add(path.join(source, "manifest.json"));
manifest.icons[0].src = `/web/${named("icon", ".svg")}`;
add("passnum.webmanifest", JSON.stringify(manifest), true);

const shell = readFileSync(path.join(source, "index.html"), "utf-8")
	.replace("{style}", `/web/${named("main", ".css")}`)
	.replace("{script}", `/web/${named("main", ".js")}`)
	.replace("{icon}", `/web/${named("icon", ".svg")}`);
add("index.html", shell, true);

// What the service worker takes along at once: all but what only a scanner or an element of a person needs.
const kept = files.filter(({ name, fixed }) => !fixed && !/\.wasm$|\.worker-/.test(name)).map(({ name }) => `/web/${name}`);
const worker = await bundle({
	entryPoints: { sw: "offline/sw.worker.ts" }, entryNames: "[name]", format: "iife",
	define: { KEPT: JSON.stringify(kept), SHELL: JSON.stringify(sum(shell).slice(0, 12)) },
});
add("sw.js", worker.outputFiles[0].contents, true);

// ---- the table ----

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
const text = (said) => `"${said.replace(/[\\"]/g, "\\$&")}"`;
const lines = [], places = [];
files.sort((a, b) => (a.name < b.name ? -1 : 1)).forEach(({ name, bytes, fixed }, i) => {
	const forms = { plain: bytes, gzip: gzipSync(bytes, { level: 9 }), br: brotliCompressSync(bytes, brotli) };
	for (const [form, data] of Object.entries(forms)) {
		const place = path.join(folder, `${name}.${form}`);
		writeFileSync(place, data);
		places.push(`BYTES(web_${i}_${form}, ${text(place)})`);
	}
	const type = types[path.extname(name)];
	if (!type)
		throw new Error(`${name}: no type is known for it`);
	const of = Object.entries(forms).map(([form, data]) => `{ web_${i}_${form}, ${data.length} }`);
	lines.push(`\t{ ${text(name)}, ${text(type)}, ${text(`"${sum(bytes).slice(0, 24)}`)}, ${/^sw\.js$|\.worker-/.test(name)}, ${fixed}, { ${of.join(", ")} } },`);
});
writeFileSync(out, `/* Made by templates/web/build.mjs. */
#include "http/web_files.h"

/* clang-format off */
#define BYTES(name, file) \\
	extern const unsigned char name[]; \\
	__asm__(".section .rodata\\n.balign 16\\n.global " #name "\\n" #name ":\\n.incbin " #file "\\n.byte 0\\n.previous\\n");
${places.join("\n")}

const struct web_file web_files[] = {
${lines.join("\n")}
};
const size_t web_files_count = ${files.length};

const char *const web_pages[] = { ${pages.map(({ path }) => text(path)).join(", ")} };
const size_t web_pages_count = ${pages.length};
`);
const gone = [...read].map((file) => path.resolve(file).replaceAll(" ", "\\ "));
writeFileSync(depfile, `${out}: ${gone.join(" ")}\n`);
