"use client";

import { useMemo, useState } from "react";
import { useServerNow } from "#lib/browser/use-server-now.ts";
import { distance } from "#lib/core/ago.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { withLatinDigits } from "#lib/text/digits.ts";

/*
 * One rule for every time that an employee reads. What has happened is relative and without seconds, as people say it;
 * the exact time is one press away. What is still to come is a time of day, since it can be waited for; so is what a
 * live region says, which would else repeat itself every minute. The reader's own zone goes without saying, except
 * beside exact times.
 */

/** A time to the minute in the reader's own zone; with the date unless it is today. */
export function formatTimeOfDay(instant: Date, locale: string): string {
	const format = new Intl.DateTimeFormat(regional(locale), {
		...dateUnlessToday(instant),
		timeStyle: "short",
	});
	return unbroken(format.format(instant));
}

/** Keeps a day with its month, and a time with the word before it: no line ends or begins with a lonely number. */
function unbroken(time: string): string {
	return time.replace(/(?<=\b\d{1,2}\.?) | (?=\d{1,2}\b)/g, "\u00a0");
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

/** Returns a formatter of relative times that stay on one line, e.g. "3 minutes ago"; `undefined` for what is more than a week away. */
export function useRelativeFormat(): (at: Date, now: Date) => string | undefined {
	const locale = useLocale();
	const t = useTranslations("site");
	return useMemo(() => {
		const format = new Intl.RelativeTimeFormat(withLatinDigits(locale));
		return (at, now) => {
			const relation = distance(at, now);
			if (relation.kind === "near") {
				return format.format(relation.count, relation.unit).replaceAll(" ", "\u00a0");
			}
			return relation.kind === "now" ? t("justNow") : undefined;
		};
	}, [locale, t]);
}

/**
 * Returns a formatter of what has happened: how long ago, and the day once that is over a week. A device's clock that is
 * wrong makes nothing happen in the future.
 */
export function useAgoFormat(): (at: Date) => string {
	const locale = useLocale();
	const relative = useRelativeFormat();
	const now = useServerNow();
	return (at) =>
		relative(at, at > now ? at : now) ??
		unbroken(new Intl.DateTimeFormat(regional(locale), { dateStyle: "long" }).format(at));
}

/** Returns a formatter to the second, for evidence; its zone is said once beside it (`useZoneName`). */
export function useExactFormat(): (instant: Date) => string {
	return exactFormat(useLocale(), "medium");
}

const exactFormat = (locale: string, timeStyle: "medium" | "long") => (instant: Date) =>
	new Intl.DateTimeFormat(regional(locale), { ...dateUnlessToday(instant), timeStyle }).format(
		instant,
	);

/** The reader's time zone in words, e.g. "Central European Time". */
export function useZoneName(): string {
	const locale = useLocale();
	const format = new Intl.DateTimeFormat(regional(locale), { timeZoneName: "longGeneric" });
	// Its name in CLDR is an offset.
	if (format.resolvedOptions().timeZone === "UTC") return "UTC";
	return format.formatToParts().find(({ type }) => type === "timeZoneName")?.value ?? "";
}

type Props = { at: Date; children?: (when: string) => string };

/** When something happened, alone or in a sentence; a press shows the exact time, and another one hides it. */
export function Instant({ at, children = (when) => when }: Props) {
	const format = useAgoFormat();
	const exact = exactFormat(useLocale(), "long")(at);
	const [isExact, setExact] = useState(false);
	return (
		<button
			type="button"
			title={exact}
			className="block cursor-pointer text-start underline decoration-dotted underline-offset-4"
			onClick={() => setExact(!isExact)}
		>
			<time dateTime={at.toISOString()}>{children(isExact ? exact : format(at))}</time>
		</button>
	);
}
