export type EndingKind = "certificate" | "reading-account";

/**
 * What makes the managed domain unreadable when it expires, and nobody is told any more that a password works:
 * the certificate of secure LDAP, or the password of the account that the portal reads with.
 */
export type Ending = { kind: EndingKind; at: Date };
