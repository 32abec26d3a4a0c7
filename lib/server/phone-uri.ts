import {
	type CountryCode,
	isSupportedCountry,
	parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { withoutUnseen } from "#lib/core/pasted/unseen.ts";

/**
 * The `tel:` address (RFC 3966) that dials a number as somebody has written it: without the zero in "(0)",
 * with its extension apart, in Latin digits.
 *
 * @param country whose numbers they are that do not begin with `+` (ISO 3166-1, like `DE`)
 * @returns undefined when no number can be read from it, which is then shown without a link
 */
export function phoneUri(text: string, country: string | undefined): string | undefined {
	// Programs copy marks of direction with a number, and East Asian keyboards write wide digits and signs.
	const plain = withoutUnseen(text).normalize("NFKC").trim().replace(/^tel:/i, "");
	if (ANOTHER_END.test(plain)) return undefined;
	const number = parsePhoneNumberFromString(plain, {
		...(country && isSupportedCountry(country) && { defaultCountry: country }),
		// A number among other words is not looked for: it might be another one.
		extract: false,
	});
	return number?.isPossible() ? number.getURI() : undefined;
}

/** "… 1234567 / 89" are two numbers, of which the second is told by its end. */
const ANOTHER_END = /\/\s*\p{Nd}{1,3}$/u;

/** Whether numbers of this country can be read. */
export function isPhoneCountry(text: string): text is CountryCode {
	return isSupportedCountry(text);
}
