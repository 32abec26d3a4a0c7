import { isObjectId } from "#lib/core/object-id.ts";
import type { ControllerSurvey } from "#lib/directory/controller-survey.ts";
import type { EvidenceAttribute, SampleUser } from "#lib/directory/sample-users.ts";
import { OCTETS, UNICODE } from "#lib/directory/schema.ts";
import { fail, notChecked, pass, type Verdict, warn } from "./check-row.ts";

const ASK_FOR_MORE =
	"Let the reading account read it on synchronised users. Ordinary users can by default: check whether Authenticated Users was removed from Pre-Windows 2000 Compatible Access.";

/** Judges the sample: without any people nothing is known about what the portal would see. */
export function judgeSample(users: readonly SampleUser[]): Verdict {
	if (users.length > 0) return pass(`Read ${peopleInWords(users)}.`);
	return fail(
		"There is nobody except the reading account below DOMAIN_BASE_DN.",
		"Correct DOMAIN_BASE_DN. If the domain is new, let one person change their password, wait until the account exists, and check again.",
	);
}

/**
 * Judges how sure the portal can be that new keys have arrived (ARCHITECTURE.md, "Readiness"): a version
 * that rose is strong, a time alone is weak. A key version that is always 1 (MS-ADTS 3.1.1.4.5.16) proves
 * nothing. An attribute seen on one person can be read on all.
 */
export function judgeKeyEvidence(users: readonly SampleUser[]): Verdict {
	const can = readableOn(users);
	if (!can("pwdLastSet")) {
		return fail(
			`None: pwdLastSet cannot be read on ${peopleInWords(users)}, and without it removed keys look like new ones.`,
			ASK_FOR_MORE,
		);
	}
	if (can("replPropertyMetaData")) {
		const versions = can("msDS-KeyVersionNumber") ? "msDS-KeyVersionNumber, " : "";
		return pass(`Strong: ${versions}replPropertyMetaData and pwdLastSet can be read.`);
	}
	if (users.some(hasKeyVersion) && users.filter(hasKeyVersion).every(isFirstVersion)) {
		return warn(
			`Doubtful: replPropertyMetaData cannot be read, and msDS-KeyVersionNumber is 1 on ${peopleInWords(users)}. In a domain that emulates Windows 2000 (fKVNOEmuW2k in dSHeuristics) it is always 1, so no change would ever be seen to arrive.`,
			`${ASK_FOR_MORE} Until then do not rely on it: change one person's password and use --watch to see whether the number moves.`,
		);
	}
	if (can("msDS-KeyVersionNumber")) {
		return warn(
			"Strong, but incomplete: msDS-KeyVersionNumber and pwdLastSet can be read, replPropertyMetaData cannot. The portal cannot see when keys landed, or that only one kind did (NTLM without Kerberos).",
			ASK_FOR_MORE,
		);
	}
	if (!users.some((user) => user.hasPassword)) {
		return notChecked(
			`None of ${peopleInWords(users)} has a password yet, so there is nothing to see.`,
			"Use --user to choose somebody who has changed their password.",
		);
	}
	return warn(
		"Weak: only pwdLastSet can be read, neither msDS-KeyVersionNumber nor replPropertyMetaData. The portal has to compare the clocks of two machines, and calls the evidence weak.",
		ASK_FOR_MORE,
	);
}

/** Judges whether the portal can see what blocks an account although the keys are there. */
export function judgeAccountEvidence(users: readonly SampleUser[]): Verdict {
	const can = readableOn(users);
	const blind = [
		!can("userAccountControl") && "whether an account is disabled (userAccountControl)",
		!can("msDS-User-Account-Control-Computed") &&
			"whether it is locked or expired (msDS-User-Account-Control-Computed)",
	].filter(Boolean);
	if (blind.length > 0) {
		return fail(
			`The portal cannot see ${blind.join(" and ")} and would tell people that their password works when it does not.`,
			ASK_FOR_MORE,
		);
	}
	if (can("lockoutTime")) return pass("Disabled, locked and until when, and expired can be read.");
	return pass(
		"Disabled, locked and expired can be read. lockoutTime is not set on anybody here, which is normal: the first lockout will show whether it can be read.",
	);
}

const hasKeyVersion = ({ readable }: SampleUser) => readable.includes("msDS-KeyVersionNumber");
const isFirstVersion = ({ keyVersion }: SampleUser) => keyVersion === 1;

function readableOn(users: readonly SampleUser[]) {
	return (attribute: EvidenceAttribute) => users.some((user) => user.readable.includes(attribute));
}

/** The people in the sample, in words. */
function peopleInWords(users: readonly SampleUser[]): string {
	const [first] = users;
	if (!first) return "nobody";
	return users.length === 1 ? first.name : `${first.name} and ${users.length - 1} more`;
}

const BY_NAME = "people are found by user principal name instead, which a rename breaks";

/** Judges the attribute that people are found by, in the schema: it exists, is searchable and has an index. */
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

/** Judges that attribute's values on people. */
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
