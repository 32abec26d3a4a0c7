import { lookup, Resolver } from "node:dns/promises";
import type { LookupFunction } from "node:net";

/** What the portal asks of DNS. Both reject when DNS cannot be asked, and tell "none" from that. */
export type NameService = {
	/** The hosts that offer a service (RFC 2782), the most wanted first; none when there is no such record. */
	services(name: string): Promise<string[]>;
	/** The addresses behind a name; none when there is no such name. */
	addresses(name: string): Promise<string[]>;
	/** How connections find the addresses of a host; without it as the system does. */
	lookup?: LookupFunction;
};

const PATIENCE = { timeout: 2_000, tries: 2 };

/** Asks as this machine is set up to. */
export function systemNames(): NameService {
	return namesBy(new Resolver(PATIENCE), async (name) => {
		const all = await lookup(name, { all: true });
		return all.map(({ address }) => address);
	});
}

/** Asks for services by `resolver` and for addresses by `resolve`, which rejects when there is no such name. */
export function namesBy(
	resolver: Resolver,
	resolve: (name: string) => Promise<string[]>,
): NameService {
	return {
		services: (name) => services(resolver, name),
		addresses: (name) => orNone(resolve(name)),
	};
}

async function services(resolver: Resolver, name: string): Promise<string[]> {
	const records = await orNone(resolver.resolveSrv(name));
	return records.sort((a, b) => a.priority - b.priority).map((record) => record.name);
}

async function orNone<T>(asking: Promise<T[]>): Promise<T[]> {
	try {
		return await asking;
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : undefined;
		if (code === "ENODATA" || code === "ENOTFOUND") return [];
		throw error;
	}
}
