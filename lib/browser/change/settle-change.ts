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
 * Resolves a change as far as possible now: checks whether Entra's date of the last change has
 * moved, and reports it to the portal's server. Can be repeated at any time; it never sends a
 * password.
 *
 * @param isConfirmed Graph confirmed the change; only its exact time is missing
 * @returns the updated record; `changedAt` is missing while the outcome is unknown
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
	// Not earlier: the change may have ended the sign-in that could obtain new tokens.
	if (settled.changedAt) forgetGraphTokens();
	// If another change was started meanwhile, perhaps in another tab, the browser must remember that
	// one.
	if (isRemembered(record)) writeChangeRecord(settled);
	return settled;
}

/** The result of one poll of Entra that showed no change: unchanged, or why it failed. */
export type Look = "unchanged" | Failure;

/** Whether polling is pointless until the next sign-in. */
export const mustSignInToLook = (look: Look): boolean => look !== "unchanged" && needsSignIn(look);

/** Reads Entra once. @returns Entra's time of the last change if it is later than the recorded one */
export async function lookForChange(signIn: SignIn, record: ChangeRecord): Promise<Date | Look> {
	const result = await readOwnProfile(signIn);
	if (!result.ok) return result.failure;
	return changeShownBy(result.value, record) ?? "unchanged";
}

/** Final answers to a report; the domain itself then shows the change. */
const FINAL: readonly FailureCode[] = ["watch-not-found", "watch-ended", "portal-refused"];

/** Whether nothing is left to report: the server has recorded the change, or will never accept it. */
async function report(signIn: SignIn, ticket: string, changedAt: Date): Promise<boolean> {
	const result = await callPortal(signIn, (token) => reportChange(token, ticket, changedAt));
	return result.ok || FINAL.includes(result.failure.code);
}
