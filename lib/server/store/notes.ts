import { type QueryExecutorProvider, sql } from "kysely";
import type { Log } from "#lib/log.ts";
import type { PostgresDatabase } from "./postgres.ts";

const CHANNEL = "keyturn";
/** A PostgreSQL notification has 8,000 bytes; a ticket has 32 and a person's id 36. */
const NAMES_IN_A_NOTE = 80;
const AGAIN_AFTER_MS = 500;

/**
 * A notification from one portal to the others: ids only, since what happened is in the store. A
 * lost one merely causes a delay.
 */
export type Note = {
	/** The sending portal, which knows already. */
	from: string;
	/** Tickets of watches that were written or forgotten. */
	watches?: readonly string[];
	/** People that it holds from now on, each with the turn. */
	taken?: readonly (readonly [personId: string, turn: number])[];
	/** New habits of the domain were learned. */
	habits?: true;
	/** It has ended, and its people may be taken over. */
	left?: true;
};

/** Notifies the others when the transaction commits, and only then. */
export async function notify(tx: QueryExecutorProvider, note: Note): Promise<void> {
	for (const one of inParts(note)) {
		await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(one)})`.execute(tx);
	}
}

function inParts(note: Note): Note[] {
	const { watches = [], taken = [], ...rest } = note;
	const count = Math.max(1, Math.ceil(Math.max(watches.length, taken.length) / NAMES_IN_A_NOTE));
	return Array.from({ length: count }, (_, n) => {
		const [start, end] = [n * NAMES_IN_A_NOTE, (n + 1) * NAMES_IN_A_NOTE];
		return { ...rest, watches: watches.slice(start, end), taken: taken.slice(start, end) };
	});
}

/** A listener for notifications. */
export type NoteListener = {
	onNote(note: Note): void;
	/** Notifications may have been missed: everything has to be checked. */
	onGap(): void;
};

/** A connection that listens, until it is stopped. */
export type Listening = {
	/** Reconnects: another server may be the primary now. */
	reopen(): void;
	stop(): Promise<void>;
};

/**
 * Listens to the notifications of all portals, on a connection of its own that is reopened when
 * lost.
 */
export function listenToNotes(
	newClient: PostgresDatabase["newClient"],
	{ onNote, onGap }: NoteListener,
	log: Log,
): Listening {
	const stop = new AbortController();
	let current = newClient();
	let timer: NodeJS.Timeout | undefined;
	/** Logged once per outage, not twice a second. */
	let hasFailed = false;

	function again(client: typeof current): void {
		if (stop.signal.aborted || client !== current) return;
		current = newClient();
		timer = setTimeout(() => void connect(current), AGAIN_AFTER_MS);
		timer.unref();
		client.end().catch(() => undefined);
	}

	async function connect(client: typeof current): Promise<void> {
		client.on("error", () => again(client));
		client.on("end", () => again(client));
		client.on("notification", ({ payload }) => {
			const note = payload === undefined ? undefined : noteIn(payload);
			if (note) onNote(note);
			else log.warn("notification-invalid");
		});
		try {
			await client.connect();
			await client.query(`listen ${CHANNEL}`);
			hasFailed = false;
			onGap();
		} catch (error) {
			if (!hasFailed) log.warn("notification-listener-failed", { error });
			hasFailed = true;
			again(client);
		}
	}

	void connect(current);
	return {
		reopen: () => again(current),
		async stop() {
			stop.abort();
			clearTimeout(timer);
			await current.end().catch(() => undefined);
		},
	};
}

/**
 * Anybody who may write to the database may also send notifications; portals of one version
 * understand each other.
 */
function noteIn(payload: string): Note | undefined {
	try {
		const note: unknown = JSON.parse(payload);
		return typeof note === "object" && note !== null && "from" in note ? (note as Note) : undefined;
	} catch {
		return undefined;
	}
}
