"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";

type Props = {
	/** What the button is called for those who do not see it. */
	label: string;
	/** What is seen of the button. */
	button: ReactNode;
	/** Made anew each time it opens. */
	children: ReactNode;
};

/**
 * A button in the header and what opens below it. The browser itself closes it by Escape or a click
 * elsewhere, gives the focus back and has it follow the button (HTML, "popover").
 */
export function Menu({ label, button, children }: Props) {
	const id = useId();
	const box = useRef<HTMLDivElement>(null);
	const [isOpen, setIsOpen] = useState(false);
	// It opens without the page's code, which may come after a press.
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
