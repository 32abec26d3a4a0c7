"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type RefObject, useRef, useState } from "react";
import type { SubmitResult } from "#lib/browser/change/submit-change.ts";
import type { Me } from "#lib/browser/graph/read-me.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import { passwordProblems } from "#lib/core/password-rules.ts";
import { type ChangeError, useChangeErrorText } from "./change-error.ts";
import { LazyProgress } from "./lazy-areas.tsx";
import { useErrorTitle } from "./use-error-title.ts";

/** What sends the change is not needed before something is typed. */
const loadSubmit = () => import("#lib/browser/change/submit-change.ts");

async function sendChange(
	...args: Parameters<Awaited<ReturnType<typeof loadSubmit>>["submitChange"]>
): Promise<SubmitResult> {
	const loaded = await loadSubmit().catch(() => undefined);
	return loaded ? loaded.submitChange(...args) : { outcome: "not-sent", because: "offline" };
}

type Inputs = Record<"existing" | "next", RefObject<HTMLInputElement | null>>;

/** Sends the form once, and says what came of it. */
export function useSubmit(me: Me, inputs: Inputs) {
	const signIn = useSignIn();
	const router = useRouter();
	const toErrors = useChangeErrorText();
	const [errors, setErrors] = useState<ChangeError[]>([]);
	const [isBusy, setIsBusy] = useState(false);
	/** State comes too late for a double click; this does not. */
	const isSending = useRef(false);
	useErrorTitle(errors.length > 0);

	/** The next page is fetched while the person types, so that it is there at once. */
	const isPrepared = useRef(false);
	function prepare() {
		if (isPrepared.current) return;
		isPrepared.current = true;
		router.prefetch("/progress");
		LazyProgress.preload();
		void loadSubmit().catch(() => undefined);
	}

	async function submit(event: FormEvent) {
		event.preventDefault();
		if (isSending.current) return;
		const passwords = {
			existing: inputs.existing.current?.value ?? "",
			next: inputs.next.current?.value ?? "",
		};
		const problems = passwordProblems(passwords.existing, passwords.next);
		if (problems.length > 0) return setErrors(toErrors.fromProblems(problems));
		isSending.current = true;
		setIsBusy(true);
		setErrors([]);
		const result = await sendChange(signIn, me, passwords);
		if (result.outcome === "changed" || result.outcome === "not-known") {
			return router.push("/progress");
		}
		isSending.current = false;
		setIsBusy(false);
		setErrors(toErrors.fromResult(result));
	}

	return { errors, isBusy, submit, prepare };
}
