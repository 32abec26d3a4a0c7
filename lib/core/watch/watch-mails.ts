import { mayTryOnce } from "../readiness/readiness.ts";
import { DOUBT_TOLD_AFTER_MS } from "./saying.ts";
import { hasEnded, type Watch } from "./watch.ts";

/**
 * `changed`: a security notice. `usable`: the new password works in the managed domain. `doubtful`: it
 * probably does. `moved-on`: it did, and a newer one has arrived since.
 */
type MailKind = "changed" | "usable" | "doubtful" | "moved-on";

/** A mail about a watch, with the facts as they were when it was first called for. */
export type WatchMail = {
	kind: MailKind;
	ticket: string;
	/** Where it goes. */
	mail: string;
	locale: string;
	/** The account that it is about, by its user principal name. */
	account: string;
	/** `undefined`: the change has shown itself in the domain, but its time was never reported. */
	changedAt: Date | undefined;
	usableAt: Date | undefined;
	/** Since when the state has been what the mail tells. */
	stateSince: Date;
	/** The controllers that are watched; none: the portal cannot see the managed domain. */
	controllers: string[];
};

/**
 * The mails that a watch calls for by now. It goes on calling for them, also when its state goes back
 * and forth: the outbox sends each kind once for each watch, not before `mailDelayMs`, and only
 * while `mailTruth` says so.
 */
export function watchMails(watch: Watch): WatchMail[] {
	const { notice, ticket, person, changedAt, usableAt, stateSince } = watch;
	if (!notice || watch.ended) return [];
	const about = {
		...notice,
		ticket,
		account: person.userPrincipalName,
		changedAt,
		usableAt,
		stateSince,
		controllers: watch.controllers,
	};
	// Keys alone, without a report, may be those of an earlier change until all is proven.
	const hasChanged = changedAt !== undefined || usableAt !== undefined;
	const kinds: MailKind[] = [
		...(hasChanged ? (["changed"] as const) : []),
		...(usableAt ? (["usable"] as const) : []),
		...(isDoubtful(watch) ? (["doubtful"] as const) : []),
		...(hasMovedOn(watch) ? (["moved-on"] as const) : []),
	];
	return kinds.map((kind) => ({ ...about, kind }));
}

/** How long a mail waits after it was first called for, in milliseconds. */
export function mailDelayMs({ kind }: Pick<WatchMail, "kind">): number {
	return kind === "doubtful" ? DOUBT_TOLD_AFTER_MS : 0;
}

/**
 * Whether what a mail says holds at `now`. That a password was changed stays true; the watch of all
 * others may have been forgotten, superseded or taken back since they were called for.
 */
export function mailTruth(
	{ kind }: Pick<WatchMail, "kind">,
	watch: Watch | undefined,
	now: Date,
): "now" | "not-now" | "never" {
	if (kind === "changed") return "now";
	if (!watch || hasEnded(watch, now)) return "never";
	switch (kind) {
		case "usable":
			return watch.state === "usable" ? "now" : "not-now";
		case "moved-on":
			return hasMovedOn(watch) ? "now" : "not-now";
		case "doubtful": {
			if (watch.usableAt) return "never";
			const lastedMs = now.getTime() - watch.stateSince.getTime();
			return isDoubtful(watch) && lastedMs >= DOUBT_TOLD_AFTER_MS ? "now" : "not-now";
		}
	}
}

function isDoubtful({ state, doubt }: Watch): boolean {
	return state === "unconfirmed" && doubt !== undefined && mayTryOnce(doubt);
}

function hasMovedOn({ state, doubt }: Watch): boolean {
	return state === "unconfirmed" && doubt === "moved-on";
}
