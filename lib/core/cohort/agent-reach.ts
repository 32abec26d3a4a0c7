/**
 * Whose password profile somebody's directory roles let them write: anybody's, that of people without a
 * role, nobody's; or the roles could not be read.
 */
export type AgentReach = "anybody" | "people-without-role" | "nobody" | "unknown";

/** Template ids (Microsoft Learn, `role-based-access-control/permissions-reference`). */
const REACHES_ANYBODY: ReadonlySet<string> = new Set([
	"62e90394-69f5-4237-9190-012177145e10", // Global Administrator
	"7be44c8a-adaf-4e2a-84d6-ab2649e08a13", // Privileged Authentication Administrator
]);
const REACHES_PEOPLE_WITHOUT_ROLE: ReadonlySet<string> = new Set([
	"fe930be7-5e62-47db-91af-98c3a49a38b1", // User Administrator
	"c4e39bd9-1100-46d3-8c65-fb160da0071f", // Authentication Administrator
	"729827e3-9c14-49f7-bb1b-9608f156bbb8", // Helpdesk Administrator
	"966707d0-3269-4727-9be2-8c3a10f19b9d", // Password Administrator
]);

/**
 * How far directory roles reach ("Who can reset passwords",
 * `role-based-access-control/privileged-roles-permissions`). Finer steps between roles are left to Graph,
 * which refuses person by person.
 *
 * @param templateIds the agent's roles by their template ids; `undefined`: they could not be read
 */
export function agentReach(templateIds: readonly string[] | undefined): AgentReach {
	if (!templateIds) return "unknown";
	if (templateIds.some((id) => REACHES_ANYBODY.has(id))) return "anybody";
	return templateIds.some((id) => REACHES_PEOPLE_WITHOUT_ROLE.has(id))
		? "people-without-role"
		: "nobody";
}
