// Files on their way: fetch, but it tells how much is sent, which fetch itself does not know; and what is kept.

/** `tell` gets the part that is sent, from 0 to 1. */
export const telling = (tell: (part: number) => void) => (url: string, asked: RequestInit): Promise<Response> =>
	new Promise((resolve, reject) => {
		const call = new XMLHttpRequest();
		call.open(asked.method ?? "GET", url);
		for (const [name, value] of Object.entries(asked.headers as Record<string, string>))
			call.setRequestHeader(name, value);
		call.responseType = "blob";
		call.upload.onprogress = ({ loaded, total }) => tell(total ? loaded / total : 0);
		call.upload.onload = () => tell(1);
		call.onload = () => {
			const headers = new Headers(call.getAllResponseHeaders().trim().split(/\r?\n/).map((line) => {
				const at = line.indexOf(":");
				return [line.slice(0, at), line.slice(at + 1).trim()] as [string, string];
			}));
			resolve(new Response(call.status === 204 ? null : call.response as Blob, { status: call.status, headers }));
		};
		call.onerror = call.onabort = () => reject(new TypeError("no answer"));
		asked.signal?.addEventListener("abort", () => call.abort());
		call.send(asked.body as XMLHttpRequestBodyInit);
	});

/** The browser keeps it, as it does with a link to a file. */
export function save_file(file: Blob, name: string) {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(file);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
