"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type RefObject, useRef, useState } from "react";
import { LazyProgress } from "#components/progress/lazy-pages.tsx";
import { useFormErrors } from "#components/site/use-form-errors.ts";
import { loadNow } from "#lib/browser/load-later.ts";
import type { PasswordDoubt } from "#lib/core/password-problems.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import type { ChangeError } from "./change-error.ts";

/** What checks and sends the change is not needed before something is typed. */
const loadSend = () =>
	loadNow(() => import("./send-form.ts")).then(
		(part) => {
			isSendLoaded = true;
			return part;
		},
		() => undefined,
	);
let isSendLoaded = false;

type Inputs = Record<"existing" | "next", RefObject<HTMLInputElement | null>>;

/**
 * Sends the form once, and says what came of it.
 *
 * @param askedAbout when the earlier try was sent of which the person was told that nobody knows
 */
export function useSubmit(me: Me, inputs: Inputs, askedAbout: Date | undefined) {
	const t = useTranslations("change");
	const crash = useTranslations("site.crash");
	const signIn = useSignIn();
	const router = useRouter();
	const form = useFormErrors<ChangeError>();
	const [isBusy, setIsBusy] = useState(false);
	/** State comes too late for a double click; this does not. */
	const isSending = useRef(false);
	const knownTry = useRef(askedAbout);

	/** The next page is fetched while the person types, so that it is there at once. */
	const isPrepared = useRef(false);
	const doubtsTold = useRef(new Set<PasswordDoubt["code"]>()).current;
	function prepare() {
		// Other passwords, other doubts.
		doubtsTold.clear();
		if (isPrepared.current) return;
		isPrepared.current = true;
		router.prefetch("/progress");
		LazyProgress.preload();
		void loadSend();
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
		const loaded = await loadSend();
		const result = loaded
			? await loaded
					.sendForm({
						...{ signIn, me, passwords, knownTry: knownTry.current, doubtsTold, t },
						...tell,
					})
					.catch(mistaken)
			: [{ message: t("notSent.part-missing"), field: undefined }];
		if (result === "sent") return router.push("/progress");
		isSending.current = false;
		setIsBusy(false);
		form.report(result);
	}

	/** A mistake of ours must not leave a form that does nothing; Progress knows what became of it. */
	function mistaken(error: unknown): ChangeError[] {
		window.reportError(error);
		return [{ message: crash("lead"), field: undefined, hasProgress: true }];
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
