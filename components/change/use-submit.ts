"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type RefObject, useRef, useState } from "react";
import { useFailureText } from "#components/failure/failure-text.ts";
import { LazyProgress } from "#components/progress/lazy-progress.tsx";
import { useFormErrors } from "#components/site/use-form-errors.ts";
import { loadNow } from "#lib/browser/load-later.ts";
import { settled } from "#lib/browser/settled.ts";
import { type Failure, ok } from "#lib/core/failure.ts";
import type { PasswordDoubt } from "#lib/core/password-problems.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import type { ChangeError } from "./change-error.ts";

/** The code that validates and sends the change is not needed before something is typed. */
const loadSend = () =>
	loadNow(() => import("./send-form.ts")).then((part) => {
		isSendLoaded = true;
		return part;
	});
let isSendLoaded = false;

type Inputs = Record<"existing" | "next", RefObject<HTMLInputElement | null>>;

/**
 * Sends the form once and returns the result.
 *
 * @param askedAbout when the unresolved earlier attempt was sent, if it was shown to the person
 */
export function useSubmit(me: Me, inputs: Inputs, askedAbout: Date | undefined) {
	const t = useTranslations("change");
	const failureText = useFailureText("form");
	const signIn = useSignIn();
	const router = useRouter();
	const form = useFormErrors<ChangeError>();
	const [isBusy, setIsBusy] = useState(false);
	/** State updates come too late for a double click; a ref does not. */
	const isSending = useRef(false);
	const knownTry = useRef(askedAbout);

	/** The next page is prefetched while the person types, so that it is there at once. */
	const isPrepared = useRef(false);
	const shownDoubts = useRef(new Set<PasswordDoubt["code"]>()).current;
	function prepare() {
		// Different passwords raise the doubts again.
		shownDoubts.clear();
		if (isPrepared.current) return;
		isPrepared.current = true;
		router.prefetch("/progress");
		LazyProgress.preload();
		// The submit retries, and reports what is wrong.
		loadSend().catch(() => undefined);
	}

	async function submit(event: FormEvent) {
		event.preventDefault();
		if (isSending.current) return;
		isSending.current = true;
		if (!isSendLoaded) setIsBusy(true);
		const passwords = {
			existing: inputs.existing.current?.value ?? "",
			next: inputs.next.current?.value ?? "",
		};
		const sent = await settled(async () => {
			const { sendForm } = await loadSend();
			const text = { t, failureText };
			const what = { signIn, me, passwords, knownTry: knownTry.current, shownDoubts, text };
			return ok(await sendForm({ ...what, ...tell }));
		});
		const result = sent.ok ? sent.value : [mistaken(sent.failure)];
		if (result === "sent") return router.replace("/progress");
		isSending.current = false;
		setIsBusy(false);
		form.report(result);
	}

	/** After an exception the outcome is unknown, and Progress resolves it, unless the code was not even loaded. */
	function mistaken(failure: Failure): ChangeError {
		const text = failureText(failure);
		const isLoaded = failure.code !== "part-missing" && failure.code !== "page-old";
		if (isLoaded) return { message: text, field: undefined, hasProgress: true };
		return { message: `${text} ${t("nothingChanged")}`, field: undefined };
	}

	const tell = {
		onSending() {
			setIsBusy(true);
			form.report([]);
		},
		onOpenTry(triedAt: Date) {
			knownTry.current = triedAt;
		},
	};

	return { form, isBusy, submit, prepare };
}
