/**
 * Loaded before a program (`node --import`), this shifts its wall clock by `SHIFTED_CLOCK_MS`. The monotonic
 * clock is unaffected.
 */
const shiftMs = Number(process.env.SHIFTED_CLOCK_MS ?? 0);
const RealDate = Date;

class ShiftedDate extends RealDate {
	constructor(...values: unknown[]) {
		if (values.length === 0) super(RealDate.now() + shiftMs);
		else super(...(values as [number]));
	}
	static override now(): number {
		return RealDate.now() + shiftMs;
	}
}

globalThis.Date = ShiftedDate as DateConstructor;
