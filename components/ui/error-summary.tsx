"use client";

import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { ERROR_SUMMARY_SLOT } from "./error-summary-slot.tsx";

type Props = {
	heading: string;
	/** `field` is the id of an input; an error without one concerns the whole form. */
	errors: readonly { message: string; field: string | undefined }[];
	/** How many submits have been evaluated. */
	submits: number;
};

/**
 * All errors of a form above it, each linked to its field with the same text as there (GOV.UK
 * Design System, "Error summary"). It takes the focus once per submit, and never while somebody
 * types.
 */
export function ErrorSummary({ heading, errors, submits }: Props) {
	const box = useRef<HTMLDivElement>(null);
	const [slot, setSlot] = useState<HTMLElement | null>(null);
	useEffect(() => setSlot(document.getElementById(ERROR_SUMMARY_SLOT)), []);
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new submit takes the focus, a new render does not
	useEffect(() => box.current?.focus(), [submits]);
	if (errors.length === 0 || !slot) return null;
	return createPortal(
		<div
			ref={box}
			tabIndex={-1}
			role="alert"
			className="mb-6 rounded-card border-2 border-danger bg-danger-tint p-4 sm:p-5"
		>
			<h2 className="mb-2 text-xl font-bold">{heading}</h2>
			<ul className="space-y-2">
				{errors.map(({ message, field }) => (
					<li key={message} className="font-semibold text-danger">
						{field ? (
							<a
								className="underline underline-offset-4"
								href={`#${field}`}
								onClick={toField(field)}
							>
								{message}
							</a>
						) : (
							message
						)}
					</li>
				))}
			</ul>
		</div>,
		slot,
	);
}

/** A plain link only scrolls to the field; this focuses it as well. */
function toField(id: string) {
	return (event: { preventDefault(): void }) => {
		event.preventDefault();
		document.getElementById(id)?.focus();
	};
}
