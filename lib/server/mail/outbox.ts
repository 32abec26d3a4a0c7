import { createHash } from "node:crypto";
import { mailTruth, type WatchMail } from "#lib/core/watch/watch-mails.ts";
import type { Log } from "#lib/log.ts";
import type { Limits } from "#lib/server/http/limits.ts";
import type { Metrics } from "#lib/server/metrics/metrics.ts";
import type { ClaimedMail, MailOutcome } from "#lib/server/store/mails.ts";
import type { Store } from "#lib/server/store/store.ts";
import { MAIL_LIFETIME_MS, pauseAfterMs, serverPauseAfterMs } from "./retry-schedule.ts";
import type { SendFailure, SendResult } from "./send-result.ts";

/** Longer than the longest try, so that nobody else takes a mail that is still being sent. */
const CLAIM_MS = 15 * 60_000;

/** A mail waits this long when what it says does not hold just now, in milliseconds. */
const NOT_TRUE_NOW_MS = 60_000;

type OutboxParts = {
	store: Pick<Store, "claimMail" | "deferMail" | "endMail" | "findWatch">;
	/** Writes a mail and hands it in, once. */
	send: (id: string, about: WatchMail) => Promise<SendResult>;
	limits: Pick<Limits, "take">;
	metrics: Pick<Metrics, "mail">;
	log: Log;
	now: () => Date;
	/** A clock that never jumps, in milliseconds from whenever. */
	elapsedMs?: () => number;
};

export type Outbox = {
	/**
	 * Sends every mail whose time has come, one after another, and takes up no further one when `stop` is
	 * given. @throws when the store cannot be used
	 */
	drain(stop?: AbortSignal): Promise<void>;
	/** The mail server took nothing the last time it was asked. */
	isServerAway(): boolean;
};

/**
 * Sends the mails that the store holds. Each is claimed first, so that several processes, or one that
 * was restarted, do not send it twice. One window is left: a process that is killed after the mail
 * server took a mail, and before that is written, sends it again when the claim has ended. So this is
 * "at least once", since a security notice that is lost helps a thief of a password, and one that
 * comes twice only puzzles; it has the same Message-ID, by which many servers drop the second.
 */
export function createOutbox(parts: OutboxParts): Outbox {
	const { store, log, now } = parts;
	const serverPause = createServerPause(log, parts.elapsedMs ?? (() => performance.now()));
	/** What has come to its end while the store could not be written: never to be sent again. */
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

/** A mail has come to its end, or waits. */
type Next = { outcome: MailOutcome } | { pauseMs: number; attempts: number };

async function tryMail(
	parts: OutboxParts,
	mail: ClaimedMail,
	serverPause: ServerPause,
): Promise<Next> {
	const { id, about, attempts, queuedAt } = mail;
	const { log, now } = parts;
	const truth = mailTruth(about, await parts.store.findWatch(about.ticket), now());
	if (truth === "never") return { outcome: "cancelled" };
	if (now().getTime() - queuedAt.getTime() > MAIL_LIFETIME_MS) return givenUp(log, mail);
	if (truth === "not-now") return { pauseMs: NOT_TRUE_NOW_MS, attempts };
	// A try that is repeated is the same mail.
	if (attempts === 0 && (await parts.limits.take("mails", digest(about.mail)))) {
		log.warn("mail-too-many", { kind: about.kind });
		return { outcome: "cancelled" };
	}
	const result = await parts.send(id, about);
	if (result.outcome === "away") serverPause.begin(result.answer);
	else serverPause.reset();
	if (result.outcome !== "sent") return afterFailure(log, mail, result);
	log.info("mail-sent", { kind: about.kind });
	return { outcome: "sent" };
}

/** Addresses are not kept to be counted. */
function digest(address: string): string {
	return createHash("sha256").update(address.toLowerCase()).digest("base64url");
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

/** Leaves a mail server alone that takes no mail at all, ever longer, whichever mail is next. */
type ServerPause = {
	isOver(): boolean;
	begin(answer: string): void;
	/** The server has answered about a mail. */
	reset(): void;
	/** It took nothing the last time, whether or not it is left alone just now. */
	isAway(): boolean;
};

/** @param elapsedMs a clock that never jumps: a corrected one would end a pause at once, or never */
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
