/**
 * Loaded before each unit test's file, this moves the clock to `KEYTURN_TEST_CLOCK` (ISO 8601, UTC), from where it
 * goes on. Only `Date` is moved: timers and the running time stay as they are.
 */
const start = process.env.KEYTURN_TEST_CLOCK;

if (start) {
	const shiftMs = Date.parse(start) - Date.now();
	const now = (date: DateConstructor) => date.now() + shiftMs;
	globalThis.Date = new Proxy(Date, {
		construct: (date, values, by) =>
			Reflect.construct(
				date,
				values.length > 0 ? values : [now(date)],
				by === globalThis.Date ? date : by,
			),
		apply: (date) => String(new date(now(date))),
		get: (date, name) => (name === "now" ? () => now(date) : Reflect.get(date, name)),
	});
}
