import type { Log } from "#lib/log.ts";
import {
	awaitConfirmation,
	clockCorrectionSeconds,
	confirmClock,
	correctClock,
	isClockDoubtful,
	trustMachinesClock,
} from "./clock.ts";
import { type ClockReading, clockCorrectionMs } from "./clock-offset.ts";

const EVERY_MS = 10 * 60_000;
/** While the tenant cannot be reached. */
const RETRY_MS = 30_000;
const PATIENCE_MS = 3_000;
/** With a larger difference Kerberos and tokens start failing elsewhere too: the clock should be set. */
const WARN_MS = 60_000;
/** How often this machine's clock is compared with its monotonic clock, and what counts as a jump. */
const LOOK_EVERY_MS = 1_000;
const JUMP_MS = 2_500;

export type TenantClock = {
	/** Asks the tenant again, at most every 30 s, when there is reason to doubt. Never rejects. */
	doubt(): Promise<void>;
	stop(): void;
};

/**
 * Corrects this process's clock by the `Date` of the tenant's responses (RFC 9110 6.6.1): at once,
 * every ten minutes, and when the machine's clock was set or the machine has slept. Whatever is done to the
 * machine's clock counts only once the tenant has answered. Resolves after the first response, or after three
 * seconds without one.
 */
export async function followTenantClock(authority: string, log: Log): Promise<TenantClock> {
	let timer: NodeJS.Timeout | undefined;
	let last = { askedAt: Number.NEGATIVE_INFINITY, done: Promise.resolve() };
	let warned = false;

	function measure(): Promise<void> {
		last = { askedAt: performance.now(), done: ask() };
		return last.done;
	}

	async function ask(): Promise<void> {
		clearTimeout(timer);
		const reading = await readTenantClock(authority);
		if (reading === "no-time") {
			// At least the clock is right enough for the tenant's certificate.
			if (isClockDoubtful()) trustMachinesClock();
		} else if (reading) {
			correctClock(clockCorrectionMs(reading));
			confirmClock();
		}
		logDifference();
		timer = setTimeout(measure, reading ? EVERY_MS : RETRY_MS).unref();
	}

	function logDifference(): void {
		const seconds = clockCorrectionSeconds();
		const isWrong = Math.abs(seconds) > WARN_MS / 1_000;
		const facts = { correctedBySeconds: Math.round(seconds) };
		if (isWrong && !warned) log.warn("clock-wrong", facts);
		if (!isWrong && warned) log.info("clock-right", facts);
		warned = isWrong;
	}

	awaitConfirmation();
	const watchingJumps = onClockJump(() => void measure());
	await measure();
	return {
		async doubt() {
			await (performance.now() - last.askedAt > RETRY_MS ? measure() : last.done);
		},
		stop() {
			clearInterval(watchingJumps);
			clearTimeout(timer);
			trustMachinesClock();
		},
	};
}

/** A cached response has an old time, which does not count. @returns undefined when there was no response */
async function readTenantClock(authority: string): Promise<ClockReading | "no-time" | undefined> {
	const askedAt = new Date();
	try {
		const response = await fetch(`${authority}/v2.0/.well-known/openid-configuration`, {
			cache: "no-store",
			redirect: "manual",
			signal: AbortSignal.timeout(PATIENCE_MS),
		});
		const answeredAt = new Date();
		await response.body?.cancel();
		const time = new Date(response.headers.get("date") ?? "");
		const isCached = Number(response.headers.get("age") ?? 0) > 0;
		return isCached || Number.isNaN(time.getTime()) ? "no-time" : { time, askedAt, answeredAt };
	} catch {
		return undefined;
	}
}

function onClockJump(jumped: () => void): NodeJS.Timeout {
	const ahead = () => Date.now() - performance.now();
	let before = ahead();
	return setInterval(() => {
		const isJump = Math.abs(ahead() - before) > JUMP_MS;
		before = ahead();
		if (isJump) jumped();
	}, LOOK_EVERY_MS).unref();
}
