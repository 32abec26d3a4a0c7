"use client";

import { type FormEvent, useCallback, useEffect, useState } from "react";
import { changeTitle } from "#lib/browser/site/change-title.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** An error message; `field` is the id of its input, or `undefined` for the form as a whole. */
export type FormError = { message: string; field: string | undefined };

/**
 * The errors of a form between two submits. While there are any, the page's title starts with
 * "Error: " (GOV.UK Design System, "Error summary").
 */
export function useFormErrors<E extends FormError>() {
	const [{ errors, submits }, setState] = useState<{ errors: E[]; submits: number }>({
		errors: [],
		submits: 0,
	});
	useErrorTitle(errors.length > 0);

	/** Shows the result of a submit; with errors the summary takes the focus, once. */
	const report = useCallback((found: E[]) => {
		setState((before) => ({ errors: found, submits: before.submits + 1 }));
	}, []);

	/** For the form's `onInput`: an edited field is no longer marked. */
	const noteInput = useCallback(({ target }: FormEvent) => {
		const { id } = target as Element;
		setState((before) =>
			before.errors.some(({ field }) => field === id)
				? { ...before, errors: before.errors.filter(({ field }) => field !== id) }
				: before,
		);
	}, []);

	return {
		/** For `ErrorSummary`. */
		summary: { errors, submits },
		errors,
		errorAt: (field: E["field"]) => errors.find((error) => error.field === field)?.message,
		report,
		noteInput,
	};
}

/** So that a screen reader announces it first. */
function useErrorTitle(hasErrors: boolean): void {
	const t = useTranslations("site");
	useEffect(() => {
		if (hasErrors) return changeTitle((title) => t("errorTitle", { title }));
	}, [hasErrors, t]);
}
