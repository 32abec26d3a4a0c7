import { isOfLaterChange } from "#lib/core/person/person-state.ts";
import type { Notice, Person, Watch } from "#lib/core/watch/watch.ts";
import type { CallKey } from "#lib/server/store/answers.ts";
import { currentWatch, type Watching } from "./find-watch.ts";
import { followChange, followOwnChange, isOfTemporary, recordChange } from "./record-change.ts";

type Asked = {
	/** Entra's time of the last change, as read by the browser of an agent or of the person. */
	changedAt: Date;
	/** Where a mail about a new watch goes. */
	notice?: Notice | undefined;
	key: CallKey;
};

/**
 * Creates a status for a person who has changed the password outside this portal: the watch of that
 * change, or of a later one, if there is one, else a new one. The watch of a temporary password
 * continues with the person's own after it.
 */
export async function makeTicket(
	watching: Watching,
	person: Person,
	{ changedAt, notice, key }: Asked,
): Promise<{ watch: Watch; isNew: boolean }> {
	const current = await currentWatch(watching, person.id);
	if (current && isBegun(current, changedAt)) {
		const own = { ticket: current.ticket, personId: person.id };
		const reported = await recordChange(watching, own, changedAt);
		if (reported.ok) return { watch: reported.watch, isNew: false };
	}
	const isTemporary = current !== undefined && (await isOfTemporary(watching, current));
	if (current && !isOfLaterChange(changedAt, { ...current, isTemporary })) {
		return { watch: current, isNew: false };
	}
	const same = isTemporary ? await followOwnChange(watching, current, changedAt) : undefined;
	if (same) return { watch: same, isNew: false };
	return { watch: await followChange(watching, person, { changedAt, notice, key }), isNew: true };
}

/** People return from another page within the hour. */
const BEGUN_FOR_MS = 60 * 60_000;

/**
 * Whether this watch already follows the change, made on another page without a report. A second watch would count it as two
 * changes, each putting the other in doubt.
 */
function isBegun({ state, begun, lastTry }: Watch, changedAt: Date): boolean {
	if (state !== "open" || !begun || (lastTry && !lastTry.isRefused)) return false;
	const afterMs = changedAt.getTime() - begun.at.getTime();
	return afterMs > 0 && afterMs < BEGUN_FOR_MS;
}
