import type { ReactNode } from "react";

export type Fact = { name: string; value: ReactNode };

/** Names and what they are, as a list that also reads well on a narrow screen. */
export function FactList({ facts }: { facts: Fact[] }) {
	return (
		<dl className="my-4 border-t border-line">
			{facts.map(({ name, value }) => (
				<div
					key={name}
					className="gap-x-4 border-b border-line py-2 sm:grid sm:grid-cols-[14rem_1fr]"
				>
					<dt className="font-semibold">{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}
