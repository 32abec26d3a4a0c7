import type { ClientConfig } from "#lib/core/client-config.ts";
import { FailureError } from "#lib/core/failure.ts";

const LIMIT_MS = 30_000;

let loaded: Promise<ClientConfig> | undefined;

/**
 * The portal's settings for the browser, fetched once; failures are not cached.
 *
 * @throws FailureError
 */
export function loadConfig(): Promise<ClientConfig> {
	loaded ??= fetchConfig().catch((error) => {
		loaded = undefined;
		throw error;
	});
	return loaded;
}

/** Every page fetches these first, so this avoids the code that all other calls share. */
async function fetchConfig(): Promise<ClientConfig> {
	try {
		const response = await fetch("/api/config", { signal: AbortSignal.timeout(LIMIT_MS) });
		if (response.ok) return (await response.json()) as ClientConfig;
		throw new Error(`HTTP ${response.status}`);
	} catch (cause) {
		throw new FailureError({ code: "portal-no-answer", cause });
	}
}
