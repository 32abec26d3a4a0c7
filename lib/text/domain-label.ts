import type { Locale } from "./locales.ts";

/**
 * The catalogues' name for the managed domain, in all its forms, in the order in which an
 * organisation configures its own. German needs a different form after "an", "auf" and "von".
 */
export const DOMAIN_LABELS: Record<Locale, readonly string[]> = {
	en: ["work computers"],
	de: ["Arbeitsrechner", "Arbeitsrechnern"],
	ar: ["أجهزة العمل"],
};

/** An organisation's own name for it, by language, in at most as many forms as the catalogue has. */
export type DomainLabels = Partial<Record<Locale, readonly string[]>>;

/**
 * Replaces the domain's name in a text by the organisation's own, capitalised at the start of a
 * sentence.
 *
 * @param escaped escapes a text for its destination, e.g. HTML
 */
export function withDomainLabel(
	text: string,
	{ locale, labels }: { locale: Locale; labels: DomainLabels },
	escaped: (label: string) => string = (label) => label,
): string {
	const own = labels[locale];
	if (!own) return text;
	const forms = DOMAIN_LABELS[locale];
	// Longer forms first: they begin like the shorter ones.
	const longestFirst = [...forms].sort((a, b) => b.length - a.length);
	return text.replace(new RegExp(longestFirst.join("|"), "gi"), (found) => {
		const at = forms.findIndex((form) => form.toLowerCase() === found.toLowerCase());
		const label = own[at] ?? own[0] ?? found;
		const isSentence = found[0] !== forms[at]?.[0];
		return escaped(isSentence ? label.charAt(0).toLocaleUpperCase(locale) + label.slice(1) : label);
	});
}
