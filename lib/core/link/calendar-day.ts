/** Whether a text is a calendar day as an HTML date field gives it, e.g. `2026-12-01`. */
export function isCalendarDay(text: string): boolean {
	if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
	const at = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** When a calendar day has ended everywhere on earth (UTC-12). */
export function dayEndsAt(day: string): Date {
	if (!isCalendarDay(day)) throw new Error("Not a calendar day");
	return new Date(Date.parse(`${day}T00:00:00Z`) + 36 * 60 * 60_000);
}

/** What is wrong with the last day of something that is still to come, as typed. */
export function dayProblem(day: string, now: Date): "mistaken" | "past" | "too-late" | undefined {
	if (!isCalendarDay(day)) return "mistaken";
	const ahead = dayEndsAt(day).getTime() - now.getTime();
	if (ahead <= 0) return "past";
	return ahead > MOST_AHEAD_MS ? "too-late" : undefined;
}

/** A year, since a link or a deadline is for one campaign; the two days are for time zones. */
const MOST_AHEAD_MS = (366 + 2) * 24 * 60 * 60_000;

/** The UTC day of an instant, plus a number of days. */
export function calendarDay(at: Date, daysLater = 0): string {
	return new Date(at.getTime() + daysLater * 24 * 60 * 60_000).toISOString().slice(0, 10);
}

/** When a calendar day, or one some days later, begins for somebody here, or in UTC. */
export function dayStartsAt(day: string, zone: "local" | "utc", daysLater = 0): Date {
	const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
	const parts = [year, month - 1, date + daysLater] as const;
	return zone === "utc" ? new Date(Date.UTC(...parts)) : new Date(...parts);
}

/** A day with its weekday, in a locale's format, with the digits and the calendar of the rest of the page. */
export function dayInWords(day: string, locale: string): string {
	return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
		weekday: "long",
		day: "numeric",
		month: "long",
		year: "numeric",
		timeZone: "UTC",
		numberingSystem: "latn",
		calendar: "gregory",
	}).format(new Date(`${day}T00:00:00Z`));
}
