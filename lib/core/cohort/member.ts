/** What Entra says of somebody, such as a member of a group, as the agent's own rights let it be read. */
export type Member = {
	/** Entra's object id, in lower case. */
	id: string;
	displayName: string;
	userPrincipalName: string;
	mail: string | undefined;
	/** Set at every change, and when the account was made: a recent date does not prove a change. */
	lastPasswordChangeAt: Date | undefined;
	isSynchronised: boolean;
	isExternal: boolean;
	isEnabled: boolean;
};
