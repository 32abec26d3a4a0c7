import { lookup, Resolver } from "node:dns/promises";
import type { LookupFunction } from "node:net";

/** What the portal asks of DNS. Both reject when DNS cannot be asked, and tell "none" from that. */
export type NameService = {
	/** The hosts that offer a service (RFC 2782), the most wanted first; none when there is no such record. */
	services(name: string): Promise<string[]>;
	/** The addresses behind a name; none when there is no such name. */
	addresses(name: string): Promise<string[]>;
	/** How connections find the addresses of a host; `undefined`: as the system does. */
	lookup: LookupFunction | undefined;
};

const PATIENCE = { timeout: 2_000, tries: 2 };

/** Asks as this machine is set up to. */
export function systemNames(): NameService {
	const resolver = new Resolver(PATIENCE);
	return {
		services: (name) => services(resolver, name),
		addresses: (name) =>
			orNone(lookup(name, { all: true }).then((all) => all.map(({ address }) => address))),
		lookup: undefined,
	};
}

/** Asks one DNS server, as `address:port`, and nobody else. */
export function namesFrom(server: string): NameService {
	const resolver = new Resolver(PATIENCE);
	resolver.setServers([server]);
	const addresses = (name: string) => orNone(resolver.resolve4(name));
	return {
		services: (name) => services(resolver, name),
		addresses,
		lookup(host, options, done) {
			addresses(host).then(
				([address]) => {
					if (!address) done(Object.assign(new Error(host), { code: "ENOTFOUND" }), "");
					else if (options.all) done(null, [{ address, family: 4 }]);
					else done(null, address, 4);
				},
				(error: NodeJS.ErrnoException) => done(error, ""),
			);
		},
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
