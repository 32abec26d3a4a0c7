/**
 * Characters that nobody sees and nobody means to type: format characters (zero-width and direction
 * marks, soft hyphen, byte order mark, tags), controls, and fillers that look like a blank. Programs put
 * them around what is copied.
 */
const UNSEEN = /\p{Cf}|\p{Default_Ignorable_Code_Point}|\u2800|(?![\t\n\v\f\r\u0085])\p{Cc}/gu;

/** What ends a line (Unicode UAX 14, mandatory breaks): Word and Outlook copy their soft ones as `\v`. */
export const LINE_END = /\r\n?|[\n\v\f\u0085\u2028\u2029]/;

/**
 * Takes off what cannot be seen; tabs and line ends stay. Letters are composed (NFC): what a Mac copies as a
 * letter and its accent is another name to Graph.
 */
export function withoutUnseen(text: string): string {
	return text.normalize("NFC").replace(UNSEEN, "");
}
