// Seconds that are left, every second anew.
import { useEffect, useState } from "preact/hooks";
import { common } from "./text";

/** Until an instant in milliseconds; 0 = it is past. */
export function useSecondsUntil(at: number): number {
	const [now, set] = useState(Date.now());
	const left = Math.max(0, Math.ceil((at - now) / 1000));
	useEffect(() => {
		set(Date.now());
		const timer = setInterval(() => set(Date.now()), 1000);
		return () => clearInterval(timer);
	}, [at]);
	return left;
}

/** "1 min 20 s" */
export function seconds_text(seconds: number): string {
	const minutes = Math.floor(seconds / 60);
	return minutes ? common("minutes_seconds", { minutes, seconds: seconds % 60 }) : common("seconds", { seconds });
}
