"use client";

import { later } from "#components/ui/later.tsx";

export const LazyChange = later(
	() => import("./change-area.tsx").then((m) => m.ChangeArea),
	"change-area",
);
