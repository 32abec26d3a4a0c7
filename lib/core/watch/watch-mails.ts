import type { Watch } from "./watch.ts";

/** `changed`: a security notice. `usable`: the new password works in the managed domain. */
type MailKind = "changed" | "usable";

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
	/** The controllers that are watched; none: the portal cannot see the managed domain. */
	controllers: string[];
};

/**
 * The mails that a watch calls for by now. It goes on calling for them, also when its state goes back
 * and forth: whoever sends them sends each kind once for each watch.
 */
export function watchMails(watch: Watch): WatchMail[] {
	const { notice, ticket, person, changedAt, usableAt } = watch;
	if (!notice || watch.ended) return [];
	const about = {
		...notice,
		ticket,
		account: person.userPrincipalName,
		changedAt,
		usableAt,
		controllers: watch.controllers,
	};
	// Keys alone, without a report, may be those of an earlier change until all is proven.
	const hasChanged = changedAt !== undefined || usableAt !== undefined;
	return [
		...(hasChanged ? [{ ...about, kind: "changed" as const }] : []),
		...(usableAt ? [{ ...about, kind: "usable" as const }] : []),
	];
}
