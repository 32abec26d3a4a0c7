import type { Log } from "#lib/log.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { findControllers } from "./find-controllers.ts";
import { connectController } from "./ldap-controller.ts";
import type { ManagedDomain } from "./managed-domain.ts";
import { type NameService, systemNames } from "./name-service.ts";
import { namedControllers } from "./named-controllers.ts";
import { signInGuard } from "./sign-in-guard.ts";

/** A managed domain's addresses rarely change. */
const EVERY_MS = 10 * 60_000;
/** While DNS cannot be queried or has none, or none of the controllers in it can be read. */
const RETRY_MS = 10_000;
/**
 * A controller that shuts down removes its own SRV record until it is back. If it were dropped
 * meanwhile, a change would become usable without it, and its baselines would be lost.
 */
const MISSED_FOR_MS = 30 * 60_000;

type Options = {
	domainName: string;
	log: Log;
	names?: NameService;
	/** The LDAPS port; 636 by default. */
	port?: number;
	everyMs?: number;
	retryMs?: number;
	missedForMs?: number;
};

export type FoundDomain = ManagedDomain &
	Required<Pick<ManagedDomain, "onChange">> & { close(): Promise<void> };

/**
 * Connects to the controllers in DNS. Looks them up again periodically, and when none of them can be read. Resolves after the
 * first lookup, whatever its result.
 */
export async function connectFoundDomain(
	connection: DomainConnection,
	options: Options,
): Promise<FoundDomain> {
	const { domainName, log, names = systemNames(), port } = options;
	const { everyMs = EVERY_MS, retryMs = RETRY_MS, missedForMs = MISSED_FOR_MS } = options;
	const listeners = new Set<() => void>();
	const guard = signInGuard(connection);
	const access = { ...connection, lookup: names.lookup, guard };
	const controllers = namedControllers({
		connect: (url) => connectController(access, url, log),
		missedForMs,
		allFail: () => performance.now() - lookedAt > retryMs && void look(),
	});
	let lookedAt = 0;
	let timer: NodeJS.Timeout | undefined;
	let isClosed = false;
	let wasMissing = false;

	async function look(): Promise<void> {
		clearTimeout(timer);
		lookedAt = performance.now();
		const { urls, error } = await find(domainName, names, port);
		if (isClosed) return;
		const isMissing = urls.length === 0;
		if (isMissing && !wasMissing) log.warn("controllers-not-found", { domainName, error });
		wasMissing = isMissing;
		if (urls.length > 0 && controllers.update(urls)) {
			log.info("controllers-found", { domainName, urls: controllers.all.map(({ id }) => id) });
			for (const listener of listeners) listener();
		}
		timer = setTimeout(look, urls.length > 0 ? everyMs : retryMs).unref();
	}

	await look();
	return {
		get controllers() {
			return controllers.all;
		},
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async close() {
			isClosed = true;
			clearTimeout(timer);
			await controllers.close();
		},
	};
}

/** Empty if DNS has none; with the error if it cannot be queried. */
async function find(
	domainName: string,
	names: NameService,
	port: number | undefined,
): Promise<{ urls: string[]; error?: unknown }> {
	try {
		return { urls: await findControllers(domainName, names, port) };
	} catch (error) {
		return { urls: [], error };
	}
}
