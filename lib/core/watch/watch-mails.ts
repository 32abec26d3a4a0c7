import { mayTryOnce } from "../readiness/readiness.ts";
import { DOUBT_ANNOUNCED_AFTER_MS } from "./status-message.ts";
import { hasEnded, type Watch } from "./watch.ts";

/**
 * `changed`: a security notice. `usable`: the new password works in the managed domain. `doubtful`:
 * it probably does. `moved-on`: it did, and keys have been written since, perhaps of a newer one.
 */
export const MAIL_KINDS = ["changed", "usable", "doubtful", "moved-on"] as const;
type MailKind = (typeof MAIL_KINDS)[number];

/** A mail about a watch, with the facts that it states. */
export type WatchMail = {
	kind: MailKind;
	ticket: string;
	/** The recipient. */
	mail: string;
	locale: string;
	/** The user principal name of the account. */
	account: string;
	/** `undefined`: the change showed up in the domain but was never reported. */
	changedAt: Date | undefined;
	usableAt: Date | undefined;
	/** Since when the state has been the one that the mail announces. */
	stateSince: Date;
	/** The watched controllers; empty: the portal cannot see the managed domain. */
	controllers: string[];
};

/**
 * The mails that are due for a watch. They stay due when its state changes back and forth: the
 * outbox sends each kind once per watch, not before `mailDelayMs`, and only while `mailTruth`
 * confirms it.
 */
export function watchMails(watch: Watch): WatchMail[] {
	const { notice, ticket, person, changedAt, usableAt } = watch;
	if (!notice || watch.ended) return [];
	const about = { ...notice, ticket, account: person.userPrincipalName, ...factsOf(watch) };
	// Without a report, keys alone may belong to an earlier change until everything is proven.
	const hasChanged = changedAt !== undefined || usableAt !== undefined;
	const kinds: MailKind[] = [
		...(hasChanged ? (["changed"] as const) : []),
		...(usableAt ? (["usable"] as const) : []),
		...(isDoubtful(watch) ? (["doubtful"] as const) : []),
		...(hasMovedOn(watch) ? (["moved-on"] as const) : []),
	];
	return kinds.map((kind) => ({ ...about, kind }));
}

function factsOf({ changedAt, usableAt, stateSince, controllers }: Watch) {
	return { changedAt, usableAt, stateSince, controllers };
}

/** The mail as it has to be sent now: what it announces may have ended and begun again since it became due. */
export function upToDate(mail: WatchMail, watch: Watch | undefined): WatchMail {
	return watch ? { ...mail, ...factsOf(watch) } : mail;
}

/** How long a mail waits after it first became due, in milliseconds. */
export function mailDelayMs({ kind }: Pick<WatchMail, "kind">): number {
	return kind === "doubtful" ? DOUBT_ANNOUNCED_AFTER_MS : 0;
}

/**
 * Whether a mail is still true at `now`. That a password was changed stays true; for all others the
 * watch may have been forgotten, superseded or regressed since they became due.
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
			return isDoubtful(watch) && lastedMs >= DOUBT_ANNOUNCED_AFTER_MS ? "now" : "not-now";
		}
	}
}

function isDoubtful({ state, doubt }: Watch): boolean {
	return state === "unconfirmed" && doubt !== undefined && mayTryOnce(doubt);
}

function hasMovedOn({ state, doubt }: Watch): boolean {
	return state === "unconfirmed" && doubt === "moved-on";
}
