/** The tables as Kysely sees them. Instants are milliseconds since 1970 in UTC. */
export type Tables = {
	watches: {
		ticket: string;
		person_id: string;
		opened_at_ms: number;
		changed_at_ms: number | null;
		ended_at_ms: number | null;
		/** The whole watch as JSON; the columns beside it are what is searched for. */
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
};
