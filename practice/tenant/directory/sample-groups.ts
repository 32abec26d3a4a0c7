import type { Template } from "../people.ts";
import type { SamplePerson } from "../sample-people.ts";
import { CROWD_SIZE, crowdId } from "./crowd.ts";
import type { NewGroup, Places } from "./groups.ts";

/** The ids of the groups that every practice tenant starts with. */
export const SAMPLE_GROUPS = {
	small: "6d0a1e00-0000-4000-8000-000000000001",
	middle: "6d0a1e00-0000-4000-8000-000000000002",
	large: "6d0a1e00-0000-4000-8000-000000000003",
	empty: "6d0a1e00-0000-4000-8000-000000000004",
	nested: "6d0a1e00-0000-4000-8000-000000000005",
	mixed: "6d0a1e00-0000-4000-8000-000000000006",
	/** A group that no longer exists. */
	deleted: "6d0a1e00-0000-4000-8000-000000000007",
} as const;

const MIDDLE_SIZE = 500;

/** The first `size` of the crowd, without storing a list. */
function crowd(length: number): Places {
	return { length, at: (place) => (place < length ? crowdId(place + 1) : undefined) };
}

/** Groups of 5, 500, 20,000 and nobody, one with a nested group, and one with all special cases. */
export function sampleGroups(people: readonly SamplePerson[]): readonly NewGroup[] {
	const of = (...templates: readonly Template[]): string[] =>
		people.filter(({ person }) => templates.includes(person.template)).map(({ person: p }) => p.id);
	return [
		{
			id: SAMPLE_GROUPS.small,
			displayName: "Harbour team",
			description: "Five people, all cloud-only.",
			members: of("not-in-domain", "in-domain", "must-change", "not-assigned", "passwordless"),
		},
		{
			id: SAMPLE_GROUPS.middle,
			displayName: "Sales",
			description: "500 people.",
			members: crowd(MIDDLE_SIZE),
		},
		{
			id: SAMPLE_GROUPS.large,
			displayName: "All employees",
			description: "20,000 people.",
			members: crowd(CROWD_SIZE),
		},
		{
			id: SAMPLE_GROUPS.empty,
			displayName: "Project Willow",
			description: "Nobody is in it yet.",
			members: [],
		},
		{
			id: SAMPLE_GROUPS.nested,
			displayName: "Northern region",
			description: "Two people, and the group Harbour team.",
			members: [...of("synchronised", "conditional-access"), SAMPLE_GROUPS.small],
		},
		{
			id: SAMPLE_GROUPS.mixed,
			displayName: "Contractors and administrators",
			description: "Guests, synchronised, disabled and administrators.",
			members: of(
				...(["guest", "personal-guest", "synchronised", "disabled"] as const),
				...(["directory-role", "helpdesk", "helpdesk-administrator"] as const),
				...(["helpdesk-reader", "global-administrator", "in-domain"] as const),
			),
		},
	];
}
