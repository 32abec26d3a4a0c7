/** By when everybody in a group should have changed the password. */
export type Deadline = {
	groupId: string;
	/** A calendar day, e.g. `2026-12-11`; the whole day counts. */
	day: string;
};
