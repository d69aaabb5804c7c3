// What a page reads from the server: busy, then the data or the problem, and how to ask again.
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { get, Problem, type Answer } from "./api";
import { Button, Busy, Failure, Refused } from "./parts";
import { common } from "./text";

export interface Loaded<T> {
	data: T | null;
	tag: string | null;
	problem: Problem | null;
	busy: boolean; // it is asked again
	reload: () => void;
	set: (data: T) => void;
}

/** GET `path`; null = nothing is asked yet. */
export function useGet<T>(path: string | null): Loaded<T> {
	const [state, set] = useState<{ path: string | null; data: T | null; tag: string | null; problem: Problem | null; turn: number }>(
		{ path: null, data: null, tag: null, problem: null, turn: 0 });
	const [turn, again] = useState(0);
	useEffect(() => {
		if (path === null)
			return;
		const stop = new AbortController();
		get<T>(path, { signal: stop.signal }).then(
			({ body, tag }) => set({ path, data: body, tag, problem: null, turn }),
			(problem) => stop.signal.aborted || set({ path, data: null, tag: null, problem, turn }),
		);
		return () => stop.abort();
	}, [path, turn]);
	const mine = state.path === path;
	return {
		data: mine ? state.data : null, tag: mine ? state.tag : null, problem: mine ? state.problem : null,
		busy: mine && state.turn !== turn,
		reload: useCallback(() => again((n) => n + 1), []),
		set: (data) => set({ ...state, data }),
	};
}

/** `children` of the data; until then that it is busy, or why not. */
export function Load<T>({ of, children }: { of: Loaded<T>; children: (data: T) => ComponentChildren }) {
	if (of.problem)
		return <Refused of={of.problem} again={of.reload} busy={of.busy} />;
	if (!of.data)
		return <Busy />;
	return <>{children(of.data)}</>;
}

export interface List<T> {
	items: T[] | null;
	more: (() => void) | null; // the next page, when there is one
	busy: boolean;
	problem: Problem | null;
	reload: () => void;
	change: (items: T[]) => void;
}

/** A list, page by page. */
export function useList<T>(path: string | null): List<T> {
	const [state, set] = useState<{ path: string | null; items: T[] | null; next: string | null; busy: boolean; problem: Problem | null }>(
		{ path: null, items: null, next: null, busy: false, problem: null });
	const [turn, again] = useState(0);
	const now = useRef(path);
	now.current = path;
	const read = (from: string, before: T[]) => {
		set((old) => ({ ...old, path, busy: true, problem: null }));
		get<{ items: T[] }>(from).then(
			(answer: Answer<{ items: T[] }>) => now.current === path &&
				set({ path, items: [...before, ...answer.body.items], next: answer.next, busy: false, problem: null }),
			(problem) => now.current === path && set((old) => ({ ...old, path, busy: false, problem })),
		);
	};
	useEffect(() => {
		if (path !== null)
			read(path, []);
	}, [path, turn]);
	const mine = state.path === path;
	return {
		items: mine ? state.items : null, busy: mine && state.busy, problem: mine ? state.problem : null,
		more: mine && state.next && !state.busy ? () => read(state.next!, state.items ?? []) : null,
		reload: () => again((n) => n + 1),
		change: (items) => set({ ...state, items }),
	};
}

/** A list as it comes: rows by `children`, then a button for more. `empty` is said when there is none. */
export function ListOf<T>({ of, empty, children }: { of: List<T>; empty: string; children: (items: T[]) => ComponentChildren }) {
	if (of.problem && !of.items)
		return <Refused of={of.problem} again={of.reload} />;
	if (!of.items)
		return <Busy />;
	if (!of.items.length)
		return <p class="empty">{empty}</p>;
	return (
		<>
			{children(of.items)}
			<Failure of={of.problem} />
			{(of.more || of.busy) && <p><Button busy={of.busy} onClick={of.more ?? undefined}>{common("more")}</Button></p>}
		</>
	);
}
