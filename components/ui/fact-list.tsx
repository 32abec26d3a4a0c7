import type { ReactNode } from "react";
import { Breakable } from "./breakable.tsx";

export type Fact = { name: string; value: ReactNode };

/** Names and values, as a list that also works on a narrow screen. */
export function FactList({ facts }: { facts: Fact[] }) {
	return (
		<dl className="my-2 divide-y divide-line">
			{facts.map(({ name, value }) => (
				<div
					key={name}
					className="items-baseline gap-x-4 py-3 last:pb-0 in-[.dense]:py-1.5 sm:grid sm:grid-cols-[minmax(9.5rem,2fr)_5fr]"
				>
					<dt className="text-sm text-muted">
						<Breakable>{name}</Breakable>
					</dt>
					<dd className="min-w-0">{value}</dd>
				</div>
			))}
		</dl>
	);
}
