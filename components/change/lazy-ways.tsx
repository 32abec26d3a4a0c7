"use client";

import { later } from "#components/ui/later.tsx";

/** Most people change the password in the portal and never see these. */
export const LazyGuidedWay = later(() =>
	import("./guided/guided-way.tsx").then((m) => m.GuidedWay),
);
export const LazyOnPremisesWay = later(() =>
	import("./guided/on-premises-way.tsx").then((m) => m.OnPremisesWay),
);
export const LazyNoWay = later(() => import("./no-way.tsx").then((m) => m.NoWay));
export const LazyNoPasswordWay = later(() =>
	import("./no-password/no-password-way.tsx").then((m) => m.NoPasswordWay),
);
export const LazyScopeNotice = later(() => import("./scope-notice.tsx").then((m) => m.ScopeNotice));
export const LazyStillUnderWay = later(() =>
	import("./still-under-way.tsx").then((m) => m.StillUnderWay),
);
export const LazyTryOpen = later(() => import("./try-open.tsx").then((m) => m.TryOpen));
