import type { ReactNode } from "react";

type Props = { columns: readonly string[]; children: ReactNode };

/** A table of `StackedRow`s; on a narrow screen each row becomes a block, without column headers. */
export function StackedTable({ columns, children }: Props) {
	return (
		<table className="block w-full rounded-card border border-line bg-surface px-3 text-sm sm:table sm:border-separate sm:border-spacing-0 sm:px-0">
			<thead className="sr-only sm:not-sr-only sm:table-header-group">
				<tr>
					{columns.map((name) => (
						<th
							key={name}
							scope="col"
							className="border-b border-line bg-raised px-2 py-2.5 lg:px-3 lg:whitespace-nowrap text-start font-semibold first:rounded-ss-card last:rounded-se-card"
						>
							{name}
						</th>
					))}
				</tr>
			</thead>
			<tbody className="block sm:table-row-group">{children}</tbody>
		</table>
	);
}

const CELL =
	"py-1 pe-4 sm:table-cell sm:h-11 sm:border-b sm:border-line sm:px-2 lg:px-3 sm:group-last:border-0";

/** One row: its subject, and its `StackedCell`s. */
export function StackedRow({ head, children }: { head: ReactNode; children: ReactNode }) {
	return (
		<tr className="group block border-b border-line py-2 last:border-0 hover:bg-raised sm:table-row">
			<th scope="row" className={`block text-start font-semibold ${CELL}`}>
				{head}
			</th>
			{children}
		</tr>
	);
}

/** One value; `name` is its column, if the value is unclear without it. */
export function StackedCell({ name, children }: { name?: string; children: ReactNode }) {
	return (
		<td className={`${name ? "inline-block" : "block"} ${CELL}`}>
			{name && (
				<span aria-hidden className="sm:hidden">
					{name}:{" "}
				</span>
			)}
			{children}
		</td>
	);
}
