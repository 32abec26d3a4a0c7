"use client";

import { useEffect, useRef, useState } from "react";
import { randomBelow } from "#lib/browser/password-help/random-below.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import { ok } from "#lib/core/failure.ts";
import { makeTemporaryPassword } from "#lib/core/helpdesk/temporary-password.ts";
import { lookPauseMs } from "#lib/core/look-pace.ts";
import { ownWords } from "#lib/core/own-words.ts";
import { callPortal } from "#lib/entra/sign-in/send-with-token.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { settled } from "../../settled.ts";
import { expiryCalls } from "../expire/expiry-calls.ts";
import { makeTicket } from "../helpdesk-api.ts";
import { isLater, setTemporary } from "./set-temporary.ts";
import {
	enter,
	finish,
	hidePassword,
	isUnderWay,
	showPassword,
	showRehearsal,
	type TemporaryStage,
	useShownTemporary,
} from "./shown-temporary.ts";
import { rehearseTemporary, temporaryPorts } from "./temporary-ports.ts";

/** The person's own password, or another temporary one, set by another agent or outside this portal. */
type NextPassword = { at: Date; isTemporary: boolean };

export type Temporary = {
	stage: TemporaryStage;
	/** Kept only while it is shown, and only in this page's memory. */
	password: string | undefined;
	/** The later change, by Entra's date. */
	next: NextPassword | undefined;
	rehearse(): void;
	set(): void;
	hide(): void;
	close(): void;
};

/**
 * Sets a temporary password for somebody and watches for the person's own after it.
 *
 * @param onChange called when Entra or the portal's server may have news about the person
 */
export function useTemporary(person: Member, onChange: () => void): Temporary {
	const signIn = useSignIn();
	const { id } = person;
	const { stage, password } = useShownTemporary(id);

	async function rehearse() {
		if (isUnderWay(id)) return;
		enter(id, { kind: "reading" });
		showRehearsal(id, await settled(() => rehearseTemporary(signIn, id)));
	}

	async function set() {
		if (isUnderWay(id)) return;
		enter(id, { kind: "setting" });
		const { names, organisation, userName } = ownWords({ ...person, mailNickname: undefined });
		const made = makeTemporaryPassword([...names, ...organisation, ...userName], randomBelow);
		const end = await settled(async () =>
			ok(await setTemporary(temporaryPorts(signIn, person, made), () => showPassword(id, made))),
		);
		finish(id, end);
		onChange();
	}

	const setAt = stage.kind === "set" ? stage.end?.changedAt : undefined;
	const next = useNextPassword(signIn, person, setAt);
	const changed = useRef(onChange);
	changed.current = onChange;
	useEffect(() => {
		if (!next) return;
		changed.current();
		// A password that no longer works must not be read out.
		if (next.isTemporary) hidePassword(id);
	}, [next, id]);

	return {
		stage,
		password,
		next,
		rehearse: () => void rehearse(),
		set: () => void set(),
		hide: () => hidePassword(id),
		close: () => enter(id, { kind: "closed" }),
	};
}

/**
 * Polls Entra until its date is later than the temporary password's, then has that change followed, once only, since
 * each reading gives the page a new object of the same person. Entra does not say who made a change. The portal knows
 * those that its agents made; if the password must be changed at the next sign-in, somebody else set it elsewhere.
 */
function useNextPassword(
	signIn: SignIn,
	{ id, userPrincipalName }: Member,
	since: Date | undefined,
): NextPassword | undefined {
	const [next, setNext] = useState<NextPassword>();
	useEffect(() => {
		setNext(undefined);
		if (!since) return undefined;
		const startedAt = Date.now();
		const calls = expiryCalls(signIn);
		let isCurrent = true;
		let timer: ReturnType<typeof setTimeout> | undefined;
		async function look(): Promise<void> {
			const read = await calls.read([id]);
			const found = read.ok ? read.value.answers.get(id) : undefined;
			const person = found?.kind === "person" ? found.person : undefined;
			const at = person?.lastPasswordChangeAt;
			if (isCurrent && isLater(at, since)) {
				if (person?.isExpired) return setNext({ at, isTemporary: true });
				const made = await callPortal(signIn, (token) =>
					makeTicket(token, { id, userPrincipalName }, at),
				);
				if (isCurrent && made.ok) {
					return setNext({ at, isTemporary: made.value.view.isTemporary });
				}
			}
			if (!isCurrent) return undefined;
			const isInFront = document.visibilityState === "visible";
			timer = setTimeout(() => void look(), lookPauseMs(Date.now() - startedAt, { isInFront }));
		}
		void look();
		return () => {
			isCurrent = false;
			clearTimeout(timer);
		};
	}, [signIn, id, userPrincipalName, since]);
	return next;
}
