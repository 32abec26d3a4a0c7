import type { TagLook } from "#components/ui/tag.tsx";
import type { PersonStateName } from "#lib/core/person/person-state.ts";

/** The colour only repeats what the text says. */
export const PERSON_LOOK: Record<PersonStateName, TagLook> = {
	"has-to-change": "plain",
	waiting: "warning",
	probably: "warning",
	usable: "success",
	blocked: "danger",
	cannot: "muted",
	unknown: "muted",
};
