import { randomBytes, randomUUID } from "node:crypto";
import { now } from "#lib/clock/clock.ts";
import {
	changeOf,
	dropChange,
	noteChange,
	noteRefused,
	noteSending,
	noteTemporary,
	type PersonLedger,
	type Sending,
	takeReadings,
} from "#lib/core/readiness/ledger.ts";
import {
	type Begun,
	endWatch,
	hasEnded,
	isBegunAgain,
	type Notice,
	openWatch,
	type Person,
	retakeBaseline,
	type Watch,
	withRefusedTry,
	withTry,
} from "#lib/core/watch/watch.ts";
import type { CallKey } from "#lib/server/store/answers.ts";
import { asHolder } from "./as-holder.ts";
import { type FoundWatch, findOwnWatch, type Watching } from "./find-watch.ts";
import { readBaseline } from "./read-now.ts";

/** 192 random bits, as 32 characters that need no escaping in a URL. */
const TICKET_BYTES = 24;
const newTicket = () => randomBytes(TICKET_BYTES).toString("base64url");

/** What the person's browser knows about the change that it is about to send. */
export type Announcement = Pick<Sending, "isEarlierTryRefused" | "attempt"> & {
	notice?: Notice | undefined;
	/** Entra's date as reported. */
	lastChangedAt?: Begun["lastChangedAt"];
	/** The form is about to send passwords; else the change is made on another page. */
	isTry?: boolean | undefined;
};

/**
 * Opens a watch for a change that is about to be sent. If the person has an open one, that is
 * reused with a new baseline, or as it is if the same change is only followed from a second page:
 * a new baseline would make two changes of it. Resolves when it is on disk. A person's calls are serialised, so that
 * concurrent ones open one watch.
 */
export async function openForChange(
	watching: Watching,
	person: Person,
	announcement: Announcement = {},
): Promise<Watch> {
	const attempt = announcement.attempt ?? randomUUID();
	return await oneAtATime(person.id, () =>
		asHolder(watching, person.id, () => open(watching, person, { ...announcement, attempt })),
	);
}

async function open(
	watching: Watching,
	person: Person,
	{ notice, isTry, lastChangedAt, ...announced }: Announcement,
): Promise<Watch> {
	const { domain, live } = watching;
	const observations = await readBaseline(domain, person);
	const at = now();
	const again = live.of(person.id).find((watch) => watch.state === "open" && !hasEnded(watch, at));
	const start = { at, lastChangedAt };
	if (again && !isTry && isBegunAgain(again, start)) return await saved(watching, again);
	const ticket = again?.ticket ?? newTicket();
	const sending = { ...announced, lastChangedAt: lastChangedAt ?? undefined, ticket, at };
	const tried = (watch: Watch): Watch =>
		isTry ? withTry(watch, { ...start, attempt: announced.attempt }) : { ...watch, begun: start };
	const announce = (ledger: PersonLedger) =>
		noteSending(takeReadings(ledger, observations), sending);
	if (!again) {
		const watch = tried(openWatch(ticket, person, { notice, now: at }));
		await live.add(watch, announce);
		return watch;
	}
	// If this write fails, so does the one below.
	live.updatePerson(person.id, announce, at).saved.catch(() => undefined);
	const settled = announced.isEarlierTryRefused ? withRefusedTry : (watch: Watch) => watch;
	const retake = (watch: Watch) => tried(retakeBaseline(settled(watch), { notice, now: at }));
	const taken = live.update(ticket, retake, at);
	return await saved(watching, taken?.watch ?? again);
}

async function saved({ store, live }: Watching, watch: Watch): Promise<Watch> {
	await store.saveWatch(watch, (await live.surroundings(watch)).ledger);
	return watch;
}

const underWay = new Map<string, Promise<unknown>>();

/** Runs a person's tasks one after the other, whether or not the previous one succeeded. */
async function oneAtATime<T>(personId: string, task: () => Promise<T>): Promise<T> {
	const before = underWay.get(personId);
	const own = (before ?? Promise.resolve()).then(task, task);
	underWay.set(personId, own);
	try {
		return await own;
	} finally {
		if (underWay.get(personId) === own) underWay.delete(personId);
	}
}

/** Records that Graph refused the last attempt of a person's own watch; resolves when it is on disk. */
export async function recordRefusal(
	watching: Watching,
	{ ticket, personId }: { ticket: string; personId: string },
): Promise<FoundWatch> {
	const refuse = async (): Promise<FoundWatch> => {
		const found = await findOwnWatch(watching, ticket, personId);
		if (!found.ok) return found;
		const { live } = watching;
		const refused = (ledger: PersonLedger) =>
			found.watch.begun ? ledger : noteRefused(ledger, ticket);
		live.updatePerson(personId, refused, now()).saved.catch(() => undefined);
		const watch = live.update(ticket, withRefusedTry, now())?.watch ?? found.watch;
		return { ok: true, watch: await saved(watching, watch) };
	};
	return await oneAtATime(personId, () => asHolder(watching, personId, refuse));
}

/** Records the change of a person's own watch on disk, and ends that person's earlier watches. */
export async function recordChange(
	watching: Watching,
	own: { ticket: string; personId: string },
	changedAt: Date,
): Promise<FoundWatch> {
	return await asHolder(watching, own.personId, () => report(watching, own, changedAt));
}

