const role = (templateId: string, displayName: string) => ({ templateId, displayName });

/** Directory roles by their template ids (Microsoft Learn, `role-based-access-control/permissions-reference`). */
export const ROLES = {
	globalAdministrator: role("62e90394-69f5-4237-9190-012177145e10", "Global Administrator"),
	privilegedAuthenticationAdministrator: role(
		"7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
		"Privileged Authentication Administrator",
	),
	userAdministrator: role("fe930be7-5e62-47db-91af-98c3a49a38b1", "User Administrator"),
	authenticationAdministrator: role(
		"c4e39bd9-1100-46d3-8c65-fb160da0071f",
		"Authentication Administrator",
	),
	helpdeskAdministrator: role("729827e3-9c14-49f7-bb1b-9608f156bbb8", "Helpdesk Administrator"),
	passwordAdministrator: role("966707d0-3269-4727-9be2-8c3a10f19b9d", "Password Administrator"),
	applicationAdministrator: role(
		"9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
		"Application Administrator",
	),
	cloudApplicationAdministrator: role(
		"158c047a-c907-4556-b7ef-446551a6b5f7",
		"Cloud Application Administrator",
	),
	guestInviter: role("95e79109-95c0-4d8e-aee3-d01accf2d47b", "Guest Inviter"),
	messageCenterReader: role("790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b", "Message Center Reader"),
	reportsReader: role("4a5d8f65-41da-4de4-8968-e035b65339cf", "Reports Reader"),
	directoryReaders: role("88d8e3e3-8f55-4a1e-953a-9b9898b8876b", "Directory Readers"),
} as const;

type RoleName = keyof typeof ROLES;
type Holder = { readonly id: string; readonly directoryRoles: readonly string[] };

const RESETS_ANYBODY: readonly RoleName[] = [
	"globalAdministrator",
	"privilegedAuthenticationAdministrator",
];
const RESETS_OTHERS_WITHOUT_ROLE: readonly RoleName[] = [
	"userAdministrator",
	"authenticationAdministrator",
	"helpdeskAdministrator",
	"passwordAdministrator",
];
const HARMLESS: readonly RoleName[] = [
	"directoryReaders",
	"guestInviter",
	"messageCenterReader",
	"reportsReader",
];
const REGISTERS_APPLICATIONS: readonly RoleName[] = [
	"globalAdministrator",
	"applicationAdministrator",
	"cloudApplicationAdministrator",
];

type Target = Holder & { isInRoleAssignableGroup: boolean; isManagementRestricted: boolean };

/**
 * Whether an agent's directory roles cover the password profile of a person. Only two roles cover people with
 * a significant role, or who are in or own a role-assignable group, and none covers a restricted administrative
 * unit ("Who can reset passwords", "Who can perform sensitive actions",
 * `role-based-access-control/privileged-roles-permissions`). Finer distinctions between roles are left out.
 * The two tables disagree on Helpdesk and Password Administrators; here these two may do it.
 */
export function mayExpirePassword(agent: Holder, target: Target): boolean {
	if (target.isManagementRestricted) return false;
	if (holdsAny(agent, RESETS_ANYBODY)) return true;
	const harmless = HARMLESS.map((name): string => ROLES[name].templateId);
	const isHolder = target.directoryRoles.some((templateId) => !harmless.includes(templateId));
	const isProtected = isHolder || target.isInRoleAssignableGroup;
	const reaches = holdsAny(agent, RESETS_OTHERS_WITHOUT_ROLE);
	return reaches && (!isProtected || agent.id === target.id);
}

/** Whether somebody may consent to an application's delegated permissions for the whole organisation. */
export function mayConsent(person: Holder): boolean {
	return holdsAny(person, REGISTERS_APPLICATIONS);
}

function holdsAny({ directoryRoles }: Holder, names: readonly RoleName[]): boolean {
	return names.some((name) => directoryRoles.includes(ROLES[name].templateId));
}

/** @returns a role's name, or undefined for an unknown template id. */
export function roleName(templateId: string): string | undefined {
	return Object.values(ROLES).find((role) => role.templateId === templateId)?.displayName;
}
