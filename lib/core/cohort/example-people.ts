import type { Candidate } from "./expiry-plan.ts";
import type { Member } from "./member.ts";

/** For tests: an ordinary person in Entra. */
export const exampleMember = (changes: Partial<Member> = {}): Member => ({
	id: "p",
	displayName: "Pia Berg",
	userPrincipalName: "pia@contoso.com",
	mail: undefined,
	lastPasswordChangeAt: undefined,
	isSynchronised: false,
	isExternal: false,
	isEnabled: true,
	...changes,
});

/** For tests: the same, read for a rehearsal. */
export const exampleCandidate = (changes: Partial<Candidate> = {}): Candidate => ({
	...exampleMember(changes),
	isExpired: false,
	isManagementRestricted: false,
	...changes,
});
