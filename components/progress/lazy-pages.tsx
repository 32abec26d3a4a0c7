"use client";

import { later } from "#components/ui/later.tsx";

/** What these pages show once there is live data; loaded after first paint. */
export const LazyProgress = later(() => import("./progress-area.tsx").then((m) => m.ProgressArea));
export const LazyStatus = later(() => import("./status-area.tsx").then((m) => m.StatusArea));
