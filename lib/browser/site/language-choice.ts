import { LANGUAGE_COOKIE, type Locale } from "#lib/text/locales.ts";

const YEAR_S = 365 * 24 * 60 * 60;

/** Keeps the visitor's language and reloads the page in it. */
export function chooseLanguage(locale: Locale): void {
	// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers of 2024
	document.cookie = `${LANGUAGE_COOKIE}=${locale}; path=/; max-age=${YEAR_S}; samesite=lax`;
	window.location.reload();
}

/** Whether this browser keeps a language, also when it keeps no cookies at all: then none can be chosen. */
export function hasChosenLanguage(): boolean {
	return !navigator.cookieEnabled || document.cookie.includes(`${LANGUAGE_COOKIE}=`);
}
