/** Microsoft Graph's application id, the same in every tenant and every cloud. */
export const GRAPH_APP_ID = "00000003-0000-0000-c000-000000000000";

/** What a permission is for; an organisation that does not need a purpose leaves out its permissions. */
type Purpose = "sign-in" | "change" | "helpdesk";

export type Permission = { name: string; id: string; purpose: Purpose };

/**
 * The delegated permissions that Keyturn requests, with their ids on Graph's service principal
 * (Microsoft Graph permissions reference). The sign-in library itself requests `openid`, `profile` and
 * `offline_access`. Registration compares the ids with the tenant's.
 */
export const PERMISSIONS: readonly Permission[] = [
	{ name: "openid", id: "37f7f235-527c-4136-accd-4a02d197296e", purpose: "sign-in" },
	{ name: "profile", id: "14dad69e-099b-42c9-810b-d002981feec1", purpose: "sign-in" },
	{ name: "offline_access", id: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182", purpose: "sign-in" },
	{ name: "User.Read", id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", purpose: "sign-in" },
	{
		name: "User-PasswordProfile.ReadWrite.All",
		id: "56760768-b641-451f-8906-e1b8ab31bca7",
		purpose: "change",
	},
	{ name: "User.Read.All", id: "a154be20-db9c-4678-8ab7-66f6cc099a59", purpose: "helpdesk" },
	{
		name: "GroupMember.Read.All",
		id: "bc024368-1153-4739-b217-4326f2e966d0",
		purpose: "helpdesk",
	},
	{
		name: "RoleManagement.Read.Directory",
		id: "741c54c3-0c1e-44a1-818b-3f97ab4e8c83",
		purpose: "helpdesk",
	},
];

export function permissionsFor(purposes: readonly Purpose[]): readonly Permission[] {
	return PERMISSIONS.filter(({ purpose }) => purposes.includes(purpose));
}

/** The registration that an administrator wants. */
export type Wanted = {
	/** The registration's name in Entra. */
	name: string;
	/** The public origin of the portal. */
	portalUrl: string;
	helpdeskRole: string;
	permissions: readonly Permission[];
};

type Choices = {
	name: string;
	portalUrl: string;
	helpdeskRole: string;
	changeMethod: "portal" | "microsoft";
	/** Whether the helpdesk's pages about other people will be used. */
	hasHelpdesk: boolean;
};

/** Leaves out the permissions that these choices do not need. */
export function wantedFrom({ changeMethod, hasHelpdesk, ...rest }: Choices): Wanted {
	const purposes: Purpose[] = ["sign-in"];
	if (changeMethod === "portal") purposes.push("change");
	if (hasHelpdesk) purposes.push("helpdesk");
	return { ...rest, permissions: permissionsFor(purposes) };
}

/**
 * The key by which a registration is found again (`uniqueName`, immutable in Graph). It is derived from
 * the name, so a second portal in the same tenant needs a second name.
 */
export function uniqueName({ name }: Pick<Wanted, "name">): string {
	return name
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, "-")
		.replaceAll(/^-|-$/g, "");
}
