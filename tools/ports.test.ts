import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { isPortTaken } from "./ports.ts";

test("a port that somebody listens on is taken, and another's address is not called a taken port", async () => {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	expect(await isPortTaken(port, "127.0.0.1")).toBe(true);
	await new Promise((resolve) => server.close(resolve));
	expect(await isPortTaken(port, "127.0.0.1")).toBe(false);
	// Of a network for documentation (RFC 5737), and of no network at all (RFC 2606).
	for (const host of ["192.0.2.1", "keyturn.invalid"]) {
		await expect(isPortTaken(port, host)).rejects.toThrow(`This machine has no address ${host}.`);
	}
});
