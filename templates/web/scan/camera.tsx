// The camera, and the reader of symbols behind it. Both are there only while they are asked for.
import { useEffect, useRef, useState } from "preact/hooks";
import { Alert, Busy, Button } from "../kit/parts";
import { common } from "../kit/text";

type State = "asking" | "running" | "NotAllowedError" | "NotFoundError" | "NotReadableError" | "no_reader" | "none";
const PAUSE_MS = 40;
const SAME_MS = 3000; // the same symbol is read again only when it was out of sight for so long

/** A reading comes once, however long the symbol is in sight. */
export function Camera({ read, close }: { read: (text: string) => void; close: () => void }) {
	const [state, set] = useState<State>("asking");
	const [turn, again] = useState(0);
	const video = useRef<HTMLVideoElement>(null);
	const act = useRef(read);
	act.current = read;

	useEffect(() => {
		let stream: MediaStream | null = null, gone = false, timer = 0, last = "", last_at = 0;
		const canvas = document.createElement("canvas");
		const pen = canvas.getContext("2d", { willReadFrequently: true })!;
		const reader = new Worker(READER_FILES[0]);
		const look = () => {
			const { current } = video;
			if (gone || !current)
				return;
			if (document.hidden || !current.videoWidth)
				return void (timer = window.setTimeout(look, 200));
			[canvas.width, canvas.height] = [current.videoWidth, current.videoHeight];
			pen.drawImage(current, 0, 0);
			const frame = pen.getImageData(0, 0, canvas.width, canvas.height);
			reader.postMessage(frame, [frame.data.buffer]);
		};
		reader.onerror = () => set("no_reader");
		reader.onmessage = ({ data }: MessageEvent<{ text: string; failure?: string }>) => {
			if (gone)
				return;
			if (data.failure)
				return set("no_reader");
			const now = performance.now();
			if (data.text && (data.text !== last || now - last_at > SAME_MS))
				act.current(data.text);
			if (data.text)
				[last, last_at] = [data.text, now];
			timer = window.setTimeout(look, PAUSE_MS);
		};
		const begin = async () => {
			if (!navigator.mediaDevices?.getUserMedia)
				return set("none");
			try {
				stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } } });
			} catch (failure) {
				const name = (failure as DOMException).name;
				return set(name === "NotAllowedError" || name === "NotReadableError" ? name : "NotFoundError");
			}
			if (gone || !video.current)
				return stream.getTracks().forEach((track) => track.stop());
			video.current.srcObject = stream;
			await video.current.play().catch(() => {});
			set("running");
			look();
		};
		set("asking");
		void begin();
		return () => {
			gone = true;
			clearTimeout(timer);
			reader.terminate();
			stream?.getTracks().forEach((track) => track.stop());
		};
	}, [turn]);

	const failed = state !== "asking" && state !== "running";
	return (
		<div class="camera">
			{failed ? (
				<>
					<Alert kind="warning" live>{common.find(`camera_${state}`)} {common("camera_else")}</Alert>
					<p class="actions"><Button onClick={() => again(turn + 1)}>{common("try_again")}</Button><Button onClick={close}>{common("camera_close")}</Button></p>
				</>
			) : (
				<>
					<div class="camera-view">
						<video ref={video} muted playsInline aria-label={common("camera_picture")} />
						{state === "asking" && <Busy text={common("camera_asking")} />}
					</div>
					<p class="actions"><Button onClick={close}>{common("camera_close")}</Button></p>
				</>
			)}
		</div>
	);
}
