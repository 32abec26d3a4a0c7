import type { ReactNode } from "react";

const EDGE = { action: "border-action", warning: "border-warning", danger: "border-danger" };

type Props = { look?: keyof typeof EDGE; heading?: string | undefined; children: ReactNode };

/** Something that must not be overlooked, set apart from the text around it. */
export function Notice({ look = "action", heading, children }: Props) {
	return (
		<div className={`my-6 border-s-8 bg-raised px-4 py-3 ${EDGE[look]}`}>
			{heading && <p className="font-bold">{heading}</p>}
			{children}
		</div>
	);
}
