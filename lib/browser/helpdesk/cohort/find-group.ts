import {
	type DirectoryGroup,
	findGroups,
	readGroup,
	readNestedGroups,
} from "#lib/entra/graph/directory-groups.ts";
import { readMembersPage } from "#lib/entra/graph/group-members.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { asAgent } from "../find-person.ts";
import type { AskPage, PageFailure } from "./read-members.ts";

type Failed = { ok: false; because: PageFailure };
export type FoundGroups = { ok: true; groups: DirectoryGroup[] } | Failed;
export type ReadGroup = { ok: true; group: DirectoryGroup } | Failed;

/** Finds groups in Entra, with the agent's own rights and from the agent's browser. */
export function searchGroups(signIn: SignIn, words: string): Promise<FoundGroups> {
	return asAgent(signIn, (graphUrl, token) => findGroups(graphUrl, token, words), "read-groups");
}

export function readOneGroup(signIn: SignIn, id: string): Promise<ReadGroup> {
	return asAgent(signIn, (graphUrl, token) => readGroup(graphUrl, token, id), "read-groups");
}

/** The groups that are members of a group themselves. */
export function nestedGroups(signIn: SignIn, id: string): Promise<FoundGroups> {
	return asAgent(signIn, (graphUrl, token) => readNestedGroups(graphUrl, token, id), "read-groups");
}

/** Asks for pages of members. */
export function membersAsAgent(signIn: SignIn): AskPage {
	return (url) =>
		asAgent(signIn, (graphUrl, token) => readMembersPage(graphUrl, token, url), "read-groups");
}
