import type { Member } from "#lib/core/cohort/member.ts";
import type { Result } from "#lib/core/failure.ts";
import {
	type DirectoryGroup,
	findGroups,
	readGroup,
	readNestedGroups,
} from "#lib/entra/graph/directory-groups.ts";
import { readPerson } from "#lib/entra/graph/find-people.ts";
import { type MembersPage, readMembersPage } from "#lib/entra/graph/group-members.ts";
import { sendWithToken } from "#lib/entra/sign-in/send-with-token.ts";
import { type GetToken, graphToken, type SignIn } from "#lib/entra/sign-in/sign-in.ts";

/** The Graph permissions of a helpdesk agent; each is requested only where it is needed. */
export const RIGHTS = {
	/** Reads people, with the dates that `User.ReadBasic.All` leaves out. */
	"read-people": "User.Read.All",
	/** Reads groups and their members, with the same dates; two scopes in one token. */
	"read-groups": "GroupMember.Read.All User.Read.All",
	"read-roles": "RoleManagement.Read.Directory",
	/** Writes the password profile of people within reach of the agent's own directory role. */
	"expire-passwords": "User-PasswordProfile.ReadWrite.All",
} as const;
export type GraphRight = keyof typeof RIGHTS;

/** Gets a token with one of the agent's permissions. */
export const rightToken = (signIn: SignIn, right: GraphRight): GetToken =>
	graphToken(signIn, RIGHTS[right], true);

/** Calls Graph with one of the agent's permissions, from the agent's browser. */
export function asAgent<T>(
	signIn: SignIn,
	right: GraphRight,
	send: (graphUrl: string, token: string) => Promise<Result<T>>,
): Promise<Result<T>> {
	return sendWithToken(rightToken(signIn, right), (token) =>
		send(signIn.config.tenant.graphUrl, token),
	);
}

/** Reads one person directly, since search results may lag. */
export const readAgain = (signIn: SignIn, id: string): Promise<Result<Member>> =>
	asAgent(signIn, "read-people", (url, token) => readPerson(url, token, id));

export const searchGroups = (signIn: SignIn, words: string): Promise<Result<DirectoryGroup[]>> =>
	asAgent(signIn, "read-groups", (url, token) => findGroups(url, token, words));

export const readOneGroup = (signIn: SignIn, id: string): Promise<Result<DirectoryGroup>> =>
	asAgent(signIn, "read-groups", (url, token) => readGroup(url, token, id));

/** The groups that are themselves members of a group. */
export const nestedGroups = (signIn: SignIn, id: string): Promise<Result<DirectoryGroup[]>> =>
	asAgent(signIn, "read-groups", (url, token) => readNestedGroups(url, token, id));

export const readPage = (signIn: SignIn, page: string): Promise<Result<MembersPage>> =>
	asAgent(signIn, "read-groups", (url, token) => readMembersPage(url, token, page));
