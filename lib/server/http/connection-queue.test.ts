import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { lengthenConnectionQueue } from "./connection-queue.ts";

/** How many of a thousand connections the kernel takes while nobody accepts any. */
const CONNECT = `
	const { connect } = require("node:net");
	let taken = 0;
	for (let i = 0; i < 1000; i++)
		connect(Number(process.argv[1]), "127.0.0.1").on("connect", () => taken++).on("error", () => {});
	setTimeout(() => { process.stdout.write(String(taken)); process.exit(); }, 700);
`;

async function takenWhileBusy(isLengthened: boolean): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	if (isLengthened) lengthenConnectionQueue(server);
	const { port } = server.address() as AddressInfo;
	// This process is busy until the other one has ended.
	const { stdout } = spawnSync(process.execPath, ["-e", CONNECT, String(port)]);
	server.close();
	return Number(stdout);
}

test.runIf(process.platform === "linux")(
	"a thousand pages that come in one moment are all taken",
	async () => {
		expect(await takenWhileBusy(false)).toBeLessThan(600);
		expect(await takenWhileBusy(true)).toBe(1_000);
	},
);

test("a server that does not listen is left alone", () => {
	expect(() => lengthenConnectionQueue(createServer())).not.toThrow();
});
