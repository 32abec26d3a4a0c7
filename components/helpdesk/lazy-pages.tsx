"use client";

import { later } from "#components/ui/later.tsx";

/** The helpdesk's pages need MSAL; all of it is loaded after first paint. */
export const LazyLinkList = later(
	() => import("./links/link-list.tsx").then((m) => m.LinkList),
	"link-list",
);
export const LazyNewLink = later(
	() => import("./links/new-link.tsx").then((m) => m.NewLink),
	"new-link",
);
export const LazyLinkDetails = later(
	() => import("./links/link-details.tsx").then((m) => m.LinkDetailsArea),
	"link-details",
);
export const LazyEditLink = later(
	() => import("./links/edit-link.tsx").then((m) => m.EditLink),
	"edit-link",
);
export const LazyLinkSheet = later(
	() => import("./links/link-sheet.tsx").then((m) => m.LinkSheet),
	"link-sheet",
);
export const LazyAudit = later(
	() => import("./audit/audit-area.tsx").then((m) => m.AuditArea),
	"audit-area",
);
export const LazyHome = later(
	() => import("./home/home-area.tsx").then((m) => m.HomeArea),
	"home-area",
);
export const LazyPerson = later(
	() => import("./person/person-area.tsx").then((m) => m.PersonArea),
	"person-area",
);
export const LazyGroups = later(
	() => import("./cohort/group-search-area.tsx").then((m) => m.GroupSearchArea),
	"group-search-area",
);
export const LazyBoard = later(
	() => import("./cohort/board-area.tsx").then((m) => m.BoardArea),
	"board-area",
);
export const LazyExpire = later(
	() => import("./expire/expire-area.tsx").then((m) => m.ExpireArea),
	"expire-area",
);
