import type { Answer } from "./real-answers.ts";

/** Writes the answers of a run as text that can be shown to anybody. */
export function realReport(
	answers: readonly Answer[],
	{ day, isWhole }: { day: string; isWhole: boolean },
): string {
	const how = isWhole ? "" : " (interrupted: what was seen until then)";
	const parts = answers.map(({ question, answer }) =>
		[question, ...answer.map((line) => `  ${line}`)].join("\n"),
	);
	return [`Keyturn on a real domain, ${day}${how}`, ...parts].join("\n\n");
}
