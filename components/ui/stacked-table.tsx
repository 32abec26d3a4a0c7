import type { ReactNode } from "react";

type Props = { columns: readonly string[]; children: ReactNode };

/** A table of `StackedRow`s; on a narrow screen each row becomes a block, and its columns go unnamed. */
export function StackedTable({ columns, children }: Props) {
	return (
		<table className="block w-full text-sm sm:table">
			<thead className="sr-only sm:not-sr-only sm:table-header-group">
				<tr className="border-b-2 border-line">
					{columns.map((name) => (
						<th key={name} scope="col" className="py-2 pe-4 text-start">
							{name}
						</th>
					))}
				</tr>
			</thead>
			<tbody className="block sm:table-row-group">{children}</tbody>
		</table>
	);
}

const CELL = "py-1 pe-4 align-top sm:table-cell sm:py-2";

/** One row: what it is about, and its `StackedCell`s. */
export function StackedRow({ head, children }: { head: ReactNode; children: ReactNode }) {
	return (
		<tr className="block border-b border-line py-2 sm:table-row">
			<th scope="row" className={`block text-start ${CELL}`}>
				{head}
			</th>
			{children}
		</tr>
	);
}

/** One value; `name` is its column, where the value does not speak for itself without it. */
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
