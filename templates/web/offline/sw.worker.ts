// Files under /web never change their content under one name: once kept they are used. Pages are asked for
// first, and taken from what is kept when there is no network. The API is never kept.
declare const KEPT: string[]; // the files of all pages
declare const SHELL: string; // changes with them

const worker = self as unknown as ServiceWorkerGlobalScope;
const NAME = `pages-${SHELL}`;
const SLOW_MS = 4000;

worker.addEventListener("install", (event) => {
	event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(["/app", ...KEPT])).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
	const forget = async () => {
		for (const name of await caches.keys())
			if (name.startsWith("pages-") && name !== NAME)
				await caches.delete(name);
		await worker.clients.claim();
	};
	event.waitUntil(forget());
});

async function file(request: Request) {
	const kept = await caches.match(request, { ignoreVary: true });
	if (kept)
		return kept;
	const answer = await fetch(request);
	if (answer.ok)
		await (await caches.open(NAME)).put(request, answer.clone());
	return answer;
}

async function page(request: Request) {
	const kept = await caches.match("/app", { ignoreVary: true });
	try {
		return await fetch(request, kept ? { signal: AbortSignal.timeout(SLOW_MS) } : {});
	} catch (failure) {
		if (kept)
			return kept;
		throw failure;
	}
}

worker.addEventListener("fetch", (event) => {
	const { request } = event;
	const { origin, pathname } = new URL(request.url);
	if (request.method !== "GET" || origin !== location.origin)
		return;
	if (pathname.startsWith("/web/") && pathname !== "/web/sw.js")
		event.respondWith(file(request));
	else if (request.mode === "navigate" && (pathname === "/app" || pathname.startsWith("/app/")))
		event.respondWith(page(request));
});

export {};
