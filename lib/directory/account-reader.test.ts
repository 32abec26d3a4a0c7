import type { Entry } from "ldapts";
import { expect, test } from "vitest";
import { AccountReader } from "./account-reader.ts";
import type { LdapSession } from "./ldap-session.ts";

const ID = "aaaaaaaa-0000-4000-8000-000000000001";
const keys = [{ id: ID, userPrincipalName: "dana@aaddscontoso.com" }];

/** A connection to a machine that holds one account in one state. */
function machine(held: { usn: string; version: string }) {
	const entry = (): Entry => ({
		dn: "CN=Dana",
		objectGUID: Buffer.alloc(16, 1),
		"msDS-aadObjectId": ID,
		uSNChanged: held.usn,
		"msDS-KeyVersionNumber": held.version,
	});
	let answering = Promise.resolve();
	const client = {
		search: async () => {
			const searchEntries = [entry()];
			await answering;
			return { searchEntries, searchReferences: [] };
		},
	};
	return {
		held,
		session: {
			client,
			objectIdForm: "string",
			source: () => ({ machine: undefined, clock: undefined }),
			policies: async () => () => undefined,
		} as unknown as LdapSession,
		/** Answers come from now on when the returned function is called. */
		holdBack() {
			const { promise, resolve } = Promise.withResolvers<void>();
			answering = promise;
			return resolve;
		},
	};
}

test("what a lost connection still answers is not held against another machine's numbers", async () => {
	const reader = new AccountReader({
		baseDn: "DC=aaddscontoso,DC=com",
		objectIdAttribute: "msDS-aadObjectId",
		lockoutRules: undefined,
	});
	const version = async ({ session }: ReturnType<typeof machine>) => {
		const found = (await reader.read(session, keys)).get(ID);
		return found?.kind === "present" ? found.account.keyVersion : undefined;
	};
	const lost = machine({ usn: "7", version: "2" });
	const answer = lost.holdBack();
	const late = version(lost);
	const current = machine({ usn: "5", version: "2" });
	expect(await version(current)).toBe(2);
	answer();
	expect(await late).toBe(2);
	Object.assign(current.held, { usn: "7", version: "3" });
	expect(await version(current)).toBe(3);
});
