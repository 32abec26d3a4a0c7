"use client";

import dynamic from "next/dynamic";
import { loadLater } from "#lib/browser/load-later.ts";

/**
 * The parts of the pages that need the sign-in library or live data. They come after the first paint,
 * and are never rendered on the server, where nobody is signed in.
 */
export const LazyProfile = dynamic(
	() => loadLater(() => import("./profile-area.tsx")).then((m) => m.ProfileArea),
	{
		ssr: false,
	},
);
export const LazyChange = dynamic(
	() => loadLater(() => import("./change-area.tsx")).then((m) => m.ChangeArea),
	{
		ssr: false,
	},
);
export const LazyProgress = dynamic(
	() => loadLater(() => import("./progress-area.tsx")).then((m) => m.ProgressArea),
	{ ssr: false },
);
export const LazyStatus = dynamic(
	() => loadLater(() => import("#components/readiness/status-area.tsx")).then((m) => m.StatusArea),
	{ ssr: false },
);
