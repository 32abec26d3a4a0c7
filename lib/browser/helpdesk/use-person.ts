"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { usePortal } from "#lib/browser/use-portal.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { readAgain } from "./as-agent.ts";
import { type FollowedPerson, followPerson, type ReadPerson } from "./follow-person.ts";
import { lookUp } from "./helpdesk-api.ts";

/** Follows one person in Entra and in the managed domain; `undefined` until the first reading. */
export function usePerson(id: string): { read: ReadPerson | undefined; again(): void } {
	const signIn = useSignIn();
	const asAgent = usePortal();
	const [read, setRead] = useState<ReadPerson>();
	const followed = useRef<FollowedPerson>(undefined);

	useEffect(() => {
		const following = followPerson({
			readEntra: () => readAgain(signIn, id),
			lookUp: ({ userPrincipalName }, follows) =>
				asAgent((token) => lookUp(token, [{ id, userPrincipalName }], follows)),
			isVisible: () => document.visibilityState === "visible",
			onRead: setRead,
		});
		followed.current = following;
		const seen = () => document.visibilityState === "visible" && following.again();
		document.addEventListener("visibilitychange", seen);
		return () => {
			following.stop();
			document.removeEventListener("visibilitychange", seen);
			setRead(undefined);
		};
	}, [signIn, asAgent, id]);

	return { read, again: useCallback(() => followed.current?.again(), []) };
}
