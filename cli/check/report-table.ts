import type { CheckReport } from "./check-portal.ts";
import { CHECKS, type CheckRow, STATUSES } from "./check-row.ts";

const STATUS_WIDTH = 12;
const CHECK_WIDTH = 20;
const MIN_WORDS_WIDTH = 30;
/** Longer lines are hard to read. */
const MAX_WIDTH = 120;

/**
 * Formats a report as a table: status, check, finding, and below it what to do. The rows of a controller are
 * grouped under its name.
 *
 * @param width the terminal's, in characters
 */
export function reportTable(report: CheckReport, width: number): string {
	const lines: string[] = [];
	let subject: string | undefined;
	for (const row of report.rows) {
		if (row.subject !== subject) lines.push("", ...(row.subject ? [row.subject] : []));
		subject = row.subject;
		lines.push(...rowLines(row, Math.min(width, MAX_WIDTH)));
	}
	lines.push("", conclusion(report), ...failures(report, Math.min(width, MAX_WIDTH)));
	return lines.join("\n").trimStart();
}

/** Three columns; the last one wraps. */
function rowLines({ status, check, found, todo }: CheckRow, width: number): string[] {
	const wordsWidth = Math.max(width - STATUS_WIDTH - CHECK_WIDTH, MIN_WORDS_WIDTH);
	const words = [...wrap(found, wordsWidth), ...(todo ? wrap(`→ ${todo}`, wordsWidth) : [])];
	const [first = "", ...others] = words;
	return [
		`${status.padEnd(STATUS_WIDTH)}${CHECKS[check].padEnd(CHECK_WIDTH)}${first}`,
		...others.map((line) => `${"".padEnd(STATUS_WIDTH + CHECK_WIDTH)}${line}`),
	];
}

/** Breaks text at spaces; a word longer than a line gets its own line and overflows. */
function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(/\s+/)) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= width) {
			lines[lines.length - 1] = `${last} ${word}`;
		} else lines.push(word);
	}
	return lines;
}

/** Repeats the failures below all rows, since the first ones have scrolled off the screen. */
function failures({ rows }: CheckReport, width: number): string[] {
	const names = rows
		.filter(({ status }) => status === "failed")
		.map(({ check, subject }) => `${CHECKS[check]}${subject ? ` (${subject})` : ""}`);
	return names.length > 0 ? wrap(`Failed: ${[...new Set(names)].join(", ")}.`, width) : [];
}

function conclusion({ ok, rows }: CheckReport): string {
	const counts = STATUSES.map(
		(status) => `${rows.filter((row) => row.status === status).length} ${status}`,
	);
	return `${ok ? "The portal would work" : "The portal would not work"}: ${counts.join(", ")}.`;
}
