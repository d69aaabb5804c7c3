// Small parts of pages.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { announce } from "./announce";
import { Problem } from "./api";
import { common } from "./text";

const marks = {
	ok: "M4 12l5 5L20 6",
	error: "M6 6l12 12M18 6L6 18",
	warning: "M12 3L2 21h20zM12 9v6M12 18v.5",
	info: "M12 10v8M12 6v.5",
};
export type Kind = keyof typeof marks;

/** A mark beside words that say the same. */
export function Mark({ kind }: { kind: Kind }) {
	return <svg class={`mark mark-${kind}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={marks[kind]} /></svg>;
}

/** A notice: a mark and words. `live`: said when it appears. */
export function Alert({ kind, live, children }: { kind: Kind; live?: boolean; children: ComponentChildren }) {
	return (
		<div class={`alert alert-${kind}`} role={live ? (kind === "error" ? "alert" : "status") : undefined}>
			<Mark kind={kind} />
			<div>{children}</div>
		</div>
	);
}

/** The sentence of a problem, as an alert. */
export function Failure({ of }: { of: unknown }) {
	if (!of)
		return null;
	return <Alert kind="error" live>{of instanceof Problem ? of.detail : common("problem_system")}</Alert>;
}

/** What has the focus in `place` goes away: the heading of the page takes it. For the end of a layout effect. */
function focus_leaves(place: Element | null) {
	if (place?.contains(document.activeElement))
		queueMicrotask(() => document.activeElement === document.body && document.querySelector<HTMLElement>("main h1")?.focus());
}

/** Why there is nothing here, and once more: said anew when it fails again. */
export function Refused({ of, again, busy }: { of: unknown; again: () => void; busy?: boolean }) {
	const place = useRef<HTMLDivElement>(null), first = useRef(of);
	useEffect(() => {
		if (of !== first.current)
			announce(of instanceof Problem ? of.detail : common("problem_system"), true);
		first.current = of;
	}, [of]);
	useLayoutEffect(() => () => focus_leaves(place.current), []);
	return (
		<div ref={place}>
			<Failure of={of} />
			<p><Button busy={busy} onClick={again}>{common("try_again")}</Button></p>
		</div>
	);
}

/** Something is under way. */
export function Busy({ text }: { text?: string }) {
	return <p class="busy" role="status">{text ?? common("busy")}</p>;
}

/** The heading of a page; the focus comes here. */
export function Title({ children }: { children: ComponentChildren }) {
	return <h1 tabIndex={-1}>{children}</h1>;
}

interface ButtonProps {
	children: ComponentChildren;
	onClick?: () => void;
	kind?: "main" | "second" | "danger" | "plain";
	type?: "button" | "submit";
	busy?: boolean;
	disabled?: boolean;
	label?: string; // when the words alone do not say what of
	class?: string;
	pressed?: boolean; // a switch
}

export function Button({ children, onClick, kind = "second", type = "button", busy, disabled, label, pressed, ...rest }: ButtonProps) {
	return (
		<button type={type} class={`${kind} ${rest.class ?? ""}`} aria-busy={busy || undefined} aria-disabled={busy || undefined}
			disabled={disabled} aria-label={label} aria-pressed={pressed} onClick={busy ? (event) => event.preventDefault() : onClick}>
			{children}
		</button>
	);
}

interface DialogProps {
	title: string;
	close: () => void;
	children: ComponentChildren;
	must?: boolean; // no cross: one of its buttons is the answer
	cover?: boolean; // what is under it is not seen
	about?: string; // id of what is read with the title
}

/** A question over the page. Escape and the cross say no. */
export function Dialog({ title, close, children, must, cover, about }: DialogProps) {
	const dialog = useRef<HTMLDialogElement>(null);
	const id = useId();
	useEffect(() => {
		const before = document.activeElement as HTMLElement | null;
		dialog.current?.showModal();
		return () => (before?.isConnected ? before : document.querySelector<HTMLElement>("main h1"))?.focus();
	}, []);
	return (
		<dialog ref={dialog} class={cover ? "cover" : undefined} aria-labelledby={id} aria-describedby={about}
			onCancel={(event) => { event.preventDefault(); close(); }}>
			<div class="dialog-head">
				<h2 id={id}>{title}</h2>
				{!must && <button type="button" class="plain" onClick={close}>{common("close")}</button>}
			</div>
			{children}
		</dialog>
	);
}

/** Names and values. */
export function Facts({ of }: { of: [ComponentChildren, ComponentChildren][] }) {
	return <dl class="facts">{of.map(([name, value], i) => <div key={i}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}
