import { isObjectId } from "#lib/core/object-id.ts";
import type { ControllerSurvey } from "#lib/directory/controller-survey.ts";
import type { SampleUser } from "#lib/directory/sample-users.ts";
import { OCTETS, UNICODE } from "#lib/directory/schema.ts";
import { fail, pass, type Verdict, warn } from "./check-row.ts";
import { peopleInWords } from "./people-in-words.ts";

const BY_NAME = "people are found by user principal name instead, which a rename breaks";

/** Judges the attribute in the schema: it exists, is searchable and has an index. */
export function judgeObjectIdAttribute(
	attribute: string,
	{ objectId, facts }: Pick<ControllerSurvey, "objectId" | "facts">,
): Verdict {
	if (!objectId) {
		const others = facts.objectIdAttributes.map(({ name }) => name).sort();
		return warn(
			`The schema has no ${attribute}: ${BY_NAME}.`,
			others.length > 0
				? `Set DOMAIN_OBJECT_ID_ATTRIBUTE to ${others.join(" or ")}, which this domain has.`
				: "Set DOMAIN_OBJECT_ID_ATTRIBUTE to the attribute that holds Entra's object id.",
		);
	}
	if (objectId.syntax !== UNICODE && objectId.syntax !== OCTETS) {
		return fail(
			`${attribute} is neither text nor octets (syntax ${objectId.syntax ?? "unknown"}).`,
			"Set DOMAIN_OBJECT_ID_ATTRIBUTE to the attribute that holds Entra's object id.",
		);
	}
	const form = objectId.syntax === OCTETS ? "16 octets" : "text";
	if (objectId.isIndexed) return pass(`${attribute} exists, holds ${form} and is indexed.`);
	return warn(
		`${attribute} exists, holds ${form} and has no index: every search scans the whole domain.`,
		"That is fine in a small domain. In one of thousands, watch the controllers' load.",
	);
}

/** Judges the attribute's values on people. */
export function judgeObjectIdValue(attribute: string, users: readonly SampleUser[]): Verdict {
	const values = users.map((user) => user.objectId).filter((value) => value !== undefined);
	const [value] = values;
	if (value === undefined) {
		return warn(
			`${attribute} cannot be read on ${peopleInWords(users)}: ${BY_NAME}.`,
			"Set DOMAIN_OBJECT_ID_ATTRIBUTE to an attribute that the reading account can read.",
		);
	}
	const odd = values.find((one) => !isObjectId(one));
	if (odd !== undefined) {
		return fail(
			`${attribute} does not hold object ids: "${odd}".`,
			"Set DOMAIN_OBJECT_ID_ATTRIBUTE to the attribute that holds Entra's object id.",
		);
	}
	return pass(`${attribute} can be read, e.g. ${value}.`);
}
