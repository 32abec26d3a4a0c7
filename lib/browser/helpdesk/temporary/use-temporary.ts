"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { randomBelow } from "#lib/browser/password-help/random-below.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import { ok, type Result } from "#lib/core/failure.ts";
import { makeTemporaryPassword } from "#lib/core/helpdesk/temporary-password.ts";
import { lookPauseMs } from "#lib/core/look-pace.ts";
import { ownWords } from "#lib/core/own-words.ts";
import { callPortal } from "#lib/entra/sign-in/send-with-token.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { settled } from "../../settled.ts";
import { readAgain } from "../as-agent.ts";
import { makeTicket } from "../helpdesk-api.ts";
import { isLater, setTemporary, type TemporaryEnd } from "./set-temporary.ts";
import { rehearseTemporary, type TemporaryRehearsal, temporaryPorts } from "./temporary-ports.ts";

/** How long a password is shown: enough to spell it twice. */
export const SHOWN_FOR_MS = 5 * 60_000;

type TemporaryStage =
	| { kind: "closed" | "reading" | "setting" }
	| { kind: "rehearsed"; rehearsal: Result<TemporaryRehearsal> }
	/** Graph confirmed it; `end` follows once its date is known and recorded. */
	| { kind: "set"; end: Extract<TemporaryEnd, { kind: "set" }> | undefined }
	| { kind: "failed"; end: Exclude<TemporaryEnd, { kind: "set" }> };

/** The person's own password, or another temporary one, set by another agent. */
type NextPassword = { at: Date; isTemporary: boolean };

export type Temporary = {
	stage: TemporaryStage;
	/** Only while it is shown, and only in this page's memory. */
	password: string | undefined;
	/** What came after it, by Entra's date. */
	next: NextPassword | undefined;
	rehearse(): void;
	set(): void;
	hide(): void;
	close(): void;
};

/**
 * Sets a temporary password for somebody and watches for the person's own after it.
 *
 * @param onNews called when Entra or the portal's server may have news about the person
 */
export function useTemporary(person: Member, onNews: () => void): Temporary {
	const signIn = useSignIn();
	const [stage, setStage] = useState<TemporaryStage>({ kind: "closed" });
	const { password, show, hide } = useShownOnce();
	const isBusy = useRef(false);

	async function rehearse() {
		if (isBusy.current) return;
		isBusy.current = true;
		hide();
		setStage({ kind: "reading" });
		const rehearsal = await settled(() => rehearseTemporary(signIn, person.id));
		isBusy.current = false;
		setStage({ kind: "rehearsed", rehearsal });
	}

	async function set() {
		if (isBusy.current) return;
		isBusy.current = true;
		setStage({ kind: "setting" });
		const { names, organisation, userName } = ownWords({ ...person, mailNickname: undefined });
		const made = makeTemporaryPassword([...names, ...organisation, ...userName], randomBelow);
		const end = await settled(async () =>
			ok(
				await setTemporary(temporaryPorts(signIn, person, made), () => {
					show(made);
					setStage({ kind: "set", end: undefined });
				}),
			),
		);
		isBusy.current = false;
		// After an exception the outcome is unknown, unless the password is already shown.
		setStage((now) => {
			if (end.ok) return stageAfter(end.value);
			return now.kind === "set" ? now : { kind: "failed", end: { kind: "unknown" } };
		});
		onNews();
	}

	const setAt = stage.kind === "set" ? stage.end?.changedAt : undefined;
	const next = useNextPassword(signIn, person, setAt);
	const news = useRef(onNews);
	news.current = onNews;
	useEffect(() => {
		if (!next) return;
		news.current();
		// Nobody may read out a password that no longer works.
		if (next.isTemporary) hide();
	}, [next, hide]);

	return {
		...{ stage, password, next, hide },
		rehearse: () => void rehearse(),
		set: () => void set(),
		close: () => setStage({ kind: "closed" }),
	};
}

const stageAfter = (end: TemporaryEnd): TemporaryStage =>
	end.kind === "set" ? { kind: "set", end } : { kind: "failed", end };

/** A password that is hidden again after a while, when the page is left, and in the back-forward cache. */
function useShownOnce() {
	const [password, setPassword] = useState<string>();
	const hide = useCallback(() => setPassword(undefined), []);
	useEffect(() => {
		if (password === undefined) return undefined;
		const timer = setTimeout(hide, SHOWN_FOR_MS);
		window.addEventListener("pagehide", hide);
		return () => {
			clearTimeout(timer);
			window.removeEventListener("pagehide", hide);
		};
	}, [password, hide]);
	return { password, show: setPassword, hide };
}

/**
 * Polls Entra until its date has moved on from the temporary password's, and has that change
 * followed, once: each reading gives the page another object of the same person. Entra does not say
 * who made a change; the portal knows those that its agents made.
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
		let isCurrent = true;
		let timer: ReturnType<typeof setTimeout> | undefined;
		async function look(): Promise<void> {
			const read = await readAgain(signIn, id);
			const at = read.ok ? read.value.lastPasswordChangeAt : undefined;
			if (isCurrent && isLater(at, since)) {
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
