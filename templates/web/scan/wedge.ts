// A USB scanner types like a keyboard, faster than anybody: what it types is taken here, wherever the focus
// is but in a field. Slow keys are left alone.
import { useLayoutEffect, useRef } from "preact/hooks";

const FAST_MS = 60; // between two keys
const SHORT = 20; // fewer fast keys are no voucher

const takes_text = (target: EventTarget | null) =>
	target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !["radio", "checkbox", "button", "file"].includes(target.type));

export function useWedge(read: (text: string) => void) {
	const act = useRef(read);
	act.current = read;
	useLayoutEffect(() => { // what is seen listens
		let typed = "", last = 0;
		const key = (event: KeyboardEvent) => {
			const now = event.timeStamp;
			if (now - last > FAST_MS)
				typed = "";
			last = now;
			if (takes_text(event.target) || event.ctrlKey || event.metaKey)
				return;
			if (event.key === "Enter" || event.key === "Tab") {
				if (typed.length < SHORT)
					return;
				event.preventDefault();
				event.stopPropagation();
				act.current(typed);
				typed = "";
			} else if ([...event.key].length === 1) {
				typed += event.key;
				if (typed.length > 1) { // no shortcut of a page or of the browser's search
					event.preventDefault();
					event.stopPropagation();
				}
			}
		};
		addEventListener("keydown", key, { capture: true });
		return () => removeEventListener("keydown", key, { capture: true });
	}, []);
}
