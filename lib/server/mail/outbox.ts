import { mailTruth, upToDate, type WatchMail } from "#lib/core/watch/watch-mails.ts";
import type { Log } from "#lib/log.ts";
import type { Limits } from "#lib/server/http/limits.ts";
import type { Metrics } from "#lib/server/metrics/metrics.ts";
import type { ClaimedMail, MailOutcome } from "#lib/server/store/mails.ts";
import type { Store } from "#lib/server/store/store.ts";
import { MAIL_LIFETIME_MS, pauseAfterMs, serverPauseAfterMs } from "./retry-schedule.ts";
import type { SendFailure, SendResult } from "./send-result.ts";

/** Longer than the longest attempt, so that nobody else claims a mail that is still being sent. */
const CLAIM_MS = 15 * 60_000;

/** How long a mail waits while it is not true, in milliseconds. */
const NOT_TRUE_PAUSE_MS = 60_000;

type OutboxParts = {
	store: Pick<Store, "claimMail" | "deferMail" | "endMail" | "findWatch">;
	/** Writes a mail and submits it, once. */
	send: (id: string, about: WatchMail) => Promise<SendResult>;
	limits: Pick<Limits, "take">;
	metrics: Pick<Metrics, "mail">;
	log: Log;
	now: () => Date;
	/** A monotonic clock, in milliseconds. */
	elapsedMs?: () => number;
};

export type Outbox = {
	/**
	 * Sends every mail that is due, one after another, and starts no further one once `stop` aborts.
	 * @throws when the store is unavailable
	 */
	drain(stop?: AbortSignal): Promise<void>;
	/** The mail server accepted nothing at the last attempt. */
	isServerAway(): boolean;
};

/**
 * Sends the mails in the store. Each is claimed first, so that several processes, or one that was
 * restarted, do not send it twice. One window remains: a process that is killed after the mail
 * server accepted a mail, but before that is recorded, sends it again once the claim has expired.
 * So delivery is "at least once": a lost security notice helps a password thief, while a repeated
 * one merely puzzles; it has the same Message-ID, by which many servers drop duplicates.
 */
export function createOutbox(parts: OutboxParts): Outbox {
	const { store, log, now } = parts;
	const serverPause = createServerPause(log, parts.elapsedMs ?? (() => performance.now()));
	/** Outcomes that could not be written to the store: these mails are never sent again. */
	const unwritten = new Map<string, MailOutcome>();

	async function end(id: string, outcome: MailOutcome): Promise<void> {
		unwritten.set(id, outcome);
		await store.endMail(id, outcome, now());
		parts.metrics.mail(outcome);
		unwritten.delete(id);
	}

	return {
		isServerAway: serverPause.isAway,
		async drain(stop) {
			for (const [id, outcome] of unwritten) await end(id, outcome);
			while (!stop?.aborted && serverPause.isOver()) {
				const mail = await store.claimMail(now(), new Date(now().getTime() + CLAIM_MS));
				if (!mail) return;
				const next = await tryMail(parts, mail, serverPause);
				if ("outcome" in next) await end(mail.id, next.outcome);
				else {
					const notBefore = new Date(now().getTime() + next.pauseMs);
					if (next.attempts > mail.attempts) parts.metrics.mail("deferred");
					await store.deferMail(mail, { notBefore, attempts: next.attempts });
				}
			}
		},
	};
}

/** A mail is finished, or waits. */
type Next = { outcome: MailOutcome } | { pauseMs: number; attempts: number };

async function tryMail(
	parts: OutboxParts,
	mail: ClaimedMail,
	serverPause: ServerPause,
): Promise<Next> {
	const { id, about, attempts, queuedAt } = mail;
	const { log, now } = parts;
	const watch = await parts.store.findWatch(about.ticket);
	const truth = mailTruth(about, watch, now());
	if (truth === "never") return { outcome: "cancelled" };
	if (now().getTime() - queuedAt.getTime() > MAIL_LIFETIME_MS) return givenUp(log, mail);
	if (truth === "not-now") return { pauseMs: NOT_TRUE_PAUSE_MS, attempts };
	// A retry is the same mail.
	if (attempts === 0 && (await parts.limits.take("mails", about.mail.toLowerCase()))) {
		log.warn("mail-limit-reached", { kind: about.kind });
		return { outcome: "cancelled" };
	}
	const result = await parts.send(id, upToDate(about, watch));
	if (result.outcome === "away") serverPause.begin(result.answer);
	else serverPause.reset();
	if (result.outcome !== "sent") return afterFailure(log, mail, result);
	log.info("mail-sent", { kind: about.kind });
	return { outcome: "sent" };
}

function afterFailure(log: Log, mail: ClaimedMail, { outcome, answer }: SendFailure): Next {
	const { kind } = mail.about;
	if (outcome === "refused") {
		log.error("mail-refused", { kind, answer });
		return { outcome };
	}
	const attempts = mail.attempts + 1;
	const pauseMs = pauseAfterMs(attempts);
	if (pauseMs === undefined) return givenUp(log, mail);
	if (outcome === "deferred") log.warn("mail-deferred", { kind, attempts, pauseMs, answer });
	return { pauseMs, attempts };
}

function givenUp(log: Log, { about: { kind }, attempts }: ClaimedMail): Next {
	log.error("mail-given-up", { kind, attempts });
	return { outcome: "given-up" };
}

/** Pauses all sending to a mail server that accepts no mail, for longer each time. */
type ServerPause = {
	isOver(): boolean;
	begin(answer: string): void;
	/** The server has answered for one mail. */
	reset(): void;
	/** It accepted nothing at the last attempt, whether or not it is paused now. */
	isAway(): boolean;
};

/** @param elapsedMs a monotonic clock: a corrected one could end a pause at once, or never */
export function createServerPause(log: Log, elapsedMs: () => number): ServerPause {
	let failures = 0;
	let untilMs = Number.NEGATIVE_INFINITY;
	return {
		isOver: () => elapsedMs() >= untilMs,
		begin(answer) {
			failures += 1;
			const pauseMs = serverPauseAfterMs(failures);
			untilMs = elapsedMs() + pauseMs;
			log.error("mail-server-away", { failures, pauseMs, answer });
		},
		isAway: () => failures > 0,
		reset() {
			failures = 0;
			untilMs = Number.NEGATIVE_INFINITY;
		},
	};
}
