import { type Client, EqualityFilter } from "ldapts";
import type { LockoutRules } from "#lib/core/readiness/observation.ts";
import { policyDn } from "./account-entry.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { bindLdap, closeQuietly, domainDn } from "./ldap-session.ts";
import { lockoutPolicies, readHeadRules } from "./lockout-rules.ts";

/** The lockout rules that an ordinary account can see. */
export type PolicyFacts = {
	/** On the domain's own object. `undefined`: not visible. */
	head: LockoutRules | undefined;
	/** Whether the account shows its policy (`msDS-ResultantPSO`); `undefined`: there is no account. */
	isNamed: boolean | undefined;
	/** That policy's rules. `undefined`: not visible. */
	own: LockoutRules | undefined;
};

/**
 * Reads the lockout rules that one controller shows the reading account.
 *
 * @throws whatever the LDAP client throws
 */
export async function readPolicyFacts(
	connection: DomainConnection,
	url: string,
	userPrincipalName: string,
): Promise<PolicyFacts> {
	const client = await bindLdap(connection, url);
	try {
		const domain = domainDn(connection.baseDn);
		const head = await readHeadRules(client, domain);
		return { head, ...(await ownPolicy(client, domain, userPrincipalName)) };
	} finally {
		await closeQuietly(client);
	}
}

async function ownPolicy(client: Client, domain: string, userPrincipalName: string) {
	const { searchEntries } = await client.search(domain, {
		scope: "sub",
		filter: new EqualityFilter({ attribute: "userPrincipalName", value: userPrincipalName }),
		attributes: ["msDS-ResultantPSO"],
	});
	const [entry] = searchEntries;
	const policy = entry && policyDn(entry);
	const rulesOf = await lockoutPolicies()(client, new Set(policy ? [policy] : []));
	return { isNamed: entry && policy !== undefined, own: rulesOf(policy) };
}
