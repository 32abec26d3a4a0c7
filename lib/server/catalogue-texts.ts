import compile from "icu-minify/compile";
import format, { type CompiledMessage } from "icu-minify/format";
import type { useTranslations } from "next-intl";
import { type DomainLabels, withDomainLabel } from "#lib/text/domain-label.ts";
import type { Locale } from "#lib/text/locales.ts";
import { messageFormatters } from "#lib/text/message-formatters.ts";

/** A part of the catalogue that the server uses. */
type Part = "mail" | "linkTexts" | "offline" | "savedPasswords" | "site" | "tellMe";

/** Returns a sentence of one part, typed by the English catalogue. */
export type CatalogueTexts<P extends Part> = ReturnType<typeof useTranslations<P>>;

type Catalogue = { [name: string]: CompiledMessage | Catalogue };

/**
 * The sentences of one part in one language, independent of a request. next-intl's own functions
 * need a request, which a mail does not have.
 *
 * @param labels the organisation's own name for the domain
 */
export function catalogueTexts<P extends Part>(
	locale: Locale,
	part: P,
	labels: DomainLabels,
): Promise<CatalogueTexts<P>>;
export async function catalogueTexts(
	locale: Locale,
	part: Part,
	labels: DomainLabels,
): Promise<unknown> {
	const { default: catalogue } = await import(`../../messages/${locale}.json`, {
		with: { type: "json" },
	});
	return (key: string, values?: Record<string, string | number>) => {
		const message = key
			.split(".")
			.reduce<unknown>((at, name) => (at as Catalogue)?.[name], catalogue[part]);
		if (message === undefined) throw new Error(`There is no text ${part}.${key}.`);
		const compiled = compile(
			withDomainLabel(String(message), { locale, labels }),
		) as CompiledMessage;
		return format(compiled, locale, values, { formatters: messageFormatters });
	};
}
