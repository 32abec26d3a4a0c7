"use client";

import { later } from "#components/ui/later.tsx";

export const LazyGo = later(() => import("./go-area.tsx").then((m) => m.GoArea), "go-area");
