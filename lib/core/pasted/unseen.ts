/**
 * Characters that nobody sees and nobody means to type: format characters (zero-width and direction
 * marks, soft hyphen, byte order mark, tags), controls, and fillers that look like a blank. Programs put
 * them around what is copied.
 */
const UNSEEN = /\p{Cf}|\p{Default_Ignorable_Code_Point}|\u2800|(?![\t\n\r])\p{Cc}/gu;

/** Takes off what cannot be seen; tabs and line ends stay. */
export function withoutUnseen(text: string): string {
	return text.replace(UNSEEN, "");
}
