import { type CatalogueTexts, catalogueTexts } from "#lib/server/catalogue-texts.ts";
import type { DomainLabels } from "#lib/text/domain-label.ts";
import type { Locale } from "#lib/text/locales.ts";

/** Returns a sentence of a mail, typed by the English catalogue. */
export type MailTexts = CatalogueTexts<"mail">;

/** The sentences of mails in one language. */
export const mailTexts = (locale: Locale, labels: DomainLabels = {}): Promise<MailTexts> =>
	catalogueTexts(locale, "mail", labels);
