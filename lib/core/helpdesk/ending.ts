export type EndingKind = "certificate" | "reading-account";

/**
 * What makes the managed domain unreadable when it expires, so that no change can be confirmed any
 * more: the certificate of secure LDAP, or the password of the portal's reading account.
 */
export type Ending = { kind: EndingKind; at: Date };
