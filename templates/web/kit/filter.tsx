// A list narrowed by one choice; what is chosen is in the address of the page.
import { useId } from "preact/hooks";
import { set_query } from "./router";

interface FilterProps {
	name: string; // in the address
	label: string;
	value: string;
	options: [string, string][];
}

export function Filter({ name, label, value, options }: FilterProps) {
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<select id={id} value={value} onChange={(event) => set_query({ [name]: event.currentTarget.value })}>
				{options.map(([of, words]) => <option key={of} value={of}>{words}</option>)}
			</select>
		</div>
	);
}
