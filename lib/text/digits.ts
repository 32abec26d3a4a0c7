/**
 * A language for `Intl`, with the digits 0 to 9 and the Gregorian calendar: numbers, times and references
 * of one page are read out and compared, so they are of one kind.
 *
 * @param language e.g. `ar` or `ar-EG`
 */
export function withLatinDigits(language: string): string {
	return new Intl.Locale(language, { numberingSystem: "latn", calendar: "gregory" }).toString();
}
