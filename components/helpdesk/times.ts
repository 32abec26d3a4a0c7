"use client";

import { useMemo } from "react";
import { regional, useRelativeFormat, useZoneName } from "#components/ui/instant.tsx";
import { useChoices } from "#lib/browser/helpdesk/choices.ts";
import { useLocale } from "#lib/text/client.tsx";
import { withLatinDigits } from "#lib/text/digits.ts";

/** One formatter for all rows: creating one takes longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const name = `${locale} ${JSON.stringify(options)}`;
	const format = formats.get(name) ?? new Intl.DateTimeFormat(locale, options);
	formats.set(name, format);
	return format;
}

/** In the regional format: 09:05 on a 24-hour clock, 9:05 on a 12-hour clock. */
function hourDigits(locale: string): "2-digit" | "numeric" {
	const { hourCycle } = formatOf(locale, { timeStyle: "short" }).resolvedOptions();
	return hourCycle?.startsWith("h2") ? "2-digit" : "numeric";
}

export type Times = {
	/** To the minute, with date and zone: for a ticket, or when somebody asks for the exact time. */
	exact(at: Date): string;
	/** To the minute, with date: for tables, as the page names the zone once. */
	short(at: Date): string;
	/** The time of day, with the date unless it is today: for texts that are read out. */
	spoken(at: Date): string;
	/** A relative time, e.g. "3 minutes ago"; a date if it is more than a week away. */
	ago(at: Date, now: Date): string;
	/** The zone of all of them, e.g. "Central European Time". */
	zoneName: string;
};

/** Times as this agent prefers them: in the chosen zone, in one kind of digits, without seconds. */
export function useTimes(): Times {
	const locale = useLocale();
	const { zone } = useChoices();
	const relative = useRelativeFormat();
	const ownZone = useZoneName();
	return useMemo(() => {
		const name = regional(locale);
		const inZone = zone === "utc" ? { timeZone: "UTC" } : {};
		const clock = { hour: hourDigits(name), minute: "2-digit" } as const;
		const day = { day: "numeric", month: "short", year: "numeric" } as const;
		const dayOf = (at: Date) => formatOf(name, { ...day, ...inZone }).format(at);
		return {
			exact: (at) =>
				formatOf(name, { ...day, ...clock, ...inZone, timeZoneName: "short" }).format(at),
			short: (at) => formatOf(name, { ...day, ...clock, ...inZone }).format(at),
			spoken: (at) => {
				const isToday = dayOf(at) === dayOf(new Date());
				return formatOf(name, { ...(!isToday && day), ...clock, ...inZone }).format(at);
			},
			ago: (at, now) => relative(at, now) ?? dayOf(at),
			zoneName: zone === "utc" ? "UTC" : ownZone,
		};
	}, [locale, zone, relative, ownZone]);
}

/** Formats numbers in the page's language with one kind of digits. */
export function useNumbers(): (n: number) => string {
	const locale = useLocale();
	return useMemo(() => {
		const format = new Intl.NumberFormat(withLatinDigits(locale));
		return (n) => format.format(n);
	}, [locale]);
}
