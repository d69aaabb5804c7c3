// What a hand that holds a scanner hears and feels. It can be switched off, and stays so.
const KEPT = "scan-sound";
const notes: Record<"ok" | "error" | "info", [hertz: number, from: number, seconds: number][]> = {
	ok: [[880, 0, 0.09], [1320, 0.1, 0.14]],
	error: [[220, 0, 0.22], [165, 0.26, 0.34]],
	info: [[660, 0, 0.07]],
};
const pulses = { ok: [60], error: [180, 90, 180], info: [30] };

let context: AudioContext | null = null;

export const sound_is_on = () => localStorage.getItem(KEPT) !== "off";
export const sound_switch = (on: boolean) => localStorage.setItem(KEPT, on ? "on" : "off");

export function sound(kind: keyof typeof notes) {
	if (!sound_is_on())
		return;
	navigator.vibrate?.(pulses[kind]);
	try {
		context ??= new AudioContext();
		void context.resume();
		for (const [hertz, from, seconds] of notes[kind]) {
			const tone = new OscillatorNode(context, { frequency: hertz, type: kind === "error" ? "square" : "sine" });
			const volume = new GainNode(context, { gain: kind === "error" ? 0.08 : 0.2 });
			tone.connect(volume).connect(context.destination);
			tone.start(context.currentTime + from);
			tone.stop(context.currentTime + from + seconds);
		}
	} catch (failure) {
		console.warn("no sound", failure); // a device without any
	}
}
