"use client";

import { useEffect, useState } from "react";
import { usePortal } from "#lib/browser/use-portal.ts";
import { useThrow } from "#lib/browser/use-throw.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import type { LookUpAnswer } from "#lib/core/helpdesk/looked-up.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import type { PortalResult } from "../call-portal.ts";
import { type FindFailure, readAgain } from "./find-person.ts";
import { lookUp } from "./helpdesk-api.ts";

type ReadPerson =
	| { ok: true; person: Member; held: PortalResult<LookUpAnswer> }
	| { ok: false; because: FindFailure };

/** Reads one person in Entra and in the managed domain, side by side; `undefined` while it does. */
export function usePerson(chosen: Member): {
	read: ReadPerson | undefined;
	again(): void;
} {
	const signIn = useSignIn();
	const asAgent = usePortal();
	const [read, setRead] = useState<ReadPerson>();
	const [attempt, setAttempt] = useState(0);
	const toBoundary = useThrow();
	const { id, userPrincipalName } = chosen;

	// biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt reads again
	useEffect(() => {
		let isCurrent = true;
		Promise.all([
			readAgain(signIn, id),
			asAgent((token) => lookUp(token, [{ id, userPrincipalName }])),
		]).then(([found, held]) => {
			if (isCurrent) setRead(found.ok ? { ok: true, person: found.person, held } : found);
		}, toBoundary);
		return () => {
			isCurrent = false;
		};
	}, [signIn, asAgent, id, userPrincipalName, attempt, toBoundary]);

	return { read, again: () => setAttempt((n) => n + 1) };
}
