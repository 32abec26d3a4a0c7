import type { ReactNode } from "react";
import { createPortal } from "react-dom";

const SLOT = "password-hints";

/** Where hints are shown: below the button, which they would push from under a pointer otherwise. */
export function PasswordHintsSlot() {
	return <div id={SLOT} />;
}

/** Puts hints there. They come while somebody types, or when somebody is about to press. */
export function PasswordHints({ children }: { children: ReactNode }) {
	const slot = document.getElementById(SLOT);
	return slot && createPortal(children, slot);
}
