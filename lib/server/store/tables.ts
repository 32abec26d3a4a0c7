/** The tables as Kysely sees them. Instants are milliseconds since 1970 in UTC. */
export type Tables = {
	watches: {
		ticket: string;
		person_id: string;
		opened_at_ms: number;
		changed_at_ms: number | null;
		ended_at_ms: number | null;
		/** 0: written by a version that had it in the body alone. */
		revision: number;
		/** The whole watch as JSON; the columns beside it are what is searched for. */
		body: string;
	};
	/** What is known of each person: what controllers held, and every change. */
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
	/** How long changes took here; kept without any name, for the forecast. */
	waits: {
		/** A digest of the ticket, so that one change is counted once. */
		id: string;
		usable_at_ms: number;
		wait_ms: number;
		is_first_change: number;
	};
	/** Who has waited, so that each person is counted once; no wait is known by it. */
	waited: {
		/** A digest of the person's id. */
		person: string;
		/** The day on which the wait ended, in days since 1970 in UTC. */
		day: number;
	};
	/** Mails that are to be sent, and which have been, so that none is sent twice. */
	mails: {
		/** A digest of the ticket and the kind. */
		id: string;
		/** Whom and what it is about, as JSON; null once it has come to its end. */
		body: string | null;
		queued_at_ms: number;
		not_before_ms: number;
		/** A process is sending it, until then. */
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
		/** The whole link as JSON; the columns beside it are what is searched for. */
		body: string;
	};
	/** How far people came by a link, without a name: each mark is a digest of a random value. */
	link_marks: {
		link_id: string;
		stage: string;
		mark: string;
	};
	/** How many of a group were in which state, without a name. */
	cohort_snapshots: {
		group_id: string;
		/** The start of the five minutes that it is for. */
		slot_ms: number;
		at_ms: number;
		/** The counts as JSON. */
		counts: string;
	};
	/** Answers of calls that made something, for a day. */
	answers: {
		/** A digest of who called, what, and the call's own key. */
		key: string;
		/** A digest of what was sent. */
		asked: string;
		status: number;
		body: string;
		at_ms: number;
	};
	/** Who did what; each row is chained to the one before it. */
	audit: {
		seq: number;
		at_ms: number;
		action: string;
		/** Names in lower case, to search for. */
		words: string;
		/** The whole row as it is hashed; the columns beside it are what is searched for. */
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

/** What there is in PostgreSQL alone, for several portals. */
export type SharedTables = Tables & {
	/** The portals that run, each with a row that it renews. */
	portals: {
		id: string;
		seen_at: Date;
		/** When it has read its people, as JSON. */
		read_times: string;
	};
	/** Which portal follows whom. */
	holders: {
		person_id: string;
		portal: string;
		/** One higher with each portal that takes the person. */
		turn: number;
	};
	/** Look-ups of cohorts that are under way. */
	look_ups: {
		id: string;
		agent_id: string;
		group_id: string;
		members: number;
		ends_at_ms: number;
	};
	/** Who has been looked up in each. */
	look_up_people: { look_up: string; person: string };
};
