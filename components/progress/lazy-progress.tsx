"use client";

import { later } from "#components/ui/later.tsx";

/** Loaded after first paint; the form loads it ahead. */
export const LazyProgress = later(
	() => import("./progress-area.tsx").then((m) => m.ProgressArea),
	"progress-area",
);
