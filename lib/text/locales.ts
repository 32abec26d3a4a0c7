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
 * The supported language that an `Accept-Language` header prefers (RFC 9110, section 12.5.4), by
 * which pages are chosen; else the default.
 */
export function localeFrom(acceptLanguage: string | undefined): Locale {
	const ranges = (acceptLanguage ?? "").split(",").map((range) => {
		const [language = ""] = range.trim().toLowerCase().split(/[-; ]/);
		return { language, weight: Number(/q=([\d.]+)/i.exec(range)?.[1] ?? 1) };
	});
	const [first] = ranges
		.filter(({ language, weight }) => isLocale(language) && weight > 0)
		.sort((a, b) => b.weight - a.weight);
	return (first?.language as Locale | undefined) ?? DEFAULT_LOCALE;
}

export function isLocale(value: string): value is Locale {
	return Object.hasOwn(LANGUAGES, value);
}
