type Entry = {
	title: string;
	text: string;
	/** The whole day, where the person is. */
	day: Date;
	madeAt: Date;
};

/** How long before the day the reminder is. */
const REMINDER = "-P7D";

/** A calendar entry with a reminder a week before (RFC 5545). It names nobody. */
export function calendarFile({ title, text, day, madeAt }: Entry): string {
	const stamp = madeAt.toISOString().replace(/[-:]|\.\d+/g, "");
	return [
		"BEGIN:VCALENDAR",
		"VERSION:2.0",
		"PRODID:-//Keyturn//EN",
		"BEGIN:VEVENT",
		`UID:keyturn-${stamp}`,
		`DTSTAMP:${stamp}`,
		`DTSTART;VALUE=DATE:${localDay(day)}`,
		`SUMMARY:${escaped(title)}`,
		`DESCRIPTION:${escaped(text)}`,
		"TRANSP:TRANSPARENT",
		"BEGIN:VALARM",
		"ACTION:DISPLAY",
		`TRIGGER:${REMINDER}`,
		`DESCRIPTION:${escaped(title)}`,
		"END:VALARM",
		"END:VEVENT",
		"END:VCALENDAR",
		"",
	]
		.map(folded)
		.join("\r\n");
}

function localDay(day: Date): string {
	const two = (n: number) => String(n).padStart(2, "0");
	return `${day.getFullYear()}${two(day.getMonth() + 1)}${two(day.getDate())}`;
}

/** RFC 5545 3.3.11. */
const escaped = (text: string) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

const MAX_OCTETS = 75;

/** Breaks a line so that no part has more than 75 octets, and none ends within a character (RFC 5545 3.1). */
function folded(line: string): string {
	const encoder = new TextEncoder();
	let octets = 0;
	return [...line]
		.map((character) => {
			const size = encoder.encode(character).length;
			octets += size;
			if (octets <= MAX_OCTETS) return character;
			// The space that marks the break counts as well.
			octets = 1 + size;
			return `\r\n ${character}`;
		})
		.join("");
}
