/**
 * A language tag for `Intl` with the digits 0 to 9 and the Gregorian calendar: the numbers, times
 * and references of a page are read out and compared, so they must use the same digits.
 *
 * @param language e.g. `ar` or `ar-EG`
 */
export function withLatinDigits(language: string): string {
	return new Intl.Locale(language, { numberingSystem: "latn", calendar: "gregory" }).toString();
}
