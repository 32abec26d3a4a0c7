"use client";

import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { ERROR_SUMMARY_SLOT } from "./error-summary-slot.tsx";

type SummarisedError = { message: string; fieldId: string | undefined };

type Props = { heading: string; errors: SummarisedError[] };

/**
 * All errors of a form on top of it, each leading to its field with the same words as there
 * (GOV.UK Design System, "Error summary"). It takes the focus whenever the errors change.
 */
export function ErrorSummary({ heading, errors }: Props) {
	const box = useRef<HTMLDivElement>(null);
	const [slot, setSlot] = useState<HTMLElement | null>(null);
	useEffect(() => setSlot(document.getElementById(ERROR_SUMMARY_SLOT)), []);
	useEffect(() => {
		if (errors.length > 0) box.current?.focus();
	}, [errors]);
	if (errors.length === 0 || !slot) return null;
	return createPortal(
		<div ref={box} tabIndex={-1} role="alert" className="mb-6 border-4 border-danger p-4">
			<h2 className="mb-2 text-xl font-bold">{heading}</h2>
			<ul className="space-y-2">
				{errors.map(({ message, fieldId }) => (
					<li key={message} className="font-semibold text-danger">
						{fieldId ? (
							<a
								className="underline underline-offset-4"
								href={`#${fieldId}`}
								onClick={toField(fieldId)}
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

/** A link alone scrolls to the field; this also lets the person type at once. */
function toField(id: string) {
	return (event: { preventDefault(): void }) => {
		event.preventDefault();
		document.getElementById(id)?.focus();
	};
}
