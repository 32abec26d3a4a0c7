import type { Entry, SearchOptions } from "ldapts";
import { beforeEach, expect, test } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import { searchAccounts, searchWrites } from "./account-search.ts";
import type { LdapSession } from "./ldap-session.ts";

const ID = "aaaaaaaa-0000-4000-8000-000000000001";
const key = { id: ID, userPrincipalName: "Dana@aaddscontoso.com" };
const rules = {
	baseDn: "OU=Some,DC=aaddscontoso,DC=com",
	objectIdAttribute: "msDS-aadObjectId",
	lockoutRules: { threshold: 5, durationMs: 60_000, windowMs: undefined },
};

let entries: Entry[];
let searched: { base: string; filter: string }[];
beforeEach(() => {
	entries = [];
	searched = [];
});

/** A connection to a controller that answers searches by id or by name from `entries`. */
const session = partOf<LdapSession>({
	objectIdForm: "string",
	source: () => ({ machine: "CN=DC1", clock: new Date(0) }),
	policies: async (_client: unknown, dns: ReadonlySet<string>) => (dn: string | undefined) =>
		dn && dns.has(dn) ? { threshold: 3, durationMs: "until-unlocked", windowMs: 1 } : undefined,
	client: {
		search: async (base: string, { filter }: SearchOptions) => {
			const wanted = String(filter).toLowerCase();
			searched.push({ base, filter: wanted });
			const attribute = wanted.includes("msds-aadobjectid=")
				? "msDS-aadObjectId"
				: "userPrincipalName";
			const searchEntries = entries.filter((entry) => {
				const value = entry[attribute];
				return typeof value === "string" && wanted.includes(value.toLowerCase());
			});
			return { searchEntries, searchReferences: [] };
		},
	},
});

const account = (cn: string, attributes: Partial<Entry>): Entry =>
	({ dn: `CN=${cn}`, sAMAccountName: cn, uSNChanged: "7", ...attributes }) as Entry;

async function found() {
	const one = (await searchAccounts(session, rules, [key])).get(ID);
	const observation = one?.observation;
	return {
		kind: observation?.kind,
		who: observation?.kind === "present" ? observation.account.samAccountName : undefined,
		usn: one?.usn,
	};
}

const mine = { "msDS-aadObjectId": ID };
const named = { userPrincipalName: "dana@AADDSCONTOSO.com" };
const other = { "msDS-aadObjectId": "bbbbbbbb-0000-4000-8000-000000000002" };

const CAPITALS = { "msDS-aadObjectId": ID.toUpperCase() };
const NAMESAKE = account("a", { ...other, ...named });
const BOTH = account("b", { ...mine, ...named });

const cases: [says: string, entries: Entry[], kind: string, who?: string, usn?: string][] = [
	["nobody", [], "absent"],
	["the person by the id, whatever the name", [account("a", mine)], "present", "a", "7"],
	["an id in capitals", [account("a", CAPITALS)], "present", "a", "7"],
	["the person by the name, where the id cannot be read", [account("a", named)], "present", "a"],
	["somebody else with the user name", [NAMESAKE], "absent"],
	["the person beside somebody else", [NAMESAKE, account("b", mine)], "present", "b", "7"],
	["two with the id, one of them with the name", [account("a", mine), BOTH], "present", "b"],
	["the same the other way round", [BOTH, account("a", mine)], "present", "b"],
	["two with the id and none with the name", [account("a", mine), account("b", mine)], "twins"],
	["two with the id and both with the name", [{ ...BOTH, dn: "CN=a" }, BOTH], "twins"],
	["two with the name and no id", [account("a", named), account("b", named)], "twins"],
];
test.each(cases)("%s", async (_says, stored, kind, who, usn) => {
	entries = stored;
	expect(await found()).toEqual({ kind, who, usn });
});

test("an account searched for in only one way, or in part of the domain, is never absent", async () => {
	await found();
	expect(searched.map(({ base }) => base)).toEqual(Array(2).fill("DC=aaddscontoso,DC=com"));
	expect(searched[0]?.filter).toContain(ID);
	expect(searched[1]?.filter).toContain("dana@aaddscontoso.com");
});

test("every answer carries the machine and its clock", async () => {
	for (const answer of [[], [account("a", mine)], [account("a", mine), account("b", mine)]]) {
		entries = answer;
		const one = (await searchAccounts(session, rules, [key])).get(ID)?.observation;
		expect(one).toMatchObject({ source: { machine: "CN=DC1", clock: new Date(0) } });
	}
});

test("an object id shared by two accounts has no USN, so it is read in full each time", async () => {
	entries = [account("a", mine)];
	expect((await searchWrites(session, rules, [key])).get(ID)).toBe("7");
	entries = [account("a", mine), account("b", mine)];
	expect((await searchWrites(session, rules, [key])).get(ID)).toBeUndefined();
});

test("an account's own policy takes precedence over the configured rules", async () => {
	const rulesOf = async (attributes: Partial<Entry>) => {
		entries = [account("a", { ...mine, ...attributes })];
		const one = (await searchAccounts(session, rules, [key])).get(ID)?.observation;
		return one?.kind === "present" && one.account.lockoutRules;
	};
	expect(await rulesOf({})).toEqual(rules.lockoutRules);
	expect(await rulesOf({ "msDS-ResultantPSO": "CN=Strict" })).toMatchObject({ threshold: 3 });
});
