import type { Group as GraphGroup } from "@microsoft/microsoft-graph-types";
import type { Group } from "../directory/groups.ts";
import { empty, nothing, type PropertyTable, type ShownAs } from "./properties.ts";

const SHOWN = {
	id: (group) => group.id,
	deletedDateTime: nothing,
	classification: nothing,
	createdDateTime: () => "2024-03-01T09:00:00Z",
	description: (group) => group.description,
	displayName: (group) => group.displayName,
	groupTypes: empty,
	isAssignableToRole: (group) => group.isAssignableToRole || null,
	mail: nothing,
	mailEnabled: () => false,
	mailNickname: (group) => group.mailNickname,
	membershipRule: nothing,
	onPremisesSyncEnabled: nothing,
	proxyAddresses: empty,
	securityEnabled: () => true,
	visibility: nothing,
} satisfies ShownAs<Group, GraphGroup>;

/** The properties of a group, all of which are also returned without `$select`. */
export const GROUP_PROPERTIES: PropertyTable<Group> = {
	type: "group",
	defaults: Object.keys(SHOWN),
	shown: SHOWN,
};
