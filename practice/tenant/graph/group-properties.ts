import type { Group as GraphGroup } from "@microsoft/microsoft-graph-types";
import type { Group } from "../directory/groups.ts";
import type { PropertyTable, ShownAs } from "./properties.ts";

const SHOWN = {
	id: (group) => group.id,
	description: (group) => group.description,
	displayName: (group) => group.displayName,
	isAssignableToRole: (group) => group.isAssignableToRole || null,
	mailNickname: (group) => group.mailNickname,
} satisfies ShownAs<Group, GraphGroup>;

/** The properties of a group, all of which are also returned without `$select`. */
export const GROUP_PROPERTIES: PropertyTable<Group> = {
	type: "group",
	defaults: Object.keys(SHOWN),
	shown: SHOWN,
};
