import { getRequestConfig } from "next-intl/server";
import { DEFAULT_LOCALE, isLocale } from "./locales.ts";

/** Gives each static page the catalogue of its language. */
export default getRequestConfig(async ({ requestLocale }) => {
	const requested = (await requestLocale) ?? "";
	const locale = isLocale(requested) ? requested : DEFAULT_LOCALE;
	const { default: messages } = await import(`../../messages/${locale}.json`);
	return { locale, messages };
});
