import type { Locale } from "./locales.ts";

/**
 * What people are told of the managed domain, as the catalogues have it: its forms in the order in which
 * an organisation names its own. German needs another one after "an", "auf" and "von".
 */
export const DOMAIN_LABELS: Record<Locale, readonly string[]> = {
	en: ["work computers"],
	de: ["Arbeitsrechner", "Arbeitsrechnern"],
	ar: ["أجهزة العمل"],
};

/** An organisation's own word for it, by language, in as many forms as the catalogue's or fewer. */
export type DomainLabels = Partial<Record<Locale, readonly string[]>>;

/**
 * Puts the organisation's own word for the domain into a text, at the start of a sentence with a capital.
 *
 * @param escaped how a text is written where it goes to, e.g. inside HTML
 */
export function withDomainLabel(
	text: string,
	{ locale, labels }: { locale: Locale; labels: DomainLabels },
	escaped: (label: string) => string = (label) => label,
): string {
	const own = labels[locale];
	if (!own) return text;
	const forms = DOMAIN_LABELS[locale];
	// The longer form first: it begins as the shorter one does.
	const longestFirst = [...forms].sort((a, b) => b.length - a.length);
	return text.replace(new RegExp(longestFirst.join("|"), "gi"), (found) => {
		const at = forms.findIndex((form) => form.toLowerCase() === found.toLowerCase());
		const label = own[at] ?? own[0] ?? found;
		const isSentence = found[0] !== forms[at]?.[0];
		return escaped(isSentence ? label.charAt(0).toLocaleUpperCase(locale) + label.slice(1) : label);
	});
}
