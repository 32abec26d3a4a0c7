import { leave } from "#lib/entra/sign-in/go-to-sign-in.ts";
import {
	graphScopes,
	graphToken,
	type SignIn,
	type TokenResult,
} from "#lib/entra/sign-in/sign-in.ts";
import type { SignInFailure } from "#lib/entra/sign-in/sign-in-failure.ts";

/** What an agent of the helpdesk may do in Graph, each right asked for where it is needed. */
export const RIGHTS = {
	/** Reading people, with the dates that `User.ReadBasic.All` leaves out. */
	"read-people": "User.Read.All",
	/** Reading groups and who is in them, with the same dates; two scopes in one token. */
	"read-groups": "GroupMember.Read.All User.Read.All",
	/** Reading who holds which directory role. */
	"read-roles": "RoleManagement.Read.Directory",
	/** Writing the password profile of people whom the agent's own directory role reaches. */
	"expire-passwords": "User-PasswordProfile.ReadWrite.All",
} as const;
export type GraphRight = keyof typeof RIGHTS;

/** A token to use one of the agent's own rights. */
export function rightToken(
	signIn: SignIn,
	right: GraphRight,
	claims?: string,
): Promise<TokenResult> {
	return graphToken(signIn, RIGHTS[right], claims);
}

/** Asks the tenant for one more right to Graph, with whatever it wants to know for that; comes back. */
export async function goToConsent(
	{ client, config }: SignIn,
	right: GraphRight,
	returnTo: string,
): Promise<SignInFailure | undefined> {
	const account = client.getActiveAccount();
	return leave(() =>
		client.acquireTokenRedirect({
			...(account && { account }),
			scopes: graphScopes(config, RIGHTS[right]),
			redirectStartPage: new URL(returnTo, window.location.origin).href,
			storeInCache: { accessToken: false },
		}),
	);
}
