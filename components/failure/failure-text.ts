"use client";

import { createContext, useContext } from "react";
import type { Failure, FailureCode } from "#lib/core/failure.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Where a failure is shown, if the wording depends on it; by default an employee's page. */
type Place = "anywhere" | "form" | "helpdesk";

/** Sets the place for everything inside. */
export const FailurePlace = createContext<Place>("anywhere");

/** Failures that the password form words differently. */
const IN_FORM = [
	"consent-missing",
	"sign-in-ended",
	"portal-no-answer",
	"store-unavailable",
] as const satisfies FailureCode[];

/**
 * Failures that are worded differently for agents: they are the helpdesk, and it is somebody else's
 * account.
 */
const IN_HELPDESK = [
	"graph-refused",
	"graph-unknown",
	"on-premises",
	"password-refused",
	"portal-refused",
	"portal-failed",
	"store-unavailable",
	"mistake",
] as const satisfies FailureCode[];

const isOneOf = <C extends FailureCode>(codes: readonly C[], code: FailureCode): code is C =>
	(codes as readonly FailureCode[]).includes(code);

/** The one table of sentences: returns a function that words a failure for this place. */
export function useFailureText(at?: Place): (failure: Failure) => string {
	const t = useTranslations();
	const around = useContext(FailurePlace);
	const place = at ?? around;
	return ({ code, scope = "" }) => {
		if (place === "form" && isOneOf(IN_FORM, code)) return t(`change.failures.${code}`);
		if (place === "helpdesk" && isOneOf(IN_HELPDESK, code)) return t(`helpdesk.failures.${code}`);
		if (code === "right-missing") return t(`failures.${code}`, { scope });
		return t(`failures.${code}`);
	};
}
