/** The result of an operation: RFC 4511 4.1.9, with Active Directory's messages. */
export type LdapResult = { code: number; text: string };

export const SUCCESS: LdapResult = { code: 0, text: "" };

/** Data 52e: name or password is wrong, without saying which. */
export const WRONG_CREDENTIALS: LdapResult = {
	code: 49,
	text: "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 52e, v4563",
};

/** Data 533: the account is disabled (MS-ERREF 2.2). */
export const ACCOUNT_IS_DISABLED: LdapResult = {
	code: 49,
	text: "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 533, v4563",
};

export const BIND_NEEDED: LdapResult = {
	code: 1,
	text: "000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v4563",
};

/** The portal promises only to read, so every write is refused. */
export const NO_RIGHT_TO_WRITE: LdapResult = {
	code: 50,
	text: "00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0",
};

export const SIZE_LIMIT: LdapResult = { code: 4, text: "" };

/** The base of a search does not exist. */
export const NO_SUCH_OBJECT: LdapResult = {
	code: 32,
	text: "0000208D: NameErr: DSID-0310028B, problem 2001 (NO_OBJECT), data 0",
};
