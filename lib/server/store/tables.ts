/** The tables as Kysely sees them. Instants are milliseconds since 1970 in UTC. */
export type Tables = {
	watches: {
		ticket: string;
		person_id: string;
		opened_at_ms: number;
		changed_at_ms: number | null;
		ended_at_ms: number | null;
		revision: number;
		/** The whole watch as JSON; the other columns exist for searching. */
		body: string;
	};
	/** What is known about each person: what controllers held, and every change. */
	ledgers: {
		person_id: string;
		touched_at_ms: number;
		/** The whole ledger as JSON. */
		body: string;
	};
	/** One row: how the domain writes, learned from landings. */
	habits: {
		id: number;
		body: string;
	};
	/** How long changes took here, stored without names, for the forecast. */
	waits: {
		/** A digest of the ticket, so that each change is counted once. */
		id: string;
		usable_at_ms: number;
		wait_ms: number;
		is_first_change: number;
	};
	/** Who has waited, so that each person is counted once; it identifies no wait. */
	waited: {
		/** A digest of the person's id. */
		person: string;
		/** The day on which the wait ended, in days since 1970 in UTC. */
		day: number;
	};
	/** Mails to send, and mails that were sent, so that none is sent twice. */
	mails: {
		/** A digest of the ticket and the kind. */
		id: string;
		/** Recipient and content, as JSON; null once it is finished. */
		body: string | null;
		queued_at_ms: number;
		not_before_ms: number;
		/** A process is sending it, until this time. */
		claimed_until_ms: number;
		attempts: number;
		ended_at_ms: number | null;
		outcome: string | null;
	};
	/** Addresses that the helpdesk hands out. */
	links: {
		id: string;
		made_at_ms: number;
		expires_at_ms: number;
		ended_at_ms: number | null;
		/** The whole link as JSON; the other columns exist for searching. */
		body: string;
	};
	/** The stages reached through a link, without names: each mark is a digest of a random value. */
	link_marks: {
		link_id: string;
		stage: string;
		mark: string;
	};
	/** How many people of a group were in each state, without names. */
	cohort_snapshots: {
		group_id: string;
		/** The start of the five minutes it covers. */
		slot_ms: number;
		at_ms: number;
		/** The counts as JSON. */
		counts: string;
	};
	/** By when everybody in a group should have changed the password. */
	deadlines: {
		group_id: string;
		/** A calendar day, e.g. `2026-12-11`. */
		day: string;
	};
	/** Answers of calls that created something, for a day. */
	answers: {
		/** A digest of the caller, the call and its idempotency key. */
		key: string;
		/** A digest of the request. */
		asked: string;
		status: number;
		body: string;
		at_ms: number;
	};
	/** Who did what; each row is chained to the previous one. */
	audit: {
		seq: number;
		at_ms: number;
		action: string;
		/** Names in lower case, for searching. */
		words: string;
		/** The whole row as hashed; the other columns exist for searching. */
		body: string;
		hash: string;
		/** The key that the hash was made with; empty: none. */
		key_id: string;
	};
	/** One row: the last row of the audit, and the one before its first. */
	audit_head: {
		id: number;
		seq: number;
		hash: string;
		start_seq: number;
		start_hash: string;
	};
};

/** Additional tables in PostgreSQL, for several portals. */
export type SharedTables = Tables & {
	/** The running portals, each with a row that it renews. */
	portals: {
		id: string;
		seen_at: Date;
		/** Since when it has read its people, as JSON. */
		read_times: string;
	};
	/** Which portal follows whom. */
	holders: {
		person_id: string;
		portal: string;
		/** Increases with each takeover of the person. */
		turn: number;
	};
	/** Current look-ups of cohorts. */
	look_ups: {
		id: string;
		agent_id: string;
		group_id: string;
		members: number;
		ends_at_ms: number;
	};
	look_up_people: { look_up: string; person: string };
};
