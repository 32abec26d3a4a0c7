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

/** The built page that answers an address with a part of its own; `undefined`: there is none. */
export function pageWithPart(pathname: string): string | undefined {
	if (PLAIN_PAGES.includes(pathname)) return undefined;
	return [...PAGE_ADDRESSES, PREVIEW].find(({ source }) => fits(source, pathname))?.page;
}

function fits(source: string, pathname: string): boolean {
	const wanted = source.split("/");
	const given = pathname.split("/");
	return (
		wanted.length === given.length &&
		wanted.every((part, at) => (part.startsWith(":") ? given[at] !== "" : part === given[at]))
	);
}
