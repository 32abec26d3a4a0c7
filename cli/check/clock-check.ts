import { type ClockReading, clockOffsetMs } from "#lib/clock/clock-offset.ts";
import { notChecked, pass, type Verdict, warn } from "./check-row.ts";

/** Smaller differences do not matter. */
const WARN_MS = 60_000;

/**
 * Judges this machine's clock by another one, read over the network. Never a failure, because the portal
 * corrects itself by the tenant's clock (`tenant-clock.ts`).
 *
 * @param reading `undefined`: the other one did not answer
 */
export function judgeClock(reading: ClockReading | undefined): Verdict {
	if (!reading) return notChecked("It does not report its time.");
	const offsetMs = clockOffsetMs(reading);
	const apart = Math.abs(offsetMs);
	if (apart === 0) return pass("It agrees with this machine's, within a second.");
	const seconds = Math.round(apart / 1000);
	const found = `This machine is ${seconds} s ${offsetMs > 0 ? "ahead of" : "behind"} it.`;
	if (apart <= WARN_MS) return pass(found);
	return warn(
		found,
		"Set this machine's clock by NTP: the portal corrects itself by the tenant's clock, but certificates and logs use this one. If the other clock is wrong, fix that one: sign-ins to the domain fail from 5 minutes on.",
	);
}
