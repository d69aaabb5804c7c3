// A value that pages watch.
import { useEffect, useState } from "preact/hooks";

export interface Signal<T> {
	get(): T;
	set(value: T): void;
	watch(act: (value: T) => void): () => void;
}

export function signal_of<T>(first: T): Signal<T> {
	let value = first;
	const watchers = new Set<(value: T) => void>();
	return {
		get: () => value,
		set(next) {
			value = next;
			for (const act of [...watchers])
				act(next);
		},
		watch(act) {
			watchers.add(act);
			return () => void watchers.delete(act);
		},
	};
}

export function useSignal<T>(signal: Signal<T>): T {
	const [value, set] = useState<{ of: T }>({ of: signal.get() });
	useEffect(() => {
		set({ of: signal.get() });
		return signal.watch((of) => set({ of }));
	}, [signal]);
	return value.of;
}
