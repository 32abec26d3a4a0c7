import { lookup } from "node:dns/promises";
import { connect, isIP } from "node:net";
import { codeOf, hostOf, portOf } from "#lib/directory/controller-tls.ts";

const TIMEOUT_MS = 3_000;

/** A network failure, by Node's error code. */
type NetworkFailure = { ok: false; code: string };

export type NameFacts = { ok: true; addresses: string[]; isAddress: boolean } | NetworkFailure;
export type PortFacts = { ok: true; port: number } | NetworkFailure;

/** Resolves a controller's name, as a connection to it would. */
export async function readName(url: string): Promise<NameFacts> {
	const host = hostOf(url);
	try {
		const found = await lookup(host, { all: true });
		return { ok: true, addresses: found.map((one) => one.address), isAddress: isIP(host) !== 0 };
	} catch (error) {
		return { ok: false, code: codeOf(error) };
	}
}

/** Opens a connection to a controller's port, by default the one in its address, and closes it. */
export function readPort(url: string, port = portOf(url)): Promise<PortFacts> {
	return new Promise((resolve) => {
		const socket = connect({ host: hostOf(url), port, timeout: TIMEOUT_MS });
		const end = (facts: PortFacts) => {
			socket.destroy();
			resolve(facts);
		};
		socket.once("connect", () => end({ ok: true, port }));
		socket.once("timeout", () => end({ ok: false, code: "ETIMEDOUT" }));
		socket.once("error", (error) => end({ ok: false, code: codeOf(error) }));
	});
}
