// The camera, and the reader of symbols behind it. Both are there only while they are asked for.
import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../kit/announce";
import { Select } from "../kit/form";
import { Alert, Busy, Button } from "../kit/parts";
import { common } from "../kit/text";

type State = "asking" | "running" | "NotAllowedError" | "NotFoundError" | "NotReadableError" | "no_reader" | "none";
type Lamp = MediaTrackCapabilities & { torch?: boolean };
const PAUSE_MS = 40;
const SAME_MS = 3000; // the same symbol is read again only when it was out of sight for so long

const KEPT = "scan-camera"; // which one of several

/** The one that was chosen, or any that looks away from the person who holds the device. */
async function open(wanted: string): Promise<MediaStream> {
	const which = wanted ? { deviceId: { exact: wanted } } : { facingMode: "environment" };
	try {
		return await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } } });
	} catch (failure) {
		if (!wanted || (failure as DOMException).name === "NotAllowedError")
			throw failure;
		return open(""); // it is not there any more
	}
}

/** Which camera, and its lamp: only where there is a choice. */
function Means({ track, choose }: { track: MediaStreamTrack; choose: (id: string) => void }) {
	const [cameras, know] = useState<MediaDeviceInfo[]>([]);
	const [lit, light] = useState(false);
	useEffect(() => {
		light(false);
		void navigator.mediaDevices.enumerateDevices().then((all) => know(all.filter(({ kind }) => kind === "videoinput")));
	}, [track]);
	const turn = () => track.applyConstraints({ advanced: [{ torch: !lit } as MediaTrackConstraintSet] }).then(() => light(!lit), () => announce(common("camera_lamp_failed"), true));
	return (
		<>
			{cameras.length > 1 && (
				<Select name="camera" label={common("camera_which")} value={track.getSettings().deviceId ?? ""} onChange={choose}
					options={cameras.map(({ deviceId, label }, i) => ({ value: deviceId, label: label || common("camera_number", { n: i + 1 }) }))} />
			)}
			{(track.getCapabilities?.() as Lamp | undefined)?.torch && <p><Button class="toggle" pressed={lit} onClick={() => void turn()}>{common(lit ? "camera_lamp_on" : "camera_lamp_off")}</Button></p>}
		</>
	);
}

/** A reading comes once, however long the symbol is in sight. */
export function Camera({ read, close }: { read: (text: string) => void; close: () => void }) {
	const [state, set] = useState<State>("asking");
	const [turn, again] = useState(0);
	const [track, use] = useState<MediaStreamTrack | null>(null);
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
				stream = await open(localStorage.getItem(KEPT) ?? "");
			} catch (failure) {
				const name = (failure as DOMException).name;
				return set(name === "NotAllowedError" || name === "NotReadableError" ? name : "NotFoundError");
			}
			if (gone || !video.current)
				return stream.getTracks().forEach((track) => track.stop());
			video.current.srcObject = stream;
			await video.current.play().catch(() => {});
			use(stream.getVideoTracks()[0]);
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

	useEffect(() => { // between two persons the screen stays on
		if (state !== "running" || !navigator.wakeLock)
			return;
		let lock: WakeLockSentinel | null = null, gone = false;
		const ask = () => document.hidden || void navigator.wakeLock.request("screen").then((got) => gone ? void got.release() : void (lock = got), () => {});
		ask();
		document.addEventListener("visibilitychange", ask); // it is lost with the sight of the page
		return () => {
			gone = true;
			document.removeEventListener("visibilitychange", ask);
			void lock?.release();
		};
	}, [state]);

	const choose = (id: string) => {
		localStorage.setItem(KEPT, id);
		again(turn + 1);
	};
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
					{track && <Means track={track} choose={choose} />}
					<p class="actions"><Button onClick={close}>{common("camera_close")}</Button></p>
				</>
			)}
		</div>
	);
}
