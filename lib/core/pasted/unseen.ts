/**
 * Invisible characters that nobody types on purpose: format characters (zero-width and direction
 * marks, soft hyphen, byte order mark, tags), controls, and fillers that look like a blank.
 * Programs put them around copied text.
 */
const UNSEEN = /\p{Cf}|\p{Default_Ignorable_Code_Point}|\u2800|(?![\t\n\v\f\r\u0085])\p{Cc}/gu;

/** Mandatory line breaks (Unicode UAX #14); Word and Outlook copy soft breaks as `\v`. */
export const LINE_END = /\r\n?|[\n\v\f\u0085\u2028\u2029]/;

/**
 * Removes invisible characters, except tabs and line breaks. Letters are composed (NFC): a Mac
 * copies a letter and its accent separately, which to Graph is a different name.
 */
export function withoutUnseen(text: string): string {
	return text.normalize("NFC").replace(UNSEEN, "");
}
