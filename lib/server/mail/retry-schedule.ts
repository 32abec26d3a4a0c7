const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Growing pauses between tries: at first a restart of the mail server, at last a weekend without it. */
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

/** The link in a mail lives as long as its watch; a mail after that is of no use to anybody. */
export const MAIL_LIFETIME_MS = 72 * HOUR_MS;

/** While the mail server itself is away, it is tried at least this often, with whichever mail is next. */
const LONGEST_SERVER_PAUSE_MS = HOUR_MS;

/**
 * How long to leave a mail alone after so many failed tries, in milliseconds (RFC 5321 section 4.5.4.1
 * asks for growing pauses). `undefined`: it is given up.
 */
export function pauseAfterMs(failedTries: number): number | undefined {
	return PAUSES_MS[failedTries - 1];
}

/** How long to leave a mail server alone that was away so many times in a row, in milliseconds. */
export function serverPauseAfterMs(failures: number): number {
	return Math.min(pauseAfterMs(failures) ?? LONGEST_SERVER_PAUSE_MS, LONGEST_SERVER_PAUSE_MS);
}
