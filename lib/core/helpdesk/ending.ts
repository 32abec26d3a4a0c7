const DAY_MS = 24 * 60 * 60_000;
/** As in `npm run check` and the alerts. */
export const WARN_BEFORE_MS = 14 * DAY_MS;

export type EndingKind = "certificate" | "reading-account";

/**
 * Something whose expiry makes the managed domain unreadable, so that no change can be confirmed: the secure LDAP certificate,
 * or the password of the portal's reading account.
 */
export type Ending = { kind: EndingKind; at: Date };
