/** What Entra says about somebody, such as a group member, as far as the agent's permissions allow. */
export type Member = {
	/** Entra's object id, in lower case. */
	id: string;
	displayName: string;
	userPrincipalName: string;
	mail: string | undefined;
	/** Set at every change and when the account was created: a recent date does not prove a change. */
	lastPasswordChangeAt: Date | undefined;
	isSynchronised: boolean;
	isExternal: boolean;
	isEnabled: boolean;
};
