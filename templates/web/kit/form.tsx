// Forms. What was typed stays whatever the answer is; a problem is said beside its field, and the focus goes
// there. Fields are checked by the server: a page checks only what a person would want to know before.
import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { new_key, Problem } from "./api";
import { announce } from "./announce";
import { Button, Failure } from "./parts";
import { guard } from "./router";
import { common } from "./text";

interface FormState {
	errors: Record<string, string>;
	names: Set<string>;
}
const Now = createContext<FormState>({ errors: {}, names: new Set() });

export class FieldError extends Error {
	constructor(readonly field: string, readonly sentence: string) {
		super(sentence);
	}
}

/** What is typed is not left without a question: from the first key on, before anything is painted. */
export function useUnsaved(is_changed: boolean) {
	useLayoutEffect(() => {
		guard(is_changed ? () => common("leave_unsaved") : null);
		return () => guard(null);
	}, [is_changed]);
}

/** A browser tells no value of a day that is half typed or is none: to the page the field is empty. */
function readable(form: HTMLFormElement) {
	for (const field of form.querySelectorAll("input"))
		if (field.validity.badInput)
			throw new FieldError(field.closest<HTMLElement>("[data-field]")?.dataset.field ?? "", common("day_unread"));
}

interface FormProps {
	children: ComponentChildren;
	/** Send it. `key` is the same until it succeeds or something is changed. Problems are shown. */
	send: (key: string) => Promise<void>;
	button: ComponentChildren;
	kind?: "main" | "danger";
	extra?: ComponentChildren; // beside the button
	class?: string;
	label?: string;
}

export function Form({ children, send, button, kind = "main", extra, label, ...rest }: FormProps) {
	const form = useRef<HTMLFormElement>(null);
	const key = useRef(new_key());
	const sending = useRef(false); // at once: a double click is faster than the next picture
	const [busy, set_busy] = useState(false);
	const [failure, set_failure] = useState<unknown>(null);
	const [errors, set_errors] = useState<Record<string, string>>({});
	const names = useRef(new Set<string>()).current;

	const show = (problem: unknown) => {
		const field = problem instanceof FieldError || problem instanceof Problem ? problem.field : "";
		const sentence = problem instanceof FieldError ? problem.sentence : problem instanceof Problem ? problem.detail : "";
		if (!field || !names.has(field))
			return set_failure(problem);
		set_errors({ [field]: sentence });
		announce(sentence, true);
		requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(`[data-field="${field}"] :is(input, select, textarea)`)?.focus());
	};
	const submit = async (event: Event) => {
		event.preventDefault();
		if (sending.current)
			return;
		sending.current = true;
		set_busy(true);
		set_failure(null);
		set_errors({});
		try {
			readable(form.current!);
			await send(key.current);
			key.current = new_key();
		} catch (problem) {
			if (!(problem instanceof Problem) && !(problem instanceof FieldError))
				console.error(problem);
			show(problem);
		}
		sending.current = false;
		set_busy(false);
	};
	return (
		<form ref={form} noValidate autocomplete="off" class={rest.class} aria-label={label} onSubmit={(event) => void submit(event)} onInput={() => (key.current = new_key())}>
			<Now.Provider value={{ errors, names }}>
				{children}
				<Failure of={failure} />
				<div class="actions"><Button type="submit" kind={kind} busy={busy}>{button}</Button>{extra}</div>
			</Now.Provider>
		</form>
	);
}

interface FieldProps {
	label: ComponentChildren;
	name: string; // of the field in the body, as a problem names it
	hint?: ComponentChildren;
	error?: string;
}

function useField(name: string, own?: string) {
	const { errors, names } = useContext(Now);
	const id = useId();
	names.add(name);
	useEffect(() => () => void names.delete(name), [name]);
	const error = own || errors[name];
	return { id, error, invalid: error ? ("true" as const) : undefined };
}

