import type { ReactNode } from "react";

type Props = { caption?: string | undefined; children: ReactNode };

/** A page's only `h1`, with its step in the journey. */
export function PageHeading({ caption, children }: Props) {
	return (
		<>
			{caption && <p className="mb-1 text-sm text-muted">{caption}</p>}
			<h1 className="mb-6 text-3xl font-bold sm:text-4xl" tabIndex={-1}>
				{children}
			</h1>
		</>
	);
}
