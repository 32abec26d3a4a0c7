/** The portal's languages, each with its own name. A new one is a line here and a catalogue. */
export const LANGUAGES = {
	en: { name: "English", direction: "ltr" },
	de: { name: "Deutsch", direction: "ltr" },
	ar: { name: "العربية", direction: "rtl" },
} as const;

export type Locale = keyof typeof LANGUAGES;

export const LOCALES = Object.keys(LANGUAGES) as Locale[];
export const DEFAULT_LOCALE: Locale = "en";

/** The cookie with a visitor's choice; without one the browser's languages decide. */
export const LANGUAGE_COOKIE = "language";
/** The same under TLS, where no other host can set it (RFC 6265bis, section 4.1.3.2). */
export const SECURE_LANGUAGE_COOKIE = `__Host-${LANGUAGE_COOKIE}`;

/**
 * The first supported language of an `Accept-Language` header, by which pages are chosen; else the
 * default.
 */
export function localeFrom(acceptLanguage: string | undefined): Locale {
	const languages = (acceptLanguage ?? "").split(",").map((range) => range.trim().split(/[-;]/)[0]);
	return (
		(languages.find((language) => isLocale(language ?? "")) as Locale | undefined) ?? DEFAULT_LOCALE
	);
}

export function isLocale(value: string): value is Locale {
	return Object.hasOwn(LANGUAGES, value);
}
