declare module "server-texts:en" {
	const texts: Record<"error" | "field" | "outcome", Record<string, string>>;
	export default texts;
}
declare module "*.css";
declare module "*.wasm" {
	const path: string;
	export default path;
}
