"use client";

import { later } from "#components/ui/later.tsx";

export const LazyProfile = later(
	() => import("./profile-area.tsx").then((m) => m.ProfileArea),
	"profile-area",
);
