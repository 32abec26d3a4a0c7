/**
 * Loaded before each unit test file, this sets the clock to `KEYTURN_TEST_CLOCK` (ISO 8601, UTC), from where it
 * runs on. Only `Date` is affected, not timers or the monotonic clock.
 */
const start = process.env.KEYTURN_TEST_CLOCK;
const MACHINES_CLOCK = Symbol.for("keyturn.machines-clock");

if (start) {
	// Files share a process, and each starts at the same moment.
	const machines: DateConstructor = Reflect.get(Date, MACHINES_CLOCK) ?? Date;
	const shiftMs = machines.parse(start) - machines.now();
	const now = (date: DateConstructor) => date.now() + shiftMs;
	globalThis.Date = new Proxy(machines, {
		construct: (date, values, by) =>
			Reflect.construct(
				date,
				values.length > 0 ? values : [now(date)],
				by === globalThis.Date ? date : by,
			),
		apply: (date) => String(new date(now(date))),
		get(date, name) {
			if (name === MACHINES_CLOCK) return date;
			return name === "now" ? () => now(date) : Reflect.get(date, name);
		},
	});
}