async function report(
	watching: Watching,
	{ ticket, personId }: { ticket: string; personId: string },
	changedAt: Date,
): Promise<FoundWatch> {
	const { live } = watching;
	const found = await findOwnWatch(watching, ticket, personId);
	if (!found.ok) return found;
	const at = now();
	await live.updatePerson(personId, (known) => noteChange(known, ticket, changedAt, at), at).saved;
	// A repeated report changes nothing, but the first one may not be on disk yet.
	await live.settle(ticket);
	for (const earlier of live.of(personId)) {
		if (earlier.ticket === ticket || earlier.openedAt > found.watch.openedAt) continue;
		await live.update(earlier.ticket, (watch) => endWatch(watch, "superseded", at), at)?.saved;
	}
	return { ok: true, watch: live.get(ticket) ?? found.watch };
}

/**
 * Follows a change that was made outside this portal: what controllers hold now is its baseline if
 * it was written before the change, by their own clocks.
 *
 * @param changedAt Entra's time of the change
 */
export async function followChange(
	watching: Watching,
	person: Person,
	{ changedAt, notice, key }: { changedAt: Date; notice?: Notice | undefined; key?: CallKey },
): Promise<Watch> {
	const { store, domain, live } = watching;
	const observations = await readBaseline(domain, person);
	const at = now();
	const ticket = await store.idFor(key, newTicket, at);
	const watch = openWatch(ticket, person, { notice, now: at });
	return await asHolder(watching, person.id, async () => {
		const known = live.get(ticket);
		if (known) return known;
		await live.add(watch, (ledger) =>
			followed(ledger, { ticket, changedAt, now: at, observations }),
		);
		live.updatePerson(person.id, (ledger) => ledger, at).saved.catch(() => undefined);
		await live.settle(ticket);
		return live.get(ticket) ?? watch;
	});
}

/**
 * Opens a watch for a temporary password that the helpdesk is about to set, and takes the baseline.
 * The same watch then follows what the person sets afterwards.
 *
 * @param lastChangedAt Entra's date of the previous change; null: no date
 */
export async function openForTemporary(
	watching: Watching,
	person: Person,
	{ lastChangedAt, key }: { lastChangedAt: Date | null; key?: CallKey },
): Promise<Watch> {
	const { store, domain, live } = watching;
	const observations = await readBaseline(domain, person);
	const at = now();
	const ticket = await store.idFor(key, newTicket, at);
	const watch = openWatch(ticket, person, { notice: undefined, now: at });
	const note = (ledger: PersonLedger) =>
		noteTemporary(takeReadings(ledger, observations), {
			ticket,
			at,
			lastChangedAt: lastChangedAt ?? undefined,
		});
	return await asHolder(watching, person.id, async () => {
		const known = live.get(ticket);
		if (!known) await live.add(watch, note);
		return known ?? watch;
	});
}

/** Whether a watch follows a temporary password. */
export async function isOfTemporary({ live }: Watching, watch: Watch): Promise<boolean> {
	return changeOf((await live.surroundings(watch)).ledger, watch.ticket)?.isTemporary === true;
}

/**
 * Lets the watch of a temporary password follow the person's own change after it.
 *
 * @param changedAt Entra's time of the person's own change
 */
export async function followOwnChange(
	watching: Watching,
	{ ticket, person, notice }: Watch,
	changedAt: Date,
): Promise<Watch | undefined> {
	const { domain, live } = watching;
	const observations = await readBaseline(domain, person);
	const at = now();
	const follow = (ledger: PersonLedger) =>
		followed(ledger, { ticket, changedAt, now: at, observations });
	return await asHolder(watching, person.id, async () => {
		live.update(ticket, (watch) => retakeBaseline(watch, { notice, now: at }), at);
		await live.updatePerson(person.id, follow, at).saved;
		await live.settle(ticket);
		return live.get(ticket);
	});
}

/** Deletes a watch whose change did not happen, together with that change. */
export async function forgetRefused(watching: Watching, watch: Watch): Promise<void> {
	const { store, live } = watching;
	const { ticket, person } = watch;
	const drop = (ledger: PersonLedger) => dropChange(ledger, ticket);
	await asHolder(watching, person.id, async () => {
		await live.updatePerson(person.id, drop, now()).saved;
		await store.saveWatch(watch, (await live.surroundings(watch)).ledger);
		await live.remove(ticket);
	});
}

type Followed = {
	ticket: string;
	changedAt: Date;
	now: Date;
	observations: Awaited<ReturnType<typeof readBaseline>>;
};

/** Entra's date of one change, read at different times. */
const SAME_CHANGE_MS = 2_000;

/** If the ledger already has the change without a watch, it becomes the one that is followed. */
function followed(
	ledger: PersonLedger,
	{ ticket, changedAt, now, observations }: Followed,
): PersonLedger {
	const isSame = ({ ticket: other, changedAt: known }: PersonLedger["changes"][number]) =>
		other === undefined &&
		known !== undefined &&
		Math.abs(known.getTime() - changedAt.getTime()) <= SAME_CHANGE_MS;
	const others = { ...ledger, changes: ledger.changes.filter((change) => !isSame(change)) };
	const sentAt = changedAt < now ? changedAt : now;
	const sent = noteSending(takeReadings(others, observations), {
		ticket,
		at: sentAt,
		isPast: true,
	});
	return noteChange(sent, ticket, changedAt, now);
}

/** Deletes a person's own watch. What is known about the change stays in the ledger, without the watch. */
export async function forgetWatch(
	watching: Watching,
	{ ticket, personId }: { ticket: string; personId: string },
): Promise<FoundWatch> {
	return await asHolder(watching, personId, async () => {
		const found = await findOwnWatch(watching, ticket, personId);
		if (found.ok) await watching.live.remove(ticket);
		return found;
	});
}
