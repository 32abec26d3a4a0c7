/**
 * Addresses with a part of their own, and the one built page that answers each. The part is read from
 * the address by the page's script; the page itself is the same for all.
 */
export const PAGE_ADDRESSES: readonly { source: string; page: string }[] = [
	{ source: "/status/:ticket", page: "/status" },
	{ source: "/go/:link", page: "/go" },
	{ source: "/helpdesk/links/:link", page: "/helpdesk/link" },
	{ source: "/helpdesk/links/:link/edit", page: "/helpdesk/link-edit" },
	{ source: "/helpdesk/groups/:group", page: "/helpdesk/group" },
	{ source: "/helpdesk/links/:link/sheet", page: "/helpdesk/link-sheet" },
];

/** Pages with one address, as they are built. The more exact ones are found before those above. */
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

/** A link's page in the link's own language, whatever that of the visitor: for those who make it. */
export const PREVIEW = { source: "/preview/:lang/:link", page: "/go" } as const;

/** For those who build the portal: there in practice and while developing, and nowhere else. */
export const DESIGN_PAGE = "/design";
