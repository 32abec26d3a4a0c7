"use client";

import { useLocale } from "#lib/text/client.tsx";
import { withLatinDigits } from "#lib/text/digits.ts";

/** A time to the minute in the reader's own zone; with the date unless it is today. */
export function formatTimeOfDay(instant: Date, locale: string): string {
	return new Intl.DateTimeFormat(regional(locale), {
		...dateUnlessToday(instant),
		timeStyle: "short",
	}).format(instant);
}

function dateUnlessToday(instant: Date): Intl.DateTimeFormatOptions {
	const isToday = instant.toDateString() === new Date().toDateString();
	return isToday ? {} : { dateStyle: "long" };
}

/** The page's language with the reader's region, e.g. `en-GB`: countries write times differently. */
export function regional(locale: string): string {
	return withLatinDigits(navigator.languages.find((l) => l.split("-")[0] === locale) ?? locale);
}

/** Returns a formatter of instants for the page's language, to the minute. */
export function useInstantFormat(): (instant: Date) => string {
	const locale = useLocale();
	return (instant) => formatTimeOfDay(instant, locale);
}

/** The same to the second, with its zone, for evidence. */
export function useExactFormat(): (instant: Date) => string {
	const locale = useLocale();
	return (instant) =>
		new Intl.DateTimeFormat(regional(locale), {
			...dateUnlessToday(instant),
			timeStyle: "long",
		}).format(instant);
}

export function Instant({ at }: { at: Date }) {
	const format = useInstantFormat();
	const exact = useExactFormat();
	return (
		<time dateTime={at.toISOString()} title={exact(at)}>
			{format(at)}
		</time>
	);
}
