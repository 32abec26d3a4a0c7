/**
 * Addresses with a variable part, and the built page that serves each. The page's script reads the
 * variable part; the page itself is the same for everybody.
 */
export const PAGE_ADDRESSES: readonly { source: string; page: string }[] = [
	{ source: "/status/:ticket", page: "/status" },
	{ source: "/go/:link", page: "/go" },
	{ source: "/helpdesk/links/:link", page: "/helpdesk/link" },
	{ source: "/helpdesk/links/:link/edit", page: "/helpdesk/link-edit" },
	{ source: "/helpdesk/groups/:group", page: "/helpdesk/group" },
	{ source: "/helpdesk/links/:link/sheet", page: "/helpdesk/link-sheet" },
];

/**
 * Pages with a fixed address, as they are built. The more specific addresses above take precedence.
 */
export const PLAIN_PAGES: readonly string[] = [
	"/profile",
	"/change-password",
	"/progress",
	"/no-password",
	"/steps",
	"/steps/cloud-only",
	"/steps/synchronised",
	"/setup",
	"/helpdesk",
	"/helpdesk/links",
	"/helpdesk/links/new",
	"/helpdesk/person",
	"/helpdesk/groups",
	"/helpdesk/expire",
	"/helpdesk/audit",
];

/**
 * A link's page in the link's own language, whatever the visitor's: a preview for the agent who
 * creates it.
 */
export const PREVIEW = { source: "/preview/:lang/:link", page: "/go" } as const;

/** For developers: served in practice and in development only. */
export const DESIGN_PAGE = "/design";
