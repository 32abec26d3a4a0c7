import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Variables = Record<string, string>;
export type Ended = { code: number | null; stdout: string; stderr: string };

const CLI = join(import.meta.dirname, "../../cli");

/** An environment without this shell's settings. */
const BARE = { PATH: process.env.PATH, NODE_ENV: "production" } as const;

export function emptyFolder(): string {
	return mkdtempSync(join(tmpdir(), "keyturn-"));
}

/** Starts a command as `cli/run.mjs` does, in its own process and a folder without a `.env` file. */
export function startCommand(
	name: "check" | "register",
	args: readonly string[],
	variables: Variables = {},
) {
	const folder = emptyFolder();
	const env = { ...BARE, ...variables };
	const script = join(CLI, `${name}.ts`);
	const child = spawn(process.execPath, [script, ...args], { cwd: folder, env });
	const printed = { stdout: "", stderr: "" };
	let isEnded = false;
	let linesRead = 0;
	for (const stream of ["stdout", "stderr"] as const) {
		child[stream].setEncoding("utf8").on("data", (text: string) => {
			printed[stream] += text;
			child.emit("printed");
		});
	}
	const ended = new Promise<Ended>((resolve) => {
		child.once("close", (code) => {
			isEnded = true;
			resolve({ code, ...printed });
			child.emit("printed");
		});
	});

	async function found<T>(words: RegExp, find: () => T | undefined | null): Promise<T> {
		for (;;) {
			const found = find();
			if (found) return found;
			if (isEnded)
				throw new Error(`It never printed ${words}:\n${printed.stdout}${printed.stderr}`);
			await once(child, "printed");
		}
	}

	return {
		folder,
		ended,
		/** Waits until the output matches. */
		prints: (words: RegExp) => found(words, () => words.exec(printed.stdout)),
		/** Waits for a further line that matches. */
		line: (words: RegExp) =>
			found(words, () => {
				const lines = printed.stdout.split("\n").slice(linesRead, -1);
				const at = lines.findIndex((line) => words.test(line));
				linesRead += at < 0 ? lines.length : at + 1;
				return lines[at];
			}),
		answer: (words = "") => child.stdin.write(`${words}\n`),
		interrupt: () => child.kill("SIGINT"),
	};
}
