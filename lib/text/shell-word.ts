/** What a POSIX shell takes literally (XCU 2.2) and is easier to read without quotes. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * Quotes one argument for `sh` and its successors, for a command to be copied: in single quotes, in
 * which nothing is expanded, unless it needs none. A line break stays one, so it must not occur in
 * a command that is shown.
 */
export function shellWord(text: string): string {
	return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
