"use client";

import dynamic from "next/dynamic";

/**
 * The parts of the pages that need the sign-in library or live data. They come after the first paint,
 * and are never rendered on the server, where nobody is signed in.
 */
export const LazyProfile = dynamic(() => import("./profile-area.tsx").then((m) => m.ProfileArea), {
	ssr: false,
});
export const LazyChange = dynamic(() => import("./change-area.tsx").then((m) => m.ChangeArea), {
	ssr: false,
});
export const LazyProgress = dynamic(
	() => import("./progress-area.tsx").then((m) => m.ProgressArea),
	{ ssr: false },
);
export const LazyStatus = dynamic(
	() => import("#components/readiness/status-area.tsx").then((m) => m.StatusArea),
	{ ssr: false },
);
