import { createSocket } from "node:dgram";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type Answer, decode, encode, type Packet } from "dns-packet";

/** The records of a name server, by type and name. Missing ones do not exist. */
export type Zone = {
	/** The hosts of a service, e.g. `_ldap._tcp.aaddscontoso.com`. */
	SRV?: Record<string, readonly string[]>;
	/** The IPv4 addresses of a host. */
	A?: Record<string, readonly string[]>;
};

export type NameServer = {
	/** `address:port`, for a resolver. */
	readonly address: string;
	/** Replaces all records; `undefined`: it fails (SERVFAIL). */
	zone: Zone | undefined;
	/** The record types requested so far, in order. */
	readonly asked: readonly string[];
	stop(): Promise<void>;
};

const RCODE = { fail: 2, noSuchName: 3 } as const;
const AUTHORITATIVE_ANSWER = 1 << 10;

/** Starts a DNS server for tests on the loopback address (RFC 1035, over UDP). */
export async function startNameServer(zone: Zone): Promise<NameServer> {
	const socket = createSocket("udp4");
	const state = { zone: zone as Zone | undefined };
	const asked: string[] = [];
	socket.on("message", (message, from) => {
		const query = decode(message);
		asked.push(...(query.questions ?? []).map(({ type }) => type));
		socket.send(encode(reply(query, state.zone)), from.port, from.address);
	});
	socket.bind(0, "127.0.0.1");
	await once(socket, "listening");
	const { port } = socket.address() as AddressInfo;
	return {
		address: `127.0.0.1:${port}`,
		asked,
		get zone() {
			return state.zone;
		},
		set zone(next) {
			state.zone = next;
		},
		stop: () => new Promise((resolve) => socket.close(() => resolve())),
	};
}

function reply({ id, questions = [] }: Packet, zone: Zone | undefined): Packet {
	const base = { type: "response" as const, id: id ?? 0, questions };
	const [question] = questions;
	if (!zone || !question) return { ...base, flags: RCODE.fail };
	const answers = answersTo(question, zone);
	const isKnown = answers.length > 0 || zone.A?.[question.name] !== undefined;
	const flags = AUTHORITATIVE_ANSWER | (isKnown ? 0 : RCODE.noSuchName);
	return { ...base, flags, answers };
}

function answersTo({ name, type }: { name: string; type: string }, zone: Zone): Answer[] {
	if (type === "A") {
		return (zone.A?.[name] ?? []).map((data) => ({ name, type, ttl: 60, data }));
	}
	if (type === "SRV") {
		const hosts = zone.SRV?.[name] ?? [];
		return hosts.map((target) => ({ name, type, ttl: 60, data: { target, port: 389 } }));
	}
	return [];
}
