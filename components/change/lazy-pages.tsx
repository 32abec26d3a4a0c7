"use client";

import { later } from "#components/ui/later.tsx";

/** What these pages show to signed-in people; loaded after first paint. */
export const LazyProfile = later(() => import("./profile-area.tsx").then((m) => m.ProfileArea));
export const LazyChange = later(() => import("./change-area.tsx").then((m) => m.ChangeArea));
export const LazyNoPassword = later(() =>
	import("./no-password/no-password-area.tsx").then((m) => m.NoPasswordArea),
);
