// Something that goes on by itself on the server, looked at now and then: what is not new is not sent again, and
// nobody looks while nobody sees the page.
import { useEffect, useRef, useState } from "preact/hooks";
import { get, Problem, type Answer } from "./api";

const LOOK_MS = 1000, PATIENCE_MS = 3000;

export interface Watched<T> {
	data: T | null;
	problem: Problem | null; // of the last look
	set: (data: T) => void;
	look: () => void; // at once, and on from there
}

/** GET `path`, again as long as `goes_on`; null = nothing is asked. */
export function useWatch<T>(path: string | null, goes_on: (data: T) => boolean, every_ms = LOOK_MS): Watched<T> {
	const [data, set_data] = useState<T | null>(null);
	const [problem, set_problem] = useState<Problem | null>(null);
	const [turn, again] = useState(0);
	const timer = useRef(0);
	useEffect(() => {
		if (path === null)
			return;
		const stop = new AbortController();
		let tag: string | null = null, latest: T | null = null, sleeps = false;
		const later = (ms: number) => {
			clearTimeout(timer.current);
			timer.current = window.setTimeout(look, ms);
		};
		const take = (answer: Answer<T>) => {
			if (answer.status !== 304) {
				tag = answer.tag;
				latest = answer.body;
				set_data(latest);
			}
			set_problem(null);
			if (latest && goes_on(latest))
				later(every_ms);
		};
		const fail = (failure: Problem) => {
			if (stop.signal.aborted)
				return;
			set_problem(failure);
			if (failure.status === 0 || failure.status >= 429) // it may answer again
				later(PATIENCE_MS);
		};
		const look = () => {
			sleeps = document.hidden;
			if (!sleeps)
				get<T>(path, { signal: stop.signal, known: tag ?? undefined }).then(take, fail);
		};
		const wake = () => sleeps && look();
		document.addEventListener("visibilitychange", wake);
		look();
		return () => {
			stop.abort();
			clearTimeout(timer.current);
			document.removeEventListener("visibilitychange", wake);
		};
	}, [path, turn]);
	return {
		data, problem,
		set: (now) => {
			set_data(now);
			if (!goes_on(now))
				clearTimeout(timer.current);
		},
		look: () => again((n) => n + 1),
	};
}
