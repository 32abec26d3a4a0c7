"use client";

import { later } from "#components/ui/later.tsx";

/** Rendered in the browser only, since it shows times in the reader's own zone. */
export const LazyGallery = later(() => import("./gallery.tsx").then((m) => m.Gallery));
