import type { CheckReport } from "./check-portal.ts";
import { CHECKS, type CheckRow, type CheckStatus } from "./check-row.ts";

const STATUS_WIDTH = 13;
const CHECK_WIDTH = 34;
const MIN_WORDS_WIDTH = 30;

/**
 * Writes a report as a table: status word, what was checked, what was found, and what to do below it.
 * What belongs to one controller stands under its name.
 *
 * @param width of the terminal, in characters
 */
export function reportTable(report: CheckReport, width: number): string {
	const lines = [columns(["STATUS", "CHECKED", "FOUND, AND WHAT TO DO"], width)];
	let subject: string | undefined;
	for (const row of report.rows) {
		if (row.subject !== subject) lines.push("", ...(row.subject ? [row.subject] : []));
		subject = row.subject;
		lines.push(rowLines(row, width));
	}
	return [...lines, "", conclusion(report)].join("\n");
}

function rowLines({ status, check, found, todo }: CheckRow, width: number): string {
	return columns([status, CHECKS[check], todo ? `${found}\n→ ${todo}` : found], width);
}

/** Three columns, each wrapped within itself. */
function columns([status, checked, words]: [string, string, string], width: number): string {
	const wordsWidth = Math.max(width - STATUS_WIDTH - CHECK_WIDTH, MIN_WORDS_WIDTH);
	const left = wrap(checked, CHECK_WIDTH - 2);
	const right = wrap(words, wordsWidth);
	return Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
		[
			(i === 0 ? status : "").padEnd(STATUS_WIDTH),
			(left[i] ?? "").padEnd(CHECK_WIDTH),
			right[i] ?? "",
		]
			.join("")
			.trimEnd(),
	).join("\n");
}

/** Breaks text at spaces; a word that is too long for a line has one of its own and sticks out. */
function wrap(text: string, width: number): string[] {
	return text.split("\n").flatMap((paragraph) => {
		const lines: string[] = [];
		for (const word of paragraph.split(/\s+/)) {
			const last = lines.at(-1);
			if (last !== undefined && last.length + 1 + word.length <= width) {
				lines[lines.length - 1] = `${last} ${word}`;
			} else lines.push(word);
		}
		return lines;
	});
}

function conclusion({ ok, rows }: CheckReport): string {
	const count = (status: CheckStatus) => rows.filter((row) => row.status === status).length;
	const counts = `${count("pass")} pass, ${count("warn")} warn, ${count("fail")} fail, ${count("not checked")} not checked`;
	return `${ok ? "The portal would work." : "The portal would not work."} ${counts}.`;
}
