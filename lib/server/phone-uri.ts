import {
	type CountryCode,
	isSupportedCountry,
	parsePhoneNumberFromString,
} from "libphonenumber-js/max";

/**
 * The `tel:` address (RFC 3966) that dials a number as somebody has written it: without the zero in "(0)",
 * with its extension apart, in Latin digits.
 *
 * @param country whose numbers they are that do not begin with `+` (ISO 3166-1, like `DE`)
 * @returns undefined when no number can be read from it, which is then shown without a link
 */
export function phoneUri(text: string, country: string | undefined): string | undefined {
	const number = parsePhoneNumberFromString(text, {
		...(country && isSupportedCountry(country) && { defaultCountry: country }),
		// A number among other words is not looked for: it might be another one.
		extract: false,
	});
	return number?.isPossible() ? number.getURI() : undefined;
}

/** Whether numbers of this country can be read. */
export function isPhoneCountry(text: string): text is CountryCode {
	return isSupportedCountry(text);
}
