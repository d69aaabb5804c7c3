// What was added to the money of a programme and taken back: when, how much, by whom.
import type { FundingLine } from "api";
import { ListOf, useList } from "./load";
import { Table } from "./table";
import { common, euros, instant } from "./text";

const who = ({ login, role }: FundingLine) => (login ? common.find(`fundings_by_${role}`, { login }) : common("fundings_by_server"));
const way = (cents: number) => common(cents > 0 ? "fundings_given" : "fundings_taken");

/** `turn` counts what was added here: each makes the list be read again. */
export function Fundings({ programme, turn = 0 }: { programme: string; turn?: number }) {
	return <Lines programme={programme} key={turn} />;
}

function Lines({ programme }: { programme: string }) {
	const lines = useList<FundingLine>(`/programmes/${programme}/fundings`);
	return (
		<ListOf of={lines} empty={common("fundings_none")}>
			{(rows) => (
				<Table caption={common("fundings_table")} hide_caption rows={rows} row_key={({ id }) => id} columns={[
					{ title: common("fundings_when"), is_name: true, cell: ({ at }) => instant(at) },
					{ title: common("fundings_cents"), is_number: true, cell: ({ cents }) => <>{euros(Math.abs(cents))} <small>{way(cents)}</small></> },
					{ title: common("fundings_who"), cell: who },
				]} />
			)}
		</ListOf>
	);
}
