"use client";

import { type ReactNode, useId } from "react";
import { useArrows } from "./use-arrows.ts";

type Tab = { name: string; content: ReactNode };
type Props = { label: string; tabs: readonly Tab[]; start?: number };

/**
 * Parts of which one is shown; the focus chooses (ARIA Authoring Practices, "Tabs"). On paper all are there, under
 * their names. Only the chosen tab has an edge: forced colours would draw a transparent one, too.
 */
export function Tabs({ label, tabs, start = 0 }: Props) {
	const id = useId();
	const { box, stop, onKeyDown, onFocus } = useArrows(start);
	return (
		<>
			<div
				ref={box}
				role="tablist"
				aria-label={label}
				onKeyDown={onKeyDown}
				className="mb-4 flex flex-wrap gap-x-1 border-b border-line print:hidden"
			>
				{tabs.map(({ name }, n) => (
					<button
						key={name}
						type="button"
						role="tab"
						id={`${id}tab${n}`}
						aria-controls={`${id}panel${n}`}
						aria-selected={n === stop}
						tabIndex={n === stop ? 0 : -1}
						onFocus={() => onFocus(n)}
						onClick={() => onFocus(n)}
						className="-mb-px min-h-11 cursor-pointer border-action px-3 pb-1 font-semibold text-muted hover:text-ink aria-selected:border-b-4 aria-selected:pb-0 aria-selected:text-ink"
					>
						{name}
					</button>
				))}
			</div>
			{tabs.map(({ name, content }, n) => (
				<div
					key={name}
					role="tabpanel"
					id={`${id}panel${n}`}
					aria-labelledby={`${id}tab${n}`}
					className={n === stop ? "" : "hidden print:block"}
				>
					<p className="mt-4 mb-1 hidden font-semibold print:block">{name}</p>
					{content}
				</div>
			))}
		</>
	);
}
