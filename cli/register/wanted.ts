import { type Permission, type Purpose, permissionsFor } from "./graph-permissions.ts";

/** What an administrator wants registered. */
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
