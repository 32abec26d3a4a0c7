"use client";

import { type FormEvent, useRef, useState } from "react";
import { SignInAgain } from "#components/sign-in/sign-in-again.tsx";
import { AppLink } from "#components/ui/app-link.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { Icon } from "#components/ui/icon.tsx";
import {
	PasswordField,
	type PasswordFieldHandle,
	type PasswordFieldText,
} from "#components/ui/password-field.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { metRules } from "#lib/core/password-rules.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { ChangeRules } from "./change-rules.tsx";
import { NewPasswordHelp } from "./new-password-help.tsx";
import { PasswordHintsSlot } from "./password-hints.tsx";
import { useSubmit } from "./use-submit.ts";

/** Entra's rules in the syntax of password managers (the WHATWG `passwordrules` proposal). */
const MANAGER_RULES =
	"minlength: 8; maxlength: 256; required: lower; required: upper; required: digit; allowed: ascii-printable;";

/**
 * Existing and new password, sent once to Graph. The passwords are in the two inputs and nowhere
 * else: never in state, and gone with the form.
 */
export function ChangeForm({ me, askedAbout }: { me: Me; askedAbout?: Date | undefined }) {
	const t = useTranslations("change");
	const profile = useTranslations("profile");
	const text = usePasswordFieldText();
	const existing = useRef<HTMLInputElement>(null);
	const next = useRef<HTMLInputElement>(null);
	const nextField = useRef<PasswordFieldHandle>(null);
	/** Only whether something was typed is kept. */
	const [met, setMet] = useState(() => metRules(""));
	const { form, isBusy, submit, prepare } = useSubmit(me, { existing, next }, askedAbout);
	const { errors, errorAt } = form;
	function noteInput(event: FormEvent) {
		form.noteInput(event);
		prepare();
		setMet(metRules(next.current?.value ?? "", existing.current?.value));
	}

	return (
		<form noValidate onSubmit={submit} onInput={noteInput} className="card flex flex-col">
			<ErrorSummary heading={t("summary")} {...form.summary} />
			{errors.some(({ needsSignIn }) => needsSignIn) && (
				<div className="mb-6">
					<SignInAgain returnTo="/change-password" />
				</div>
			)}
			{errors.some(({ hasProgress }) => hasProgress) && (
				<p className="mb-6">
					<AppLink href="/progress">{profile("seeProgress")}</AppLink>
				</p>
			)}
			<div className="relative">
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
				>
					<p className="mt-2 text-sm">
						<a href="/no-password" className={TEXT_LINK}>
							{t("unknownExisting")}
						</a>
					</p>
				</PasswordField>
			</div>
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
				handle={nextField}
			>
				<NewPasswordHelp me={me} input={next} field={nextField} isBusy={isBusy}>
					<ChangeRules met={met} />
				</NewPasswordHelp>
			</PasswordField>
			<AfterSubmit />
			<SubmitButton busyText={isBusy && t("submitting")}>{t("submit")}</SubmitButton>
			<PasswordHintsSlot />
			<p className="mt-4 flex gap-2 text-xs text-muted">
				<Icon name="lock" />
				{t("privacy")}
			</p>
		</form>
	);
}

/** What stops working and when, stated before the change. */
function AfterSubmit() {
	const t = useTranslations("change");
	return (
		<section className="mb-6 border-t border-line pt-5">
			<h2 className="mb-3 text-sm font-bold">{t("afterHeading")}</h2>
			<ul className="space-y-3 text-sm">
				<li className="flex gap-3">
					<Icon name="cloud" className="size-5 text-muted" />
					{t("afterEntra")}
				</li>
				<li className="flex gap-3">
					<Icon name="laptop" className="size-5 text-warning" />
					{t("afterDomain")}
				</li>
			</ul>
		</section>
	);
}

/** The texts of both password fields. */
function usePasswordFieldText(): Record<"existing" | "next", PasswordFieldText> {
	const t = useTranslations("change");
	const both = {
		show: t("show"),
		hide: t("hide"),
		shown: t("shown"),
		hidden: t("hidden"),
		capsLock: t("capsLock"),
	};
	return {
		existing: {
			...both,
			label: t("existing"),
			showThis: t("showExisting"),
			hideThis: t("hideExisting"),
		},
		next: { ...both, label: t("new"), showThis: t("showNew"), hideThis: t("hideNew") },
	};
}
