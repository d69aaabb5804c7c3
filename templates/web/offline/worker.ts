// The service worker takes the pages along, so that they open without network.
export function take_along() {
	if ("serviceWorker" in navigator)
		void navigator.serviceWorker.register("/web/sw.js", { scope: "/app" }).catch((failure) => console.warn("no service worker", failure));
}
