import type { ReactNode } from "react";

type Props = { caption?: string | undefined; children: ReactNode };

/** The one `h1` of a page, with where in the journey it is. */
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
