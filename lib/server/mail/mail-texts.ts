import { type CatalogueTexts, catalogueTexts } from "#lib/server/catalogue-texts.ts";
import type { Locale } from "#lib/text/locales.ts";

/** Gives a sentence of a mail, typed by the English catalogue. */
export type MailTexts = CatalogueTexts<"mail">;

/** The sentences of mails in one language. */
export const mailTexts = (locale: Locale): Promise<MailTexts> => catalogueTexts(locale, "mail");
