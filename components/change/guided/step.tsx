import type { ReactNode } from "react";

type Props = { drawing: ReactNode; text: string; number: number };

/** One step with its drawing beside it; the list is for screen readers, the number for sighted readers. */
export function Step({ drawing, text, number }: Props) {
	return (
		<li className="flex flex-col gap-2 sm:flex-row sm:items-center sm:gap-5">
			<div className="w-44 shrink-0">{drawing}</div>
			<p>
				<span className="font-bold" aria-hidden>
					{number}.{" "}
				</span>
				{text}
			</p>
		</li>
	);
}
