"use client";

import { useMemo } from "react";
import { regional } from "#components/ui/instant.tsx";
import { useLocale } from "#lib/text/client.tsx";

/** One formatter for all rows: making one takes longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats instants for tables: always with the day, to the minute, in the reader's own zone. */
export function useShortInstant(): (at: Date) => string {
	const locale = useLocale();
	return useMemo(() => {
		const name = regional(locale);
		const format =
			formats.get(name) ??
			new Intl.DateTimeFormat(name, { dateStyle: "medium", timeStyle: "short" });
		formats.set(name, format);
		return (at: Date) => format.format(at);
	}, [locale]);
}
