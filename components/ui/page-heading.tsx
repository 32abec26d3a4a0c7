import type { ReactNode } from "react";

type Props = {
	caption?: string | undefined;
	/** What stands on the heading's line. */
	beside?: ReactNode;
	children: ReactNode;
};

/** A page's only `h1`, with its step in the journey. */
export function PageHeading({ caption, beside, children }: Props) {
	return (
		<div
			data-heading=""
			className={beside ? "mb-3 flex flex-wrap items-baseline gap-x-4 gap-y-1.5" : "mb-6"}
		>
			{caption && <p className="mb-1 text-sm text-muted">{caption}</p>}
			<h1 className="text-3xl font-bold sm:text-4xl" tabIndex={-1}>
				{children}
			</h1>
			{beside}
		</div>
	);
}
