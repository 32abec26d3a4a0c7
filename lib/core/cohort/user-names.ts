/** What is wrong with a line of a pasted list. */
export type LineProblem = { line: number; text: string; because: "not-a-user-name" | "twice" };

/** A user principal name: `alias@domain`, no spaces, at most 113 characters, `#` for guests. */
const USER_NAME = /^[^\s@"<>()[\]\\,;:]{1,64}@[^\s@"<>()[\]\\,;:]+\.[^\s@"<>()[\]\\,;:.]+$/;
const LONGEST = 113;

/**
 * Reads a pasted list, one user name a line. Empty lines are left out, and so is what stands after a
 * comma, semicolon or tab, since lists come from tables; quotes around a name are taken off.
 */
export function userNames(text: string): { names: string[]; problems: LineProblem[] } {
	const names = new Map<string, string>();
	const problems: LineProblem[] = [];
	for (const [index, whole] of text.split(/\r\n?|\n/).entries()) {
		const name = (whole.split(/[,;\t]/)[0] ?? "").trim().replace(/^"(.*)"$/, "$1");
		if (whole.trim() === "") continue;
		const line = index + 1;
		const key = name.toLowerCase();
		if (!USER_NAME.test(name) || name.length > LONGEST) {
			problems.push({ line, text: whole.trim(), because: "not-a-user-name" });
		} else if (names.has(key)) problems.push({ line, text: name, because: "twice" });
		else names.set(key, name);
	}
	return { names: [...names.values()], problems };
}
