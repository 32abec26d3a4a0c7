"use client";

import { createContext, useContext } from "react";
import type { Failure, FailureCode } from "#lib/core/failure.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Where a failure is told, where that makes a difference; else anybody's page. */
type Place = "anywhere" | "form" | "helpdesk";

/** Gives its place to all that is inside. */
export const FailurePlace = createContext<Place>("anywhere");

/** What the form that changes a password says otherwise. */
const IN_FORM = [
	"consent-missing",
	"sign-in-ended",
	"portal-no-answer",
	"store-unavailable",
] as const satisfies FailureCode[];

/** What agents are told otherwise: they are the helpdesk, and it is about somebody else's account. */
const IN_HELPDESK = [
	"graph-refused",
	"graph-unknown",
	"on-premises",
	"password-refused",
	"portal-failed",
	"store-unavailable",
	"mistake",
] as const satisfies FailureCode[];

const isOneOf = <C extends FailureCode>(codes: readonly C[], code: FailureCode): code is C =>
	(codes as readonly FailureCode[]).includes(code);

/** The one table of sentences: gives a function that says a failure, as this place says it. */
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
