import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { createLog } from "./log.ts";

const LOG = new URL("./log.ts", import.meta.url).href;

/** Logs until its lines have had time to fail, then exits by itself. */
const PROCESS = `
	const { createLog, outliveReaders } = await import(${JSON.stringify(LOG)});
	outliveReaders();
	const log = createLog();
	log.info("first");
	process.stdin.once("data", async () => {
		for (let i = 0; i < 20; i++) {
			log.info("nobody-reads-this");
			await new Promise(setImmediate);
		}
		process.exit(7);
	});
`;

test("a process survives when the reader of its log goes away", async () => {
	const child = spawn(process.execPath, ["--input-type=module", "--eval", PROCESS]);
	const [line] = await once(child.stdout, "data");
	expect(JSON.parse(String(line))).toMatchObject({ level: "info", event: "first" });
	child.stdout.destroy();
	child.stderr.destroy();
	await once(child.stdout, "close");
	child.stdin.write("\n");
	expect(await once(child, "exit")).toEqual([7, null]);
});

function lineOf(fact: unknown): string {
	const lines: string[] = [];
	createLog((line) => lines.push(line)).info("tried", { fact });
	expect(lines).toHaveLength(1);
	return lines[0] ?? "";
}

test.each([
	["a line feed", "a\nb"],
	["an escape sequence", "a\u001b[2Jb"],
	["C1's own introducer", "a\u009b2Jb"],
	["a line separator", "a\u2028b"],
	["a turn of direction", "a\u202eb"],
])("%s in a fact is escaped and stays within its line", (_what, fact) => {
	const line = lineOf(fact);
	expect(line.slice(0, -1)).not.toMatch(/[^\x20-\x7e]/);
	expect(JSON.parse(line).fact).toBe(fact);
});

test("tokens and tickets are redacted wherever they occur; ids and references stay", () => {
	const token = "eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiJ4In0.c2ln_bmF0-dXJl";
	const ticket = "JeyqYPfdMEBxfjCSYeVQarAxp-lqpS4d";
	for (const text of [`Bearer ${token}`, `GET /api/watches/${ticket}/events`, new Error(ticket)]) {
		const line = lineOf(text);
		expect(line).not.toContain(token);
		expect(line).not.toContain(ticket);
		expect(line).toContain("[redacted]");
	}
	const open = "11111111-2222-4333-8444-555555555555 KT-7Q2M-9XKD";
	expect(lineOf(open)).toContain(open);
});
