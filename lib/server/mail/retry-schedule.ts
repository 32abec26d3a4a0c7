const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Growing pauses between attempts, to cover anything from a restart of the mail server to a weekend without it. */
const PAUSES_MS = [
	MINUTE_MS,
	5 * MINUTE_MS,
	15 * MINUTE_MS,
	HOUR_MS,
	3 * HOUR_MS,
	6 * HOUR_MS,
	12 * HOUR_MS,
	24 * HOUR_MS,
];

/** The link in a mail lives as long as its watch; after that the mail is useless. */
export const MAIL_LIFETIME_MS = 72 * HOUR_MS;

/** While the mail server itself is unavailable, it is tried at least this often, with any mail. */
const LONGEST_SERVER_PAUSE_MS = HOUR_MS;

/**
 * How long to wait after this many failed attempts, in milliseconds (RFC 5321 section 4.5.4.1 asks
 * for growing pauses). `undefined`: the mail is abandoned.
 */
export function pauseAfterMs(failedTries: number): number | undefined {
	return PAUSES_MS[failedTries - 1];
}

/** How long to pause a mail server that was unavailable this many times in a row, in milliseconds. */
export function serverPauseAfterMs(failures: number): number {
	return Math.min(pauseAfterMs(failures) ?? LONGEST_SERVER_PAUSE_MS, LONGEST_SERVER_PAUSE_MS);
}
