"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";

type Props = {
	/** The button's accessible name. */
	label: string;
	/** The button's visible content. */
	button: ReactNode;
	/** Rendered again each time it opens. */
	children: ReactNode;
};

/**
 * A button in the header and the popover it opens. The browser itself closes it with Escape or a
 * click elsewhere, restores the focus and puts it next in the tab order (HTML, "popover").
 */
export function Menu({ label, button, children }: Props) {
	const id = useId();
	const box = useRef<HTMLDivElement>(null);
	const [isOpen, setIsOpen] = useState(false);
	// It opens without the page's code, which may arrive after a press.
	useEffect(() => setIsOpen(box.current?.matches(":popover-open") ?? false), []);
	return (
		<>
			<button
				type="button"
				popoverTarget={id}
				aria-label={label}
				title={label}
				className="no-script:hidden flex h-11 min-w-11 cursor-pointer items-center justify-center gap-2 rounded-control px-2 text-sm font-semibold transition-colors hover:bg-raised"
			>
				{button}
			</button>
			<div
				ref={box}
				id={id}
				popover="auto"
				onToggle={(event) => setIsOpen(event.newState === "open")}
				className="absolute inset-auto end-[max(1rem,calc((100vw-var(--page))/2+1.5rem))] top-14 m-0 w-72 max-w-[calc(100vw-2rem)] rounded-card border border-line bg-surface p-2 text-ink shadow-card"
			>
				{isOpen && children}
			</div>
		</>
	);
}
