/** What a POSIX shell takes as it stands (XCU 2.2), and is easier to read without quotes. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * One argument of a command for `sh` and the shells that follow it, to be copied: in single quotes, in which
 * nothing is expanded, unless it needs none. A line end stays one, so it belongs in no command that is shown.
 */
export function shellWord(text: string): string {
	return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
