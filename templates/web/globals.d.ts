declare module "server-texts:en" {
	const texts: Record<"error" | "field" | "outcome", Record<string, string>>;
	export default texts;
}
declare module "server-texts:fr/outcome" {
	const texts: Record<string, string>;
	export default texts;
}
declare module "*.css";
declare module "*.wasm" {
	const path: string;
	export default path;
}
declare const READER_FILES: string[]; // the script of scan/reader.worker.ts and its WebAssembly
