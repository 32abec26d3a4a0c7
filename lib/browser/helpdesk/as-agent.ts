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
export const rightToken = (signIn: SignIn, right: GraphRight): GetToken =>
	graphToken(signIn, RIGHTS[right], true);

/** Asks Graph with a right of the agent's, from the agent's browser. */
export function asAgent<T>(
	signIn: SignIn,
	right: GraphRight,
	send: (graphUrl: string, token: string) => Promise<Result<T>>,
): Promise<Result<T>> {
	return sendWithToken(rightToken(signIn, right), (token) =>
		send(signIn.config.tenant.graphUrl, token),
	);
}

/** Reads one person anew, since a search may lag behind. */
export const readAgain = (signIn: SignIn, id: string): Promise<Result<Member>> =>
	asAgent(signIn, "read-people", (url, token) => readPerson(url, token, id));

/** Finds groups in Entra. */
export const searchGroups = (signIn: SignIn, words: string): Promise<Result<DirectoryGroup[]>> =>
	asAgent(signIn, "read-groups", (url, token) => findGroups(url, token, words));

export const readOneGroup = (signIn: SignIn, id: string): Promise<Result<DirectoryGroup>> =>
	asAgent(signIn, "read-groups", (url, token) => readGroup(url, token, id));

/** The groups that are members of a group themselves. */
export const nestedGroups = (signIn: SignIn, id: string): Promise<Result<DirectoryGroup[]>> =>
	asAgent(signIn, "read-groups", (url, token) => readNestedGroups(url, token, id));

/** One page of a group's members. */
export const readPage = (signIn: SignIn, page: string): Promise<Result<MembersPage>> =>
	asAgent(signIn, "read-groups", (url, token) => readMembersPage(url, token, page));
