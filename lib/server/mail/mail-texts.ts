import "server-only";
import compile from "icu-minify/compile";
import format, { type CompiledMessage } from "icu-minify/format";
import type { useTranslations } from "next-intl";
import type { Locale } from "#lib/text/locales.ts";
import { messageFormatters } from "#lib/text/message-formatters.ts";

/** Gives a sentence of a mail, typed by the English catalogue. */
export type MailTexts = ReturnType<typeof useTranslations<"mail">>;

type Catalogue = { [name: string]: CompiledMessage | Catalogue };

/**
 * The sentences of mails in one language. next-intl's own functions want a request around them, and a
 * mail has none.
 */
export async function mailTexts(locale: Locale): Promise<MailTexts> {
	const { default: catalogue } = await import(`../../../messages/${locale}.json`);
	const t = (key: string, values?: Record<string, string>) => {
		const message = key
			.split(".")
			.reduce<unknown>((at, name) => (at as Catalogue)?.[name], catalogue.mail);
		if (message === undefined) throw new Error(`There is no text mail.${key}.`);
		// The build has compiled the catalogue; a test reads it as it was written.
		const compiled = typeof message === "string" ? compile(message) : message;
		return format(compiled as CompiledMessage, locale, values, { formatters: messageFormatters });
	};
	return t as unknown as MailTexts;
}
