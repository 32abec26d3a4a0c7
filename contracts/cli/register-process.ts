import { spawn } from "node:child_process";
import { join } from "node:path";
import { emptyFolder } from "./check-process.ts";

/** Runs `npm run register` in its own process, for tests. */

const SCRIPT = join(import.meta.dirname, "../../cli/register.ts");
/** An environment without this shell's settings. */
const BARE = { PATH: process.env.PATH, NODE_ENV: "production" } as const;

export type Ended = { code: number | null; stdout: string; stderr: string };

export type Registering = {
	/** The page, and the code to type there. */
	code(): Promise<{ page: string; userCode: string }>;
	/** Waits until the output matches. */
	prints(words: RegExp): Promise<RegExpExecArray>;
	interrupt(): void;
	ended: Promise<Ended>;
};

/** Starts it as `cli/run.mjs` does. */
export function startRegister(args: readonly string[]): Registering {
	const child = spawn(process.execPath, [SCRIPT, ...args], {
		cwd: emptyFolder(),
		env: BARE,
		stdio: ["ignore", "pipe", "pipe"],
	});
	const printed = { stdout: "", stderr: "" };
	for (const name of ["stdout", "stderr"] as const) {
		child[name].setEncoding("utf8").on("data", (text: string) => {
			printed[name] += text;
			child.emit("printed");
		});
	}
	const ended = new Promise<Ended>((resolve) => {
		child.once("close", (code) => {
			resolve({ code, ...printed });
			child.emit("printed");
		});
	});

	async function prints(words: RegExp): Promise<RegExpExecArray> {
		for (;;) {
			const found = words.exec(printed.stdout);
			if (found) return found;
			if (child.exitCode !== null) {
				throw new Error(`It never printed ${words}:\n${printed.stdout}${printed.stderr}`);
			}
			await new Promise((resolve) => child.once("printed", resolve));
		}
	}

	return {
		prints,
		async code() {
			const [, page = "", userCode = ""] = await prints(/Open (\S+) and enter the code (\S+)/);
			return { page, userCode };
		},
		interrupt: () => child.kill("SIGINT"),
		ended,
	};
}

/** Types a code on the tenant's page and signs in, or declines. @returns the next page */
export async function typeCode(
	{ page, userCode }: { page: string; userCode: string },
	fields: Readonly<Record<string, string>>,
): Promise<string> {
	const body = new URLSearchParams({ user_code: userCode, ...fields });
	return await (await fetch(page, { method: "POST", body })).text();
}

/** The settings printed for `.env`. */
export function printedSettings(stdout: string): Record<string, string> {
	const lines = stdout.matchAll(/^([A-Z_]+)=(.*)$/gm);
	return Object.fromEntries([...lines].map(([, name = "", value = ""]) => [name, value]));
}
