// What a screen reader is told although the focus is elsewhere.
import { signal_of, useSignal } from "./signal";

interface Said {
	text: string;
	at_once: boolean;
	turn: number; // the same words twice are said twice
}

const said = signal_of<Said>({ text: "", at_once: false, turn: 0 });

/** Say it; `at_once` interrupts what is being read. */
export function announce(text: string, at_once = false) {
	said.set({ text, at_once, turn: said.get().turn + 1 });
}

export function Announcer() {
	const { text, at_once, turn } = useSignal(said);
	const words = turn % 2 ? text : `${text}\u00a0`;
	return (
		<>
			<div class="hidden" role="status">{at_once ? "" : words}</div>
			<div class="hidden" role="alert">{at_once ? words : ""}</div>
		</>
	);
}
