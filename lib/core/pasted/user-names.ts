import { csvRows } from "./csv-rows.ts";
import { LINE_END, withoutUnseen } from "./unseen.ts";

/** An entry of a pasted list that is not used, and its line. */
export type UnreadLine = { line: number; text: string; reason: "not-a-user-name" | "twice" };

/**
 * A user principal name: letters, digits and `'.-_!#^~` before the `@` ("Prepare a nonroutable
 * domain for directory synchronization"), plus what mail addresses allow; at most 113 characters.
 */
const USER_NAME =
	/^[\p{L}\p{M}\p{N}'._!#^~+&-]{1,64}@[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+$/u;
const LONGEST = 113;

/** The apostrophe that `csv` puts before a possible formula. */
const AS_TEXT = /^'(?=[=+\-@])/;

/** Including the commas and semicolons of Chinese, Japanese and Arabic keyboards. */
const COMMA = ",，、،";
const SEPARATOR = ";；؛\t|";

/**
 * Titles of a user-name column, letters only, the most certain first: in the portal's own files and in Microsoft's tables. Other
 * columns, such as mails or managers, are not used.
 */
const COLUMNS = [
	/^[^,;\t]*(?:userprincipalname|benutzerprin[zc]ipalname)[^,;\t]*$/,
	/^upn$/,
	/^username$/,
];

/** Lines before a table: Excel's declaration of the separator, and the version line of Microsoft's templates. */
const PREAMBLE = /^\s*(?:sep=(.)|version:.*)\r?\n/;

/**
 * Reads a pasted list of user names: one per line, Outlook's `Riley, Dana <dana@…>; b@…`, commas,
 * tabs, and tables with a header that names the column of user names, such as the portal's own
 * files. Everything that is not read as a name is reported, except the display name before an
 * address in angle brackets and the other columns of such a table. Names are in the order of the
 * list, each once.
 */
export function userNames(text: string): { names: string[]; unread: UnreadLine[] } {
	const plain = withoutUnseen(text);
	const names = new Map<string, string>();
	const unread: UnreadLine[] = [];
	for (const { line, text: piece } of columnOf(plain) ?? piecesOf(plain)) {
		const name = bare(piece);
		const key = name.toLowerCase();
		if (name === "") continue;
		if (!USER_NAME.test(name) || name.length > LONGEST) {
			unread.push({ line, text: name, reason: "not-a-user-name" });
		} else if (names.has(key)) unread.push({ line, text: name, reason: "twice" });
		else names.set(key, name);
	}
	return { names: [...names.values()], unread };
}

type Piece = { line: number; text: string };

/** The user-name column of a table with a header, else undefined. */
function columnOf(text: string): Piece[] | undefined {
	const [preamble = "", declared] = PREAMBLE.exec(text) ?? [];
	const table = text.slice(preamble.length).trimStart();
	const head = /^[^\r\n]*/.exec(table)?.[0] ?? "";
	const firstLine = preamble ? 3 : 2;
	for (const separator of declared ? [declared] : [",", ";", "\t"]) {
		const titles = csvRows(head, separator)
			.flat()
			.map((title) => title.toLowerCase().replace(/[^\p{L},;\t]/gu, ""));
		const [column] = COLUMNS.map((sought) =>
			titles.findIndex((title) => sought.test(title)),
		).filter((found) => found >= 0);
		if (column === undefined) continue;
		return csvRows(table, separator)
			.slice(1)
			.map((row, index) => {
				return { line: index + firstLine, text: (row[column] ?? "").replace(AS_TEXT, "") };
			});
	}
}

const QUOTED_OR_END = new RegExp(`"[^"]*"|<[^<>]*>|([${SEPARATOR}])|([${COMMA}])`, "gu");

/** Candidates for names: split at separators outside quotes and angle brackets. */
function piecesOf(text: string): Piece[] {
	return text.split(LINE_END).flatMap((whole, index) => {
		const entries = splitAt(whole, 1);
		return entries
			.flatMap((entry) => namesIn(splitAt(entry, 2)))
			.map((text) => ({ line: index + 1, text }));
	});
}

/** @param group of `QUOTED_OR_END`: 1 splits at separators, 2 at commas */
function splitAt(text: string, group: 1 | 2): string[] {
	const parts: string[] = [];
	let start = 0;
	for (const found of text.matchAll(QUOTED_OR_END)) {
		if (!found[group]) continue;
		parts.push(text.slice(start, found.index));
		start = found.index + found[0].length;
	}
	return [...parts, text.slice(start)];
}

/** The address alone for `Riley, Dana <dana@…>`; each of several names separated by blanks. */
function namesIn(parts: readonly string[]): string[] {
	const found: string[] = [];
	let before: string[] = [];
	for (const part of parts) {
		const addresses = [...part.matchAll(/<([^<>]*@[^<>]*)>/g)].map(([, address = ""]) => address);
		if (addresses.length > 0) {
			found.push(...addresses);
			before = [];
		} else if (part.includes("@")) {
			found.push(...before, ...byBlanks(part));
			before = [];
		} else before.push(part);
	}
	return [...found, ...before];
}

/** A part with a name among other words is split, so that the name is not lost. */
function byBlanks(part: string): string[] {
	const words = part.trim().split(/\s+/);
	return words.some((word) => USER_NAME.test(bare(word))) ? words : [part];
}

/** Pairs that people and programs put around an address. */
const AROUND =
	/^(?:"(.*)"|'(.*)'|<(.*)>|\((.*)\)|\[(.*)\]|[“„”](.*)[“”]|[‘‚’](.*)[‘’]|«(.*)»|»(.*)«)$/s;

/**
 * Strips quotes and brackets around an address, the full stop after it, and the prefixes that
 * addresses have in links and in Exchange.
 */
function bare(piece: string): string {
	const plain = piece.trim();
	const inside = AROUND.exec(plain)
		?.slice(1)
		.find((text) => text !== undefined);
	if (inside !== undefined) return bare(inside);
	return plain
		.replace(/^(?:mailto|smtp|sip):/i, "")
		.replace(/(?<=@.*)(?:\?.*|\.)$/s, "")
		.trim();
}
