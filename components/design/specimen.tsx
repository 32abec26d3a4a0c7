import type { ReactNode } from "react";

/** A section of the design page: a component, and each of its states below. */
export function Group({ name, children }: { name: string; children: ReactNode }) {
	return (
		<section id={idOf(name)} className="mb-6 border-t border-line pt-4">
			<h2 className="mb-4 text-2xl font-bold">{name}</h2>
			<div className="grid gap-4 sm:grid-cols-2 sm:gap-6">{children}</div>
		</section>
	);
}

/** Where a section is in the page's address: `#helpdesk-the-board`. */
const idOf = (name: string) => name.toLowerCase().replace(/[^a-z]+/g, "-");

/** One state; `isWide`: needs the full width. */
export function Specimen(props: { name: string; isWide?: boolean; children: ReactNode }) {
	return (
		<div className={`min-w-0 ${props.isWide ? "sm:col-span-full" : ""}`} data-specimen={props.name}>
			<p className="mb-2 text-sm text-muted">{props.name}</p>
			{props.children}
		</div>
	);
}
