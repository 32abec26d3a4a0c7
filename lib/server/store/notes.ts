import { type QueryExecutorProvider, sql } from "kysely";
import type { Log } from "#lib/log.ts";
import type { PostgresDatabase } from "./postgres.ts";

const CHANNEL = "keyturn";
/** PostgreSQL takes 8,000 bytes; a ticket has 32 and a person's id 36. */
const NAMES_IN_A_NOTE = 80;
const AGAIN_AFTER_MS = 500;

/**
 * What one portal tells the others: names alone, since what has happened is in the store. A note that is
 * lost delays, and nothing more.
 */
export type Note = {
	/** The portal that tells it, which knows. */
	from: string;
	/** Tickets of watches that were written or forgotten. */
	watches?: readonly string[];
	/** People whom it follows from now on, each with the turn. */
	taken?: readonly (readonly [personId: string, turn: number])[];
	/** How the domain writes has been learned. */
	habits?: true;
	/** It has ended, and whoever wants may take its people. */
	left?: true;
};

/** Tells the others when the transaction is written, and only then. */
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

/** Who hears the notes. */
export type NoteListener = {
	onNote(note: Note): void;
	/** Notes may have been missed: everything is to be looked at anew. */
	onGap(): void;
};

/**
 * Hears the notes of all portals, over a connection of its own that is made anew when it is lost.
 *
 * @returns a function that ends it
 */
export function listenToNotes(
	newClient: PostgresDatabase["newClient"],
	{ onNote, onGap }: NoteListener,
	log: Log,
): () => Promise<void> {
	const stop = new AbortController();
	let current = newClient();
	let timer: NodeJS.Timeout | undefined;

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
			else log.warn("note-not-understood");
		});
		try {
			await client.connect();
			await client.query(`listen ${CHANNEL}`);
			onGap();
		} catch (error) {
			log.warn("notes-not-heard", { error });
			again(client);
		}
	}

	void connect(current);
	return async () => {
		stop.abort();
		clearTimeout(timer);
		await current.end().catch(() => undefined);
	};
}

/** Whoever may write to the database may also tell anything; portals of one version understand each other. */
function noteIn(payload: string): Note | undefined {
	try {
		const note: unknown = JSON.parse(payload);
		return typeof note === "object" && note !== null && "from" in note ? (note as Note) : undefined;
	} catch {
		return undefined;
	}
}
