import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const LOG = new URL("./log.ts", import.meta.url).href;

/** Logs until its lines have had time to fail, then ends by itself. */
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

test("a process goes on when whoever reads its log has gone", async () => {
	const child = spawn(process.execPath, ["--input-type=module", "--eval", PROCESS]);
	const [line] = await once(child.stdout, "data");
	expect(JSON.parse(String(line))).toMatchObject({ level: "info", event: "first" });
	child.stdout.destroy();
	child.stderr.destroy();
	await once(child.stdout, "close");
	child.stdin.write("\n");
	expect(await once(child, "exit")).toEqual([7, null]);
});