function described(id: string, hint: unknown, error: unknown) {
	return [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
}

function Around({ id, label, hint, error, name, children }: FieldProps & { id: string; children: ComponentChildren }) {
	return (
		<div class={error ? "field invalid" : "field"} data-field={name}>
			<label for={id}>{label}</label>
			{hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
			{children}
			{error && <p class="field-error" id={`${id}-error`}>{error}</p>}
		</div>
	);
}

type InputProps = FieldProps & {
	value: string;
	onChange: (value: string) => void;
	type?: "text" | "password" | "number" | "date" | "month" | "email" | "search";
	autocomplete?: string;
	inputmode?: "numeric" | "text" | "decimal";
	required?: boolean;
	min?: string | number;
	max?: string | number;
	size?: number; // characters that are usual
	spellcheck?: boolean;
	list?: string; // id of a datalist
	input?: (element: HTMLInputElement | null) => void;
};

/** Without what nobody types: control characters and halves of characters, which come by pasting. */
const typed = (text: string) => text.replace(/[\0-\x08\x0b-\x1f\x7f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");

/** One line. */
export function Input({ value, onChange, type = "text", autocomplete = "off", size, input, ...field }: InputProps) {
	const { id, error, invalid } = useField(field.name, field.error);
	return (
		<Around {...field} id={id} error={error}>
			<input id={id} ref={input} type={type as "text"} value={value} autocomplete={autocomplete} inputMode={field.inputmode} size={size}
				min={field.min} max={field.max} list={field.list} aria-required={field.required || undefined} aria-invalid={invalid} spellcheck={field.spellcheck ?? false}
				aria-describedby={described(id, field.hint, error)} onInput={(event) => onChange(typed(event.currentTarget.value))} />
		</Around>
	);
}

/** Several lines. */
export function Area({ value, onChange, rows = 3, ...field }: FieldProps & { value: string; onChange: (value: string) => void; rows?: number }) {
	const { id, error, invalid } = useField(field.name, field.error);
	return (
		<Around {...field} id={id} error={error}>
			<textarea id={id} rows={rows} value={value} aria-invalid={invalid} aria-describedby={described(id, field.hint, error)}
				onInput={(event) => onChange(typed(event.currentTarget.value))} />
		</Around>
	);
}

export interface Option {
	value: string;
	label: ComponentChildren;
	hint?: ComponentChildren;
}

export function Select({ value, onChange, options, ...field }: FieldProps & { value: string; onChange: (value: string) => void; options: Option[] }) {
	const { id, error, invalid } = useField(field.name, field.error);
	return (
		<Around {...field} id={id} error={error}>
			<select id={id} value={value} autocomplete="off" aria-invalid={invalid} aria-describedby={described(id, field.hint, error)}
				onChange={(event) => onChange(event.currentTarget.value)}>
				{options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
			</select>
		</Around>
	);
}

/** Several fields under one name, as a problem names them. */
export function Group({ children, ...field }: FieldProps & { children: ComponentChildren }) {
	const { id, error, invalid } = useField(field.name, field.error);
	return (
		<fieldset class={error ? "choice invalid" : "choice"} data-field={field.name} aria-describedby={described(id, field.hint, error)} aria-invalid={invalid}>
			<legend>{field.label}</legend>
			{field.hint && <p class="hint" id={`${id}-hint`}>{field.hint}</p>}
			{children}
			{error && <p class="field-error" id={`${id}-error`}>{error}</p>}
		</fieldset>
	);
}

/** One of a few, all seen: large targets. */
export function Choice({ value, onChange, options, ...field }: FieldProps & { value: string; onChange: (value: string) => void; options: Option[] }) {
	const { id, error, invalid } = useField(field.name, field.error);
	return (
		<fieldset class={error ? "choice invalid" : "choice"} data-field={field.name} aria-describedby={described(id, field.hint, error)} aria-invalid={invalid}>
			<legend>{field.label}</legend>
			{field.hint && <p class="hint" id={`${id}-hint`}>{field.hint}</p>}
			<div class="options">
				{options.map((option) => (
					<label key={option.value} class={option.value === value ? "option chosen" : "option"}>
						<input type="radio" name={`${id}-${field.name}`} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
						<span>{option.label}{option.hint && <small>{option.hint}</small>}</span>
					</label>
				))}
			</div>
			{error && <p class="field-error" id={`${id}-error`}>{error}</p>}
		</fieldset>
	);
}

export function Tick({ checked, onChange, ...field }: FieldProps & { checked: boolean; onChange: (checked: boolean) => void }) {
	const { id, error, invalid } = useField(field.name, field.error);
	return (
		<div class={error ? "field tick invalid" : "field tick"} data-field={field.name}>
			<label class="option">
				<input type="checkbox" checked={checked} aria-invalid={invalid} aria-describedby={described(id, field.hint, error)}
					onChange={(event) => onChange(event.currentTarget.checked)} />
				<span>{field.label}</span>
			</label>
			{field.hint && <p class="hint" id={`${id}-hint`}>{field.hint}</p>}
			{error && <p class="field-error" id={`${id}-error`}>{error}</p>}
		</div>
	);
}

/** A file, chosen by its button. */
export function File({ onChange, accept, ...field }: FieldProps & { onChange: (file: globalThis.File | null) => void; accept: string }) {
	const { id, error, invalid } = useField(field.name, field.error);
	return (
		<Around {...field} id={id} error={error}>
			<input id={id} type="file" accept={accept} aria-invalid={invalid} aria-describedby={described(id, field.hint, error)}
				onChange={(event) => onChange(event.currentTarget.files?.[0] ?? null)} />
		</Around>
	);
}

const MOST = 100; // characters of words that are searched for

/** Words to search for: needed or not, never as long as a page. */
export function words_of(field: string, value: string) {
	if (value.trim().length > MOST)
		throw new FieldError(field, common("field_long", { n: MOST }));
	return value.trim();
}

/** What a page says before sending: the field is required. */
export function need(field: string, value: string) {
	if (!value.trim())
		throw new FieldError(field, common("field_needed"));
	return value.trim();
}
