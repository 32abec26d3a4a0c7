"use client";

import { later } from "#components/ui/later.tsx";

export const LazyNoPassword = later(
	() => import("./no-password-area.tsx").then((m) => m.NoPasswordArea),
	"no-password-area",
);
