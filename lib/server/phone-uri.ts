import {
	type CountryCode,
	isSupportedCountry,
	parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { withoutUnseen } from "#lib/core/pasted/unseen.ts";

/**
 * The `tel:` URI (RFC 3966) for a number as people write it: without the zero in "(0)", with the
 * extension separated, in Latin digits.
 *
 * @param country of numbers that do not start with `+` (ISO 3166-1, like `DE`)
 * @returns undefined when no number can be read, which is then shown without a link
 */
export function phoneUri(text: string, country: string | undefined): string | undefined {
	// Programs copy direction marks along with a number, and East Asian keyboards type full-width
	// digits.
	const plain = withoutUnseen(text).normalize("NFKC").trim().replace(/^tel:/i, "");
	const number = numberIn(plain.replace(/^\((\+\d+)\)/, "$1"), country);
	// "… 1234567 / 89" is two numbers, of which the second is abbreviated.
	const isOneOfTwo = numberIn(plain.slice(0, Math.max(0, plain.lastIndexOf("/"))), country);
	return isOneOfTwo ? undefined : number?.getURI();
}

/** No extension is as long as a number. */
const LONGEST_EXTENSION = 6;

function numberIn(text: string, country: string | undefined) {
	const number = parsePhoneNumberFromString(text, {
		...(country && isSupportedCountry(country) && { defaultCountry: country }),
		// A number among other words is not extracted: it might be the wrong one.
		extract: false,
	});
	const isOne = number?.isValid() && (number.ext?.length ?? 0) <= LONGEST_EXTENSION;
	return isOne ? number : undefined;
}

/** Whether numbers of this country are supported. */
export function isPhoneCountry(text: string): text is CountryCode {
	return isSupportedCountry(text);
}
