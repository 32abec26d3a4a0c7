import type { Person, Watch } from "#lib/core/watch/watch.ts";
import { currentWatch, type Watching } from "#lib/server/watches/find-watch.ts";
import { followChange } from "#lib/server/watches/record-change.ts";

/**
 * Gives a person who has changed the password without this portal a status to follow: the watch of that
 * change, or of a later one, if there is one, else a new one.
 *
 * @param changedAt Entra's time of the last change, as the agent's browser has read it
 */
export async function makeTicket(
	watching: Watching,
	person: Person,
	changedAt: Date,
): Promise<{ watch: Watch; isNew: boolean }> {
	const current = await currentWatch(watching, person.id);
	if (current && !isOfEarlierChange(current, changedAt)) return { watch: current, isNew: false };
	return { watch: await followChange(watching, person, changedAt), isNew: true };
}

/** Two clocks, and Entra's date is in whole seconds. */
const SAME_CHANGE_MS = 2 * 60_000;

/** A watch that follows a change of before says nothing of the one that the agent asks about. */
function isOfEarlierChange({ changedAt, openedAt }: Watch, asked: Date): boolean {
	return asked.getTime() - (changedAt ?? openedAt).getTime() > SAME_CHANGE_MS;
}
