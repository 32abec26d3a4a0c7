/** Facts logged with an event. Never a password, a token or a ticket. */
type Facts = Record<string, unknown>;

export type Log = Record<"info" | "warn" | "error", (event: string, facts?: Facts) => void>;

type Output = { write(text: string, done: (error?: Error | null) => void): unknown };

/** Writes one JSON object per line to standard output, for any log collector. */
export function createLog(write: (line: string) => void = lineWriter(process.stdout)): Log {
	const at =
		(level: keyof Log) =>
		(event: string, facts: Facts = {}) =>
			write(lineOf({ level, event, ...facts }));
	return { info: at("info"), warn: at("warn"), error: at("error") };
}

/**
 * Writes lines to an output that may fail for a while, like a file on a full disk. The first line after that begins
 * anew, since half of another may stand before it, and is preceded by how many were lost.
 */
export function lineWriter(output: Output): (line: string) => void {
	let lost = 0;
	return (line) => {
		const lines = lost;
		lost = 0;
		const gap = lines > 0 ? `\n${lineOf({ level: "warn", event: "lines-lost", lines })}` : "";
		output.write(gap + line, (error) => {
			if (error) lost += lines + 1;
		});
	};
}

function lineOf(entry: Facts): string {
	const dated = { at: new Date().toISOString(), ...entry };
	return `${printable(JSON.stringify(dated, withErrors))}\n`;
}

/**
 * Lets this process survive when the reader of its output goes away: otherwise the next line would
 * end it (EPIPE).
 */
export function outliveReaders(): void {
	for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);
}

/** Logs what Node would write as text of several lines: warnings, and what ends this process. */
export function logWarnings(log: Log): void {
	process.removeAllListeners("warning");
	process.on("warning", (error) => log.warn("warning", { error }));
	process.on("uncaughtException", (error) => {
		log.error("crashed", { error, stack: error.stack });
		process.exit(1);
	});
}

/**
 * `JSON.stringify` only escapes control characters below U+0020; these move the cursor or end a
 * line, too.
 */
const CONTROLS = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
/** An access token (RFC 7519) anywhere; and a ticket, 32 characters of base64url on its own. */
const SECRETS = /eyJ[\w-]+\.[\w-]+\.[\w-]*|(?<![\w-])[\w-]{32}(?![\w-])/g;

function printable(line: string): string {
	return line
		.replaceAll(SECRETS, "[redacted]")
		.replaceAll(CONTROLS, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function withErrors(_key: string, value: unknown): unknown {
	if (!(value instanceof Error)) return value;
	const code = "code" in value ? value.code : undefined;
	return { name: value.name, code, message: value.message };
}
