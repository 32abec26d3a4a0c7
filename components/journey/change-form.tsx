"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { PasswordField } from "#components/ui/password-field.tsx";
import type { SubmitResult } from "#lib/browser/change/submit-change.ts";
import type { Me } from "#lib/browser/graph/read-me.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import { passwordProblems } from "#lib/core/password-rules.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { type ChangeError, useChangeErrorText } from "./change-error.ts";
import { ChangeRules, useMetRules } from "./change-rules.tsx";
import { LazyProgress } from "./lazy-areas.tsx";
import { usePasswordFieldText } from "./password-field-text.ts";
import { useErrorTitle } from "./use-error-title.ts";

/** Entra's rules in the words of password managers (WHATWG `passwordrules` proposal). */
const MANAGER_RULES =
	"minlength: 8; maxlength: 256; required: lower; required: upper; required: digit; allowed: ascii-printable;";

/**
 * Existing and new password, sent once to Graph. The passwords are in the two inputs and nowhere else:
 * never in state, and gone with the form.
 */
export function ChangeForm({ me }: { me: Me }) {
	const t = useTranslations("change");
	const text = usePasswordFieldText();
	const existing = useRef<HTMLInputElement>(null);
	const next = useRef<HTMLInputElement>(null);
	const { met, update } = useMetRules();
	const { errors, isBusy, submit, prepare } = useSubmit(me, { existing, next });
	const errorAt = (field: ChangeError["field"]) => errors.find((e) => e.field === field)?.message;

	return (
		<form noValidate onSubmit={submit} onInput={prepare}>
			<ErrorSummary
				heading={t("summary")}
				errors={errors.map(({ message, field }) => ({ message, fieldId: field }))}
			/>
			<ChangeRules met={met} />
			<input
				type="text"
				name="username"
				autoComplete="username"
				value={me.userPrincipalName}
				readOnly
				tabIndex={-1}
				aria-hidden
				className="sr-only"
			/>
			<PasswordField
				id="existing"
				name="existing"
				text={text.existing}
				autoComplete="current-password"
				error={errorAt("existing")}
				isBusy={isBusy}
				inputRef={existing}
			/>
			<PasswordField
				id="new"
				name="new"
				text={text.next}
				autoComplete="new-password"
				rules={MANAGER_RULES}
				error={errorAt("new")}
				describedBy="rules"
				isBusy={isBusy}
				inputRef={next}
				onInput={(event) => update(event.currentTarget.value)}
			/>
			<AfterSubmit />
			<Button type="submit" aria-disabled={isBusy}>
				{isBusy ? `${t("submitting")}…` : t("submit")}
			</Button>
			<p className="mt-6 text-sm text-muted">{t("privacy")}</p>
		</form>
	);
}

/** What stops working and when: said before it cannot be taken back. */
function AfterSubmit() {
	const t = useTranslations("change");
	return (
		<section className="mb-8">
			<h2 className="mb-2 text-xl font-bold">{t("afterHeading")}</h2>
			<ul className="list-disc space-y-2 ps-6">
				<li>{t("afterEntra")}</li>
				<li>{t("afterDomain")}</li>
			</ul>
		</section>
	);
}

/** What sends the change is not needed before something is typed. */
const loadSubmit = () => import("#lib/browser/change/submit-change.ts");

async function sendChange(
	...args: Parameters<Awaited<ReturnType<typeof loadSubmit>>["submitChange"]>
): Promise<SubmitResult> {
	const loaded = await loadSubmit().catch(() => undefined);
	return loaded ? loaded.submitChange(...args) : { outcome: "not-sent", because: "offline" };
}

type Inputs = Record<"existing" | "next", React.RefObject<HTMLInputElement | null>>;

function useSubmit(me: Me, inputs: Inputs) {
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
