import { type ClockReading, clockOffsetMs } from "#lib/server/clock/clock-offset.ts";
import { fail, notChecked, pass, type Verdict, warn } from "./check-row.ts";

const WARN_MS = 60_000;
/** Kerberos allows this much (RFC 4120 8.2), and tokens are refused long before. */
const FAIL_MS = 5 * 60_000;

/** Judges this machine's clock by another one, read over the network. `undefined`: it did not tell. */
export function judgeClock(reading: ClockReading | undefined): Verdict {
	if (!reading) return notChecked("It does not tell its time.");
	const offsetMs = clockOffsetMs(reading);
	const apart = Math.abs(offsetMs);
	const seconds = Math.round(apart / 1000);
	if (apart === 0) return pass("It agrees with this machine's, within a second.");
	const found = `This machine is ${seconds} s ${offsetMs > 0 ? "ahead of" : "behind"} it.`;
	const todo =
		"Set this machine's clock by NTP. If the other clock is the wrong one, mend that: sign-ins in the domain fail over 5 minutes.";
	if (apart > FAIL_MS) return fail(found, todo);
	return apart > WARN_MS ? warn(found, todo) : pass(found);
}
