import type { Group, ObjectRights, OwnRights } from "#lib/directory/own-rights.ts";
import type { GrantedRight } from "#lib/directory/security-descriptor.ts";
import { fail, notChecked, pass, type Verdict } from "./check-row.ts";

/** As many as fit on a line. */
const SHOWN = 4;

/** Groups whose members administer a domain, by the last part of their SIDs (MS-DTYP 2.4.2.4). */
const POWERFUL_IN_DOMAIN = /^S-1-5-21-.+-(?:512|516|517|518|519|520|526|527)$/;
const POWERFUL = /^S-1-5-32-(?:544|548|549|550|551|552)$/;
/** Those whose SIDs differ between domains. */
const POWERFUL_NAME = /^(?:AAD DC Administrators|DnsAdmins)$/i;

/** Groups that everybody is in: Domain Users, Users, Pre-Windows 2000 Compatible Access, the well-known identities, and the kind of sign-in (S-1-18). */
const ORDINARY = /^S-1-(?:[0-4]-|18-|5-\d+$|5-32-(?:545|554)$|5-21-.+-513$)/;

const WHAT_TO_DO =
	"Use an ordinary user as the reading account: in no group but Domain Users, with no rights delegated to it.";

/**
 * Judges whether the reading account can only read, by its groups and by its effective rights on people and
 * the domain, as the controller calculates them. A compromised portal must not be able to change any account.
 */
export function judgeReadOnly({ groups, objects }: OwnRights): Verdict {
	const powerful = groups?.filter(isPowerful) ?? [];
	if (powerful.length > 0) {
		return fail(`It is in ${powerful.map(({ name }) => name).join(", ")}.`, WHAT_TO_DO);
	}
	const writable = objects.find((one) => rightsInWords(one).length > 0);
	if (writable)
		return fail(`It can ${rightsInWords(writable).join(" and ")} (${writable.dn}).`, WHAT_TO_DO);
	if (!objects.some(({ securityRights }) => securityRights !== undefined)) {
		return notChecked(
			"Unknown: the controller does not show the account's rights.",
			"Make sure that the account is in no group but Domain Users.",
		);
	}
	return pass(`It can change nothing on the ${objects.length} objects checked. ${others(groups)}`);
}

function isPowerful({ sid, name }: Group): boolean {
	return POWERFUL_IN_DOMAIN.test(sid) || POWERFUL.test(sid) || POWERFUL_NAME.test(name);
}

function others(groups: readonly Group[] | undefined): string {
	if (!groups) return "Its groups cannot be seen.";
	const names = groups.filter(({ sid }) => !ORDINARY.test(sid)).map(({ name }) => name);
	if (names.length === 0) return "It is in no group but Domain Users.";
	return `It is also in ${names.join(", ")}.`;
}

const GRANTED: Readonly<Record<GrantedRight, string>> = {
	"set-password": "set passwords",
	"read-keys": "read everybody's keys by replication",
	delete: "delete",
};

function rightsInWords(rights: ObjectRights): string[] {
	const { writableAttributes, creatableClasses, securityRights, granted } = rights;
	return [
		...granted.map((right) => GRANTED[right]),
		...(securityRights ? ["change permissions"] : []),
		...(creatableClasses.length > 0 ? [`create objects below it (${some(creatableClasses)})`] : []),
		...(writableAttributes.length > 0
			? [`write ${writableAttributes.length} attributes (${some(writableAttributes)})`]
			: []),
	];
}

function some(names: readonly string[]): string {
	const more = names.length - SHOWN;
	return `${names.slice(0, SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
