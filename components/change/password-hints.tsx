import type { ReactNode } from "react";
import { createPortal } from "react-dom";

const SLOT = "password-hints";

/** The place for hints: below the button, which they would otherwise push away under the pointer. */
export function PasswordHintsSlot() {
	return <div id={SLOT} className="*:mb-0" />;
}

/** Renders hints there. They appear while somebody types or is about to press. */
export function PasswordHints({ children }: { children: ReactNode }) {
	const slot = document.getElementById(SLOT);
	return slot && createPortal(children, slot);
}
