import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { createLog, lineWriter } from "./log.ts";

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

test("lines that a full disk takes are counted in the log when it has room again", () => {
	const disk = { text: "", isFull: false };
	const output = {
		write(text: string, done: (error?: Error) => void) {
			// Half a line fits.
			disk.text += disk.isFull ? text.slice(0, 9) : text;
			done(disk.isFull ? new Error("ENOSPC") : undefined);
		},
	};
	const log = createLog(lineWriter(output));
	log.info("before");
	disk.isFull = true;
	for (const event of ["one", "two", "three"]) log.info(event);
	disk.isFull = false;
	for (const event of ["after", "later"]) log.info(event);
	const whole = disk.text.split("\n").filter((line) => line.endsWith("}"));
	expect(whole.map((line) => JSON.parse(line))).toMatchObject([
		{ event: "before" },
		{ level: "warn", event: "lines-lost", lines: 3 },
		{ event: "after" },
		{ event: "later" },
	]);
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
