import { type ClockReading, clockOffsetMs } from "#lib/clock/clock-offset.ts";
import { notChecked, pass, type Verdict, warn } from "./check-row.ts";

/** Below this nobody notices. */
const WARN_MS = 60_000;

/**
 * Judges this machine's clock by another one, read over the network. The portal corrects itself by the
 * tenant's (`tenant-clock.ts`), so that a wrong clock alone does not end it.
 *
 * @param reading `undefined`: the other one did not tell
 */
export function judgeClock(reading: ClockReading | undefined): Verdict {
	if (!reading) return notChecked("It does not tell its time.");
	const offsetMs = clockOffsetMs(reading);
	const apart = Math.abs(offsetMs);
	if (apart === 0) return pass("It agrees with this machine's, within a second.");
	const seconds = Math.round(apart / 1000);
	const found = `This machine is ${seconds} s ${offsetMs > 0 ? "ahead of" : "behind"} it.`;
	if (apart <= WARN_MS) return pass(found);
	return warn(
		found,
		"Set this machine's clock by NTP: the portal corrects itself by the tenant's clock, while certificates and logs go by this one. If the other clock is the wrong one, mend that: sign-ins in the domain fail from 5 minutes on.",
	);
}
