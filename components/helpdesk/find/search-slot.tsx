"use client";

import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";

const SLOT = "helpdesk-search";

/** Where each helpdesk page has its search: above its heading, whichever component renders it. */
export function SearchSlot() {
	return <div id={SLOT} className="print:hidden" />;
}

export function InSearchSlot({ children }: { children: ReactNode }) {
	const [slot, setSlot] = useState<HTMLElement | null>();
	useEffect(() => setSlot(document.getElementById(SLOT)), []);
	if (slot === undefined) return null;
	return slot ? createPortal(children, slot) : children;
}
