import type { ReactNode } from "react";

type Props = { caption?: string | undefined; children: ReactNode };

/** A page's only `h1`, with its step in the journey. */
export function PageHeading({ caption, children }: Props) {
	return (
		<div data-heading="" className="mb-6">
			{caption && <p className="mb-1 text-sm text-muted">{caption}</p>}
			<h1 className="text-3xl font-bold sm:text-4xl" tabIndex={-1}>
				{children}
			</h1>
		</div>
	);
}
