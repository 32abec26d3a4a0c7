"use client";

import { type FormEvent, useRef, useState } from "react";
import { useFormErrors } from "#components/site/use-form-errors.ts";
import { AppLink } from "#components/ui/app-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import type { PortalFailure, PortalResult } from "#lib/browser/call-portal.ts";
import type { Link, LinkContent } from "#lib/core/link/link.ts";
import { linkProblems } from "#lib/core/link/link-problems.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { HelpdeskProblem } from "../helpdesk-problem.tsx";
import { LinkFields } from "./link-fields.tsx";
import { type LinkError, useLinkProblemText } from "./use-link-problem-text.ts";

/** After these nobody knows whether the server did it: a gateway may have given up waiting. */
const MAY_BE_SAVED: ReadonlySet<PortalFailure> = new Set(["no-answer", "unexpected"]);

type Props = {
	initial: LinkContent;
	submitText: string;
	save: (content: LinkContent) => Promise<PortalResult<Link>>;
	onSaved: (link: Link) => void;
};

/** Makes or changes a link. Whatever is wrong, nothing that was typed is lost. */
export function LinkForm({ initial, submitText, save, onSaved }: Props) {
	const t = useTranslations();
	const toError = useLinkProblemText();
	const [content, setContent] = useState(initial);
	const form = useFormErrors<LinkError>();
	const [failure, setFailure] = useState<PortalFailure>();
	const [isBusy, setIsBusy] = useState(false);
	const isSending = useRef(false);

	async function submit(event: FormEvent) {
		event.preventDefault();
		if (isSending.current) return;
		setFailure(undefined);
		const problems = linkProblems(content, new Date());
		form.report(problems.map(toError));
		if (problems.length > 0) return;
		isSending.current = true;
		setIsBusy(true);
		const result = await save(content);
		isSending.current = false;
		setIsBusy(false);
		if (result.ok) onSaved(result.value);
		else setFailure(result.code);
	}

	return (
		<form noValidate onSubmit={submit} onInput={form.noteInput} className="card max-w-[44rem]">
			<ErrorSummary heading={t("change.summary")} {...form.summary} />
			{failure && <HelpdeskProblem code={failure} />}
			{failure && MAY_BE_SAVED.has(failure) && (
				<p className="mb-6">
					{t("links.perhapsSaved")} <AppLink href="/helpdesk/links">{t("links.toList")}</AppLink>
				</p>
			)}
			<LinkFields
				content={content}
				change={(part) => setContent((before) => ({ ...before, ...part }))}
				errorAt={form.errorAt}
			/>
			<Button type="submit" aria-disabled={isBusy}>
				{isBusy ? `${t("links.saving")}…` : submitText}
			</Button>
		</form>
	);
}
