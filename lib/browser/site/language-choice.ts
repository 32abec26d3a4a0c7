import { LANGUAGE_COOKIE, type Locale, SECURE_LANGUAGE_COOKIE } from "#lib/text/locales.ts";

const YEAR_S = 365 * 24 * 60 * 60;

/**
 * Stores the visitor's language and reloads the page in it.
 *
 * @returns whether it could be stored; if not, the page stays as it is
 */
export function chooseLanguage(locale: Locale): boolean {
	// biome-ignore lint/suspicious/noDocumentCookie: browsers of 2024 lack the Cookie Store API
	document.cookie = languageCookie(locale, window.location.protocol);
	const isStored = document.cookie.includes(`${LANGUAGE_COOKIE}=${locale}`);
	if (isStored) window.location.reload();
	return isStored;
}

export const hasChosenLanguage = () => document.cookie.includes(`${LANGUAGE_COOKIE}=`);

/** @param protocol of the page; practice has no TLS, and browsers reject the prefixed name there */
export function languageCookie(locale: Locale, protocol: string): string {
	const lasting = `path=/; max-age=${YEAR_S}; samesite=lax`;
	return protocol === "https:"
		? `${SECURE_LANGUAGE_COOKIE}=${locale}; ${lasting}; secure`
		: `${LANGUAGE_COOKIE}=${locale}; ${lasting}`;
}
