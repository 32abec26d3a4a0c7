import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { expect, test, vi } from "vitest";
import { absent } from "#lib/core/readiness/example-accounts.ts";
import { stopServer } from "#lib/server/http/stop-server.ts";
import { startTestPortal, type TestPortal } from "./test-portal.ts";

/** Shutdown of a listening server, whatever its clients and its parts do. */

/** Connections open at this time are cut off; an earlier end means that nothing was waited for. */
const CUT_OFF_S = 1.8;

async function listening(): Promise<TestPortal & { port: number }> {
	const own = await startTestPortal(() => absent());
	await own.app.listen({ port: 0, host: "127.0.0.1" });
	return { ...own, port: (own.app.server.address() as AddressInfo).port };
}

/** A connection that has sent this, and whether it has been closed. */
function connection(port: number, bytes: string) {
	const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
	socket.on("error", () => undefined);
	return new Promise<typeof socket>((resolve) => socket.once("connect", () => resolve(socket)));
}

const seconds = async (work: Promise<unknown>) => {
	const startedMs = performance.now();
	await work;
	return (performance.now() - startedMs) / 1_000;
};

test("idle keep-alive connections delay nothing", async () => {
	const { app, portal, port } = await listening();
	const call = "GET /api/health/live HTTP/1.1\r\nHost: a\r\n\r\n";
	const kept = await Promise.all(Array.from({ length: 20 }, () => connection(port, call)));
	await Promise.all(kept.map((socket) => new Promise((resolve) => socket.once("data", resolve))));
	const exit = vi.fn();
	const parts = { ...portal, stop: async () => portal.store.close() };
	expect(await seconds(stopServer(app, parts, exit))).toBeLessThan(CUT_OFF_S);
	expect(exit).not.toHaveBeenCalled();
});

test("a call that never finishes is cut off", async () => {
	const { app, portal, port } = await listening();
	const half =
		"POST /api/helpdesk/links HTTP/1.1\r\nHost: a\r\nAuthorization: Keyturn.Helpdesk\r\n";
	const socket = await connection(
		port,
		`${half}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
	);
	await new Promise((resolve) => setTimeout(resolve, 100));
	const exit = vi.fn();
	const parts = { ...portal, stop: async () => portal.store.close() };
	const took = await seconds(stopServer(app, parts, exit));
	expect(took).toBeGreaterThan(1);
	expect(took).toBeLessThan(3);
	expect(exit).not.toHaveBeenCalled();
	await expect.poll(() => socket.destroyed).toBe(true);
});

test("a hanging part is not waited for", async () => {
	const { app, portal } = await listening();
	const exited = Promise.withResolvers<number>();
	void stopServer(app, { ...portal, stop: () => new Promise(() => undefined) }, exited.resolve);
	expect(await seconds(exited.promise)).toBeLessThan(3);
	expect(await exited.promise).toBe(0);
	await portal.store.close();
});

test("the process ends even if something keeps it alive after everything has stopped", async () => {
	const { app, portal } = await listening();
	const exited = Promise.withResolvers<number>();
	const parts = { ...portal, stop: async () => portal.store.close() };
	expect(await seconds(stopServer(app, parts, exited.resolve))).toBeLessThan(CUT_OFF_S);
	expect(await seconds(exited.promise)).toBeLessThan(3);
	expect(await exited.promise).toBe(0);
});
