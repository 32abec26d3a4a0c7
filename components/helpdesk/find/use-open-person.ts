"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import {
	PERSON_HEADING,
	PERSON_PAGE,
	personAddress,
	showInAddress,
} from "#lib/browser/helpdesk/person-address.ts";

/** Returns a function that opens a person's page. */
export function useOpenPerson(): (id: string) => void {
	const router = useRouter();
	return useCallback(
		(id) => {
			// The router does not notice a different fragment of the same page.
			if (window.location.pathname !== PERSON_PAGE) router.push(personAddress(id));
			// Already shown: the heading takes the focus, as when a page opens.
			else if (!showInAddress(id)) document.getElementById(PERSON_HEADING)?.focus();
		},
		[router],
	);
}
