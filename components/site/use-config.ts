"use client";

import { useEffect, useState } from "react";
import { loadConfig } from "#lib/browser/client-config.ts";
import type { ClientConfig } from "#lib/core/client-config.ts";

/** The portal's settings, once loaded. */
export function useConfig(): ClientConfig | undefined {
	const [config, setConfig] = useState<ClientConfig>();
	useEffect(() => {
		// A page that needs the settings reports that they cannot be read; others work without them.
		loadConfig().then(setConfig, () => undefined);
	}, []);
	return config;
}
