"use client";

import { type FormEvent, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { useFormErrors } from "#components/site/use-form-errors.ts";
import { AppLink } from "#components/ui/app-link.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { keep, readKept } from "#lib/browser/site/kept.ts";
import { useAction } from "#lib/browser/use-action.ts";
import { useIsHere } from "#lib/browser/use-is-here.ts";
import type { FailureCode, Result } from "#lib/core/failure.ts";
import type { Link, LinkContent } from "#lib/core/link/link.ts";
import { type LinkField, type LinkProblem, linkProblems } from "#lib/core/link/link-problems.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { withLatinDigits } from "#lib/text/digits.ts";
import { halfDays } from "../day-field.tsx";
import { LinkFields } from "./link-fields.tsx";

/** After these it is unknown whether the server saved it: a gateway may have timed out. */
const MAY_BE_SAVED: readonly FailureCode[] = ["portal-no-answer", "portal-failed", "mistake"];

const DRAFT = "keyturn.link-draft";
type Draft = { of: string; content: LinkContent };

type Props = {
	/** Typed input is stored in the tab, since changing the language or reloading loads the page again. */
	of: string;
	initial: LinkContent;
	submitText: string;
	save: (content: LinkContent) => Promise<Result<Link>>;
	onSaved: (link: Link) => void;
};

/** Creates or changes a link. Whatever fails, nothing that was typed is lost. */
export function LinkForm({ of, initial, submitText, save, onSaved }: Props) {
	const t = useTranslations();
	const toError = useLinkProblemText();
	const [content, setContent] = useState(() => {
		const kept = readKept("sessionStorage", DRAFT) as Draft | undefined;
		return kept?.of === of ? kept.content : initial;
	});
	const form = useFormErrors<LinkError>();
	const { act, failure, isBusy } = useAction();
	const isHere = useIsHere();
	const ownDomains = useSignIn().config.tenant.domains;

	async function submit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		if (isBusy) return;
		const typed = { ...content, ...halfTyped(event.currentTarget) };
		const problems = linkProblems(typed, { now: new Date(), ownDomains, earlier: initial });
		form.report(problems.map(toError));
		if (problems.length > 0) return;
		const result = await act(() => save(content));
		if (!result?.ok) return;
		keep("sessionStorage", DRAFT, undefined);
		if (!isHere.current) return;
		// Otherwise the browser shows the end of the next page while that is still loading.
		window.scrollTo(0, 0);
		onSaved(result.value);
	}

	function change(part: Partial<LinkContent>) {
		const changed = { ...content, ...part };
		setContent(changed);
		keep("sessionStorage", DRAFT, { of, content: changed } satisfies Draft);
	}

	return (
		<form noValidate onSubmit={submit} onInput={form.noteInput} className="card max-w-[44rem]">
			<ErrorSummary heading={t("change.summary")} {...form.summary} />
			{failure && <FailureWithNextStep failure={failure} />}
			{failure && MAY_BE_SAVED.includes(failure.code) && (
				<p className="mb-6">
					{t("links.perhapsSaved")} <AppLink href="/helpdesk/links">{t("links.toList")}</AppLink>
				</p>
			)}
			<LinkFields content={content} change={change} errorAt={form.errorAt} />
			<SubmitButton busyText={isBusy && t("links.saving")}>{submitText}</SubmitButton>
		</form>
	);
}

/** The browser treats a half-typed day as empty; sent as "?", it is reported. */
const halfTyped = (form: HTMLFormElement): Partial<LinkContent> =>
	Object.fromEntries(halfDays(form).map(({ id }) => [id, "?"]));

type LinkError = { message: string; field: LinkField };

/** Words a field's error; each names the field as its label does. */
function useLinkProblemText() {
	const t = useTranslations("links");
	const locale = useLocale();
	return (problem: LinkProblem): LinkError => {
		const { field, code } = problem;
		if (code === "missing") return { field, message: t("problems.missing", { field }) };
		const name = t(`fields.${field}`);
		if (code !== "too-long") return { field, message: t(`problems.${code}`, { name, field }) };
		const max = problem.max.toLocaleString(withLatinDigits(locale));
		const count = problem.count.toLocaleString(withLatinDigits(locale));
		return { field, message: t("problems.too-long", { name, max, count }) };
	};
}
