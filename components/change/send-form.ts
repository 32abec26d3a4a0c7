import { formatTimeOfDay } from "#components/ui/instant.tsx";
import { submitChange } from "#lib/browser/change/submit-change.ts";
import { keep, readKept } from "#lib/browser/site/kept.ts";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import {
	type PasswordDoubt,
	passwordDoubts,
	passwordProblems,
} from "#lib/core/password-problems.ts";
import {
	countedTries,
	isLockoutNear,
	noTries,
	notBefore,
	noteTry,
	type Tries,
} from "#lib/core/try-pace.ts";
import { type ChangeError, type ChangeText, changeErrors } from "./change-error.ts";

type Submit = Parameters<typeof submitChange>;

type Form = {
	signIn: Submit[0];
	me: Submit[1];
	passwords: Pick<Submit[2], "existing" | "next">;
	/** When the earlier attempt was sent, if the person wants to repeat it although its outcome is unknown. */
	knownTry: Date | undefined;
	/** The doubts about these very passwords that the person has seen and accepted. */
	shownDoubts: Set<PasswordDoubt["code"]>;
	text: ChangeText;
	/** Called once nothing prevents sending. */
	onSending: () => void;
	/** Called when the person learns of an earlier attempt, and may submit again anyway. */
	onOpenTry: (triedAt: Date) => void;
};

/**
 * Validates a form and sends it.
 *
 * @returns `sent` when there is something to follow, else the errors, in words
 */
export async function sendForm(form: Form): Promise<"sent" | ChangeError[]> {
	const { signIn, me, passwords, knownTry, shownDoubts, text, onSending, onOpenTry } = form;
	const errors = changeErrors(text);
	const problems = passwordProblems(passwords.existing, passwords.next);
	if (problems.length > 0) return errors.fromProblems(problems);
	const doubts = passwordDoubts(passwords.existing, passwords.next).filter(
		({ code }) => !shownDoubts.has(code),
	);
	for (const { code } of doubts) shownDoubts.add(code);
	if (doubts.length > 0) return errors.fromProblems(doubts);
	const tries = readTries(me.id);
	const { lockedAfter } = signIn.config.tenant;
	const wait = notBefore(tries, lockedAfter);
	if (wait && wait > new Date()) return errors.tooSoon(inWords(wait));
	onSending();
	const result = await submitChange(signIn, me, { ...passwords, knownTry });
	if (result.outcome === "changed") writeTries(noTries(me.id, new Date()));
	// An unanswered attempt may have had a wrong password, so earlier counts are kept.
	if (result.outcome === "changed" || result.outcome === "not-known") return "sent";
	if ("triedAt" in result && result.triedAt) onOpenTry(result.triedAt);
	const after = result.outcome === "failed" ? noteTry(tries, result.failure, new Date()) : tries;
	writeTries(after);
	const until = isLockoutNear(after, lockedAfter) ? notBefore(after, lockedAfter) : undefined;
	return errors.fromResult(result, until && { limit: lockedAfter, until: inWords(until) });
}

const TRIES = "keyturn.tries";

/** This person's refused attempts in this browser, which must survive a reload. */
function readTries(personId: string): Tries {
	const kept = readKept("localStorage", TRIES, parseWithDates) as Tries | undefined;
	return countedTries(kept?.lastAt instanceof Date ? kept : undefined, personId, new Date());
}

const writeTries = (tries: Tries) => keep("localStorage", TRIES, tries);

/** Rounded up to the next full minute. */
function inWords(instant: Date): string {
	const minute = new Date(Math.ceil(instant.getTime() / 60_000) * 60_000);
	return formatTimeOfDay(minute, document.documentElement.lang);
}
