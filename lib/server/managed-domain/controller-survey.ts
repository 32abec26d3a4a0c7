import type { UnreadReason } from "#lib/core/readiness/observation.ts";
import type { DomainConnection } from "#lib/server/settings/settings.ts";
import { type ControllerFacts, readControllerFacts } from "./controller-facts.ts";
import { bindLdap, closeQuietly } from "./ldap-session.ts";
import { readSampleUsers, type SampleUser } from "./sample-users.ts";
import type { AttributeDefinition } from "./schema.ts";
import { type SignInRefusal, signInRefusal } from "./sign-in-refusal.ts";
import { unreadReason } from "./unread-reason.ts";

/** All that a check must know of one controller, read in one go. */
export type ControllerSurvey = {
	facts: ControllerFacts;
	/** The attribute of the settings as the schema has it; `undefined`: it does not. */
	objectId: AttributeDefinition | undefined;
	users: SampleUser[];
};

export type SurveyResult =
	| { ok: true; survey: ControllerSurvey }
	/** The controller did not let the reading account in. */
	| {
			ok: false;
			at: "bind";
			reason: UnreadReason;
			refusal: SignInRefusal | undefined;
			message: string;
	  }
	/** It did, and then failed. */
	| { ok: false; at: "read"; reason: UnreadReason; message: string };

/** Binds to one controller once and reads what a check must know. Never rejects. */
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
		const facts = await readControllerFacts(client, connection);
		const wanted = connection.objectIdAttribute.toLowerCase();
		const objectId = facts.objectIdAttributes.find(({ name }) => name.toLowerCase() === wanted);
		const users = await readSampleUsers(client, connection, {
			userPrincipalName,
			objectIdSyntax: objectId?.syntax,
		});
		return { ok: true, survey: { facts, objectId, users } };
	} catch (error) {
		return { ok: false, at: "read", ...failure(error) };
	} finally {
		await closeQuietly(client);
	}
}

function failure(error: unknown): { reason: UnreadReason; message: string } {
	return {
		reason: unreadReason(error),
		message: error instanceof Error ? error.message : String(error),
	};
}
