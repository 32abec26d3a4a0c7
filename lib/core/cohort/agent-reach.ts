/**
 * Whose password profile an agent's directory roles let them write: anybody's; that of people
 * without a role; perhaps theirs; nobody's; or unknown, if the roles could not be read.
 */
export type AgentReach =
	| "anybody"
	| "people-without-role"
	| "perhaps-people-without-role"
	| "nobody"
	| "unknown";

/** Template ids (Microsoft Learn, `role-based-access-control/permissions-reference`). */
const REACHES_ANYBODY: ReadonlySet<string> = new Set([
	"62e90394-69f5-4237-9190-012177145e10", // Global Administrator
	"7be44c8a-adaf-4e2a-84d6-ab2649e08a13", // Privileged Authentication Administrator
]);
const REACHES_PEOPLE_WITHOUT_ROLE: ReadonlySet<string> = new Set([
	"fe930be7-5e62-47db-91af-98c3a49a38b1", // User Administrator
	"c4e39bd9-1100-46d3-8c65-fb160da0071f", // Authentication Administrator
]);
const MAY_REACH_PEOPLE_WITHOUT_ROLE: ReadonlySet<string> = new Set([
	"729827e3-9c14-49f7-bb1b-9608f156bbb8", // Helpdesk Administrator
	"966707d0-3269-4727-9be2-8c3a10f19b9d", // Password Administrator
]);

const HARMLESS: ReadonlySet<string> = new Set([
	"88d8e3e3-8f55-4a1e-953a-9b9898b8876b", // Directory Readers
	"95e79109-95c0-4d8e-aee3-d01accf2d47b", // Guest Inviter
	"790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b", // Message Center Reader
	"4a5d8f65-41da-4de4-8968-e035b65339cf", // Reports Reader
]);

/** Whether holders of a role are within reach of every role that reaches people without one. */
export function isHarmlessRole(templateId: string): boolean {
	return HARMLESS.has(templateId);
}

/**
 * How far directory roles reach. Microsoft's two tables disagree: "Who can perform sensitive
 * actions" limits the password profile to four roles; "Who can reset passwords" lets Helpdesk and
 * Password Administrators do part of it (`role-based-access-control/privileged-roles-permissions`).
 * So those two may be refused. Finer distinctions are left to Graph, which refuses person by
 * person.
 *
 * @param templateIds template ids of the agent's roles; `undefined`: they could not be read
 */
export function agentReach(templateIds: readonly string[] | undefined): AgentReach {
	if (!templateIds) return "unknown";
	if (templateIds.some((id) => REACHES_ANYBODY.has(id))) return "anybody";
	if (templateIds.some((id) => REACHES_PEOPLE_WITHOUT_ROLE.has(id))) return "people-without-role";
	const mayReach = templateIds.some((id) => MAY_REACH_PEOPLE_WITHOUT_ROLE.has(id));
	return mayReach ? "perhaps-people-without-role" : "nobody";
}
