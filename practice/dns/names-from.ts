import { Resolver } from "node:dns/promises";
import { type NameService, namesBy } from "#lib/directory/name-service.ts";

/** Resolves names with this DNS server (`address:port`) only. */
export function namesFrom(server: string): NameService {
	const resolver = new Resolver({ timeout: 2_000, tries: 2 });
	resolver.setServers([server]);
	const names = namesBy(resolver, (name) => resolver.resolve4(name));
	return {
		...names,
		lookup(host, options, done) {
			names.addresses(host).then(
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
