import type { ClientConfig } from "#lib/core/client-config.ts";

let loaded: Promise<ClientConfig> | undefined;

/** The portal's settings for the browser, asked for once; a failure is not kept. */
export function loadConfig(): Promise<ClientConfig> {
	loaded ??= fetchConfig().catch((error) => {
		loaded = undefined;
		throw error;
	});
	return loaded;
}

async function fetchConfig(): Promise<ClientConfig> {
	const response = await fetch("/api/config", { signal: AbortSignal.timeout(30_000) });
	if (!response.ok) throw new Error(`The portal answered ${response.status}`);
	return (await response.json()) as ClientConfig;
}
