"use client";

import { later } from "#components/ui/later.tsx";

export const LazyStatus = later(
	() => import("./status-area.tsx").then((m) => m.StatusArea),
	"status-area",
);
