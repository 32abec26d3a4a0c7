import { type OutOfScope, outOfScope } from "#lib/core/sync-scope.ts";
import { readGroups } from "#lib/entra/graph/memberships.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { readOwn } from "./read-own.ts";

/**
 * Finds out whether this person's account comes to the managed domain at all. Graph is asked only where
 * the organisation has named groups; an answer that does not come leaves nobody out.
 */
export async function readOwnScope(signIn: SignIn, me: Me): Promise<OutOfScope | undefined> {
	const { scope } = signIn.config.domain;
	const groups = scope.groups.length > 0 ? await ownGroups(signIn) : undefined;
	return outOfScope(scope, { isSynchronised: me.isSynchronised, groups });
}

async function ownGroups(signIn: SignIn): Promise<string[] | undefined> {
	const read = await readOwn(signIn, readGroups);
	return read.ok ? read.ids : undefined;
}
