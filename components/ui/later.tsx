"use client";

import { type ComponentType, useEffect, useState } from "react";
import { loadLater } from "#lib/browser/load-later.ts";
import { thrownFailure } from "#lib/core/failure.ts";

type Later<P> = ComponentType<P> & { preload: () => void };

/**
 * A component whose code loads after first paint, never rendered on the server. Unlike a suspended
 * one it is shown as soon as it is loaded: React delays those by 300 ms.
 *
 * @param file what `load` imports, without folder and suffix; the browser then fetches it together with
 *   the code of the prerendered page that it is part of (`cli/page-scripts.ts`)
 */
export function later<P extends object>(
	load: () => Promise<ComponentType<P>>,
	file?: string,
): Later<P> {
	let loading: Promise<ComponentType<P>> | undefined;
	let loaded: ComponentType<P> | undefined;

	async function loadOnce(): Promise<ComponentType<P>> {
		loading ??= loadLater(load).catch((error) => {
			loading = undefined;
			throw error;
		});
		loaded = await loading;
		return loaded;
	}

	function Shown(props: P) {
		const [Component, setComponent] = useState(() => loaded);
		const [failure, setFailure] = useState<unknown>();
		useEffect(() => {
			loadOnce().then((component) => setComponent(() => component), setFailure);
		}, []);
		// The page's frame reports it; what is already shown must stay.
		if (failure && thrownFailure(failure).code === "page-old") return null;
		if (failure) throw failure;
		if (Component) return <Component {...props} />;
		return file ? <template data-part={file} /> : null;
	}
	return Object.assign(Shown, { preload: () => void loadOnce().catch(() => undefined) });
}
