"use client";

import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { Result } from "#lib/core/failure.ts";
import type { TemporaryEnd } from "./set-temporary.ts";
import type { TemporaryRehearsal } from "./temporary-ports.ts";

/** How long a password is shown: enough to spell it twice. */
export const SHOWN_FOR_MS = 5 * 60_000;

export type TemporaryStage =
	| { kind: "closed" | "reading" | "setting" }
	| { kind: "rehearsed"; rehearsal: Result<TemporaryRehearsal> }
	/** Graph confirmed it; `end` follows once its date is known and recorded. */
	| { kind: "set"; end: Extract<TemporaryEnd, { kind: "set" }> | undefined }
	| { kind: "failed"; end: Exclude<TemporaryEnd, { kind: "set" }> };

/** `password`: only while it is shown. `isUnderWay`: something is being read or set, also after Graph has confirmed it. */
type Shown = { stage: TemporaryStage; password?: string | undefined; isUnderWay: boolean };

const CLOSED: Shown = { stage: { kind: "closed" }, isUnderWay: false };

/**
 * The state of each person's temporary password, by id, in this page's memory only. It outlives its component: an agent who
 * closes the drawer or opens another person must not lose a password that is being set.
 */
const all = new Map<string, Shown>();
const listeners = new Set<() => void>();

const shownOf = (id: string): Shown => all.get(id) ?? CLOSED;

function put(id: string, shown: Shown): void {
	if (shown.stage.kind === "closed") all.delete(id);
	else all.set(id, shown);
	const isOneShown = [...all.values()].some(({ password }) => password !== undefined);
	window[isOneShown ? "addEventListener" : "removeEventListener"]("beforeunload", askToStay);
	for (const listener of listeners) listener();
}

/**
 * The browser asks before it closes the page or loads another one, also the same in another language. A page that is
 * emptied because somebody signed out in another tab has nothing left to lose.
 */
function askToStay(event: Event): void {
	if (!document.documentElement.hidden) event.preventDefault();
}

/** Subscribes to a person's state. Without subscribers only what must not be lost is kept. */
export function useShownTemporary(id: string): Shown {
	useEffect(
		() => () => {
			const { stage, password, isUnderWay } = shownOf(id);
			const isSetting = isUnderWay && stage.kind !== "reading";
			if (!isSetting && password === undefined) put(id, CLOSED);
		},
		[id],
	);
	return useSyncExternalStore(
		subscribe,
		useCallback(() => shownOf(id), [id]),
		() => CLOSED,
	);
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export const isUnderWay = (id: string): boolean => shownOf(id).isUnderWay;

/** Hides a previously shown password. */
export const enter = (id: string, stage: TemporaryStage): void =>
	put(id, { stage, isUnderWay: stage.kind === "reading" || stage.kind === "setting" });

/** Shows the result, unless the agent has left meanwhile. */
export function showRehearsal(id: string, rehearsal: Result<TemporaryRehearsal>): void {
	if (shownOf(id).stage.kind === "reading") enter(id, { kind: "rehearsed", rehearsal });
}

/** Shows a password that Graph has confirmed, until it is hidden, for a while, or until the page is left. */
export function showPassword(id: string, password: string): void {
	put(id, { stage: { kind: "set", end: undefined }, password, isUnderWay: true });
	const hide = () => hidePassword(id, password);
	setTimeout(hide, SHOWN_FOR_MS);
	window.addEventListener("pagehide", hide, { once: true });
}

/** @param only the password to hide; a later one stays */
export function hidePassword(id: string, only = shownOf(id).password): void {
	const shown = shownOf(id);
	if (shown.password === only) put(id, { ...shown, password: undefined });
}

/** After an exception the outcome is unknown, unless the password is already shown. */
export function finish(id: string, end: Result<TemporaryEnd>): void {
	const { stage, password } = shownOf(id);
	const value: TemporaryEnd = end.ok ? end.value : { kind: "unknown" };
	const isOver = { password, isUnderWay: false };
	if (value.kind === "set") put(id, { ...isOver, stage: { kind: "set", end: value } });
	else if (!end.ok && stage.kind === "set") put(id, { ...isOver, stage });
	else enter(id, { kind: "failed", end: value });
}
