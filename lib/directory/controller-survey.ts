import { type Client, EqualityFilter } from "ldapts";
import type {
	DirectoryAccount,
	LockoutRules,
	UnreadReason,
} from "#lib/core/readiness/observation.ts";
import {
	ACCOUNT_ATTRIBUTES,
	accountFromEntry,
	BINARY_ATTRIBUTES,
	policyDn,
} from "./account-entry.ts";
import { type ControllerFacts, readControllerFacts } from "./controller-facts.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { readWritingPace, type WritingPace } from "./highest-usn.ts";
import { bindLdap, closeQuietly, domainDn } from "./ldap-session.ts";
import { lockoutPolicies } from "./lockout-rules.ts";
import { askMachine } from "./machine.ts";
import { type OwnRights, readOwnRights } from "./own-rights.ts";
import { type ReaderPassword, readReaderPassword } from "./reader-password.ts";
import { readSampleUsers, type SampleUser } from "./sample-users.ts";
import type { AttributeDefinition } from "./schema.ts";
import { type SignInRefusal, signInRefusal } from "./sign-in-refusal.ts";
import { unreadReason } from "./unread-reason.ts";

/** Everything that a check needs to know about one controller, read over one connection. */
export type ControllerSurvey = {
	facts: ControllerFacts;
	/** The configured attribute as defined in the schema; `undefined`: not defined. */
	objectId: AttributeDefinition | undefined;
	/** People, account and rights are read only if the base exists. */
	users: SampleUser[];
	rights: OwnRights;
	readerPassword: ReaderPassword;
	/** How often its highest USN rises, by which the portal detects writes; `undefined`: unreadable. */
	writing: WritingPace | undefined;
	/** The lockout rules of these people's own policy; `undefined`: none is readable. */
	lockoutRules: LockoutRules | undefined;
	/** The person who was asked for by name; `undefined`: not found. */
	account: DirectoryAccount | undefined;
};

export type SurveyResult =
	| { ok: true; survey: ControllerSurvey }
	/** The controller refused the reading account. */
	| {
			ok: false;
			at: "bind";
			reason: UnreadReason;
			refusal: SignInRefusal | undefined;
			message: string;
	  }
	/** It signed in, but a later read failed. */
	| { ok: false; at: "read"; reason: UnreadReason; message: string };

/** Binds to one controller once and reads what a check needs. Never rejects. */
export async function surveyController(
	connection: DomainConnection,
	url: string,
	{ userPrincipalName }: { userPrincipalName?: string | undefined },
): Promise<SurveyResult> {
	const bound = await bindLdap(connection, url).then(
		(client) => ({ client }),
		(error: unknown) => ({ error }),
	);
	if ("error" in bound) {
		return { ok: false, at: "bind", ...failure(bound.error), refusal: signInRefusal(bound.error) };
	}
	const { client } = bound;
	try {
		return { ok: true, survey: await survey(client, connection, userPrincipalName) };
	} catch (error) {
		return { ok: false, at: "read", ...failure(error) };
	} finally {
		await closeQuietly(client);
	}
}

async function survey(
	client: Client,
	connection: DomainConnection,
	userPrincipalName: string | undefined,
): Promise<ControllerSurvey> {
	const facts = await readControllerFacts(client, connection);
	const wanted = connection.objectIdAttribute.toLowerCase();
	const objectId = facts.objectIdAttributes.find(({ name }) => name.toLowerCase() === wanted);
	const readerPassword = await readReaderPassword(
		client,
		connection.bindDn,
		facts.domainDn ?? domainDn(connection.baseDn),
	);
	const writing = await readWritingPace(client, {
		...connection,
		baseDn: facts.domainDn ?? connection.baseDn,
	});
	const nothing = {
		users: [],
		rights: { groups: undefined, objects: [] },
		lockoutRules: undefined,
		account: undefined,
	};
	if (!facts.hasBase) return { facts, objectId, readerPassword, writing, ...nothing };
	const users = await readSampleUsers(client, connection, objectId?.syntax);
	const { baseDn, lockoutRules } = connection;
	const rights = await readOwnRights(client, [domainDn(baseDn), baseDn, ...users.map((u) => u.dn)]);
	const account = userPrincipalName
		? await readAccount(client, { baseDn, userPrincipalName, lockoutRules })
		: undefined;
	const policy = users.find((user) => user.policyDn)?.policyDn;
	const rulesOf = await lockoutPolicies()(client, new Set(policy ? [policy] : []));
	return {
		facts,
		objectId,
		users,
		rights,
		readerPassword,
		writing,
		account,
		lockoutRules: rulesOf(policy),
	};
}

async function readAccount(
	client: Client,
	wanted: { baseDn: string; userPrincipalName: string; lockoutRules: LockoutRules | undefined },
): Promise<DirectoryAccount | undefined> {
	const { searchEntries } = await client.search(domainDn(wanted.baseDn), {
		scope: "sub",
		filter: new EqualityFilter({
			attribute: "userPrincipalName",
			value: wanted.userPrincipalName,
		}),
		attributes: ACCOUNT_ATTRIBUTES,
		explicitBufferAttributes: BINARY_ATTRIBUTES,
	});
	const [entry] = searchEntries;
	if (!entry) return undefined;
	const policy = policyDn(entry);
	const rulesOf = await lockoutPolicies()(client, new Set(policy ? [policy] : []));
	const { clock } = (await askMachine(client)).source();
	return accountFromEntry(entry, { lockoutRules: rulesOf(policy) ?? wanted.lockoutRules, clock });
}

function failure(error: unknown): { reason: UnreadReason; message: string } {
	return {
		reason: unreadReason(error),
		message: error instanceof Error ? error.message : String(error),
	};
}
