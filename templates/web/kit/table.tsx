// Tables: a caption, headers with scope; on a narrow screen each row becomes a card.
import type { ComponentChildren } from "preact";

export interface Column<T> {
	title: string;
	cell: (row: T) => ComponentChildren;
	is_number?: boolean;
	is_name?: boolean; // names the row: a header of it
}

interface TableProps<T> {
	caption: string;
	columns: Column<T>[];
	rows: T[];
	row_key: (row: T) => string | number;
	foot?: ComponentChildren[]; // a cell for each column, as totals
	hide_caption?: boolean;
}

export function Table<T>({ caption, columns, rows, row_key, foot, hide_caption }: TableProps<T>) {
	return (
		<div class={columns.length > 5 ? "table-frame many" : "table-frame"} role="region" aria-label={caption} tabIndex={0}>
			<table role="table">
				<caption class={hide_caption ? "hidden" : undefined}>{caption}</caption>
				<thead role="rowgroup">
					<tr role="row">{columns.map((c) => <th key={c.title} role="columnheader" scope="col" class={c.is_number ? "number" : undefined}>{c.title}</th>)}</tr>
				</thead>
				<tbody role="rowgroup">
					{rows.map((row) => (
						<tr role="row" key={row_key(row)}>
							{columns.map((c) => c.is_name
								? <th key={c.title} role="rowheader" scope="row" data-title={c.title}>{c.cell(row)}</th>
								: <td key={c.title} role="cell" class={c.is_number ? "number" : undefined} data-title={c.title}>{c.cell(row)}</td>)}
						</tr>
					))}
				</tbody>
				{foot && <tfoot role="rowgroup"><tr role="row">{foot.map((cell, i) => <td role="cell" key={i} class={columns[i].is_number ? "number" : undefined} data-title={columns[i].title}>{cell}</td>)}</tr></tfoot>}
			</table>
		</div>
	);
}
