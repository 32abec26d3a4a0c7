"use client";

import { useState } from "react";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { readDeadlines } from "../helpdesk-api.ts";

/** The deadline of a group: `null`: it has none; `undefined`: not known. */
export function useDeadline(groupId: string) {
	const { result } = usePortalRead(readDeadlines);
	/** What this page has set since. */
	const [own, setOwn] = useState<string | null>();
	const read = result?.ok
		? (result.value.find((deadline) => deadline.groupId === groupId)?.day ?? null)
		: undefined;
	return { day: own === undefined ? read : own, note: setOwn };
}
