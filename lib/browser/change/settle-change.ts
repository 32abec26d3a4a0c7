import { type Failure, type FailureCode, needsSignIn } from "#lib/core/failure.ts";
import { callPortal } from "#lib/entra/sign-in/send-with-token.ts";
import { forgetGraphTokens, type SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { readOwnProfile } from "../person/load-person.ts";
import { reportChange } from "../portal-api.ts";
import {
	type ChangeRecord,
	changeShownBy,
	isRemembered,
	writeChangeRecord,
} from "./change-record.ts";

/**
 * Brings a change to where it is known and reported, as far as that goes now: asks Entra whether the
 * date of the last change has moved, and tells the portal's server. Can be repeated at any time; it never
 * sends a password.
 *
 * @param isConfirmed Graph has said that the change was made; only its exact time is missing
 * @returns the record as it is now; `changedAt` is missing while nobody knows
 */
export async function settleChange(
	signIn: SignIn,
	record: ChangeRecord,
	{ isConfirmed }: { isConfirmed: boolean },
): Promise<ChangeRecord> {
	const found = record.changedAt ?? (await lookForChange(signIn, record));
	const changedAt = found instanceof Date ? found : undefined;
	const settled = { ...record, changedAt: changedAt ?? (isConfirmed ? record.sentAt : undefined) };
	if (settled.changedAt && !settled.isReported) {
		settled.isReported = await report(signIn, settled.ticket, settled.changedAt);
	}
	// Not before: the sign-in that could get another one may have ended with the change.
	if (settled.changedAt) forgetGraphTokens();
	// A change that was begun meanwhile, in another tab perhaps, is what this browser has to remember.
	if (isRemembered(record)) writeChangeRecord(settled);
	return settled;
}

/** What one look at Entra told, when it showed no change: none, or why it could not look. */
export type Look = "unchanged" | Failure;

/** Whether looking makes no sense before another sign-in. */
export const mustSignInToLook = (look: Look): boolean => look !== "unchanged" && needsSignIn(look);

/** Looks at Entra once. @returns Entra's time of the last change, if it is later than the one from before */
export async function lookForChange(signIn: SignIn, record: ChangeRecord): Promise<Date | Look> {
	const result = await readOwnProfile(signIn);
	if (!result.ok) return result.failure;
	return changeShownBy(result.value, record) ?? "unchanged";
}

/** Answers that stay the same however often a report is repeated; the domain itself tells then. */
const FINAL: readonly FailureCode[] = ["watch-not-found", "watch-ended", "portal-refused"];

/** Whether nothing is left to report: the portal's server knows of the change, or will never take it. */
async function report(signIn: SignIn, ticket: string, changedAt: Date): Promise<boolean> {
	const result = await callPortal(signIn, (token) => reportChange(token, ticket, changedAt));
	return result.ok || FINAL.includes(result.failure.code);
}
