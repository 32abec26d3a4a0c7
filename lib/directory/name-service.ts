import { lookup, Resolver } from "node:dns/promises";
import type { LookupFunction } from "node:net";

/** The portal's DNS queries. Both reject when DNS cannot be queried, which differs from finding nothing. */
export type NameService = {
	/** The hosts that offer a service (RFC 2782), highest priority first; empty if there is no such record. */
	services(name: string): Promise<string[]>;
	/** The addresses of a name; empty if there is no such name. */
	addresses(name: string): Promise<string[]>;
	/** How connections resolve hosts; the system's resolver by default. */
	lookup?: LookupFunction;
};

const LIMITS = { timeout: 2_000, tries: 2 };

/** The machine's configured resolver. */
export function systemNames(): NameService {
	return namesBy(new Resolver(LIMITS), async (name) => {
		const all = await lookup(name, { all: true });
		return all.map(({ address }) => address);
	});
}

/** Queries services with `resolver` and addresses with `resolve`, which rejects for unknown names. */
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
