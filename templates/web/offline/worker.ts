// The service worker takes the pages along, so that they open without network. Its scope is the whole server,
// because the reader's worker (/web/reader.worker-….js) has its files from it only within that; it answers for
// nothing but /app and /web.
export function take_along() {
	if ("serviceWorker" in navigator)
		void navigator.serviceWorker.register("/web/sw.js", { scope: "/" }).catch((failure) => console.warn("no service worker", failure));
}

/** The reader of symbols, for a device that scans: kept by the service worker once it has passed through it. */
export async function keep_reader() {
	if (!("serviceWorker" in navigator))
		return;
	await navigator.serviceWorker.ready;
	if (!navigator.serviceWorker.controller)
		await new Promise((controlled) => navigator.serviceWorker.addEventListener("controllerchange", controlled, { once: true }));
	const take = async () => {
		for (const file of READER_FILES)
			await fetch(file).catch(() => {}); // without network: at the next visit
	};
	await take();
	navigator.serviceWorker.oncontrollerchange = () => void take(); // a newer one has forgotten what the older one kept
}
