"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { PERSON_PAGE, personAddress, showInAddress } from "#lib/browser/helpdesk/person-address.ts";

/** Gives a function that opens the page of a person. */
export function useOpenPerson(): (id: string) => void {
	const router = useRouter();
	return useCallback(
		(id) => {
			// The router notices no other address of the same page.
			if (window.location.pathname === PERSON_PAGE) showInAddress(id);
			else router.push(personAddress(id));
		},
		[router],
	);
}
