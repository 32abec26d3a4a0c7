"use client";

import { useRef, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { endLink } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { useAction } from "#lib/browser/use-action.ts";
import { usePortal } from "#lib/browser/use-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Ends a link after a confirmation: it cannot be undone. */
export function EndLink({ id, onEnded }: { id: string; onEnded: () => void }) {
	const t = useTranslations("links");
	const asAgent = usePortal();
	const [isAsking, setIsAsking] = useState(false);
	const { act, failure } = useAction();
	const heading = useRef<HTMLHeadingElement>(null);

	/** The pressed button is replaced, and the heading takes the focus. */
	function ask(isAsked: boolean) {
		setIsAsking(isAsked);
		heading.current?.focus();
	}

	async function end() {
		const result = await act(() => asAgent((token) => endLink(token, id)));
		if (!result?.ok) return;
		document.querySelector("h1")?.focus();
		onEnded();
	}

	return (
		<section className="card">
			<h2 ref={heading} tabIndex={-1} className="mb-4 text-xl font-bold">
				{t("endHeading")}
			</h2>
			{failure && <FailureWithNextStep failure={failure} again={end} />}
			{isAsking ? (
				<Notice look="warning" heading={t("endSure")}>
					<p className="mb-4">{t("endWhat")}</p>
					<div className="flex flex-wrap gap-4">
						<Button look="danger" onClick={end}>
							{t("endYes")}
						</Button>
						<Button look="secondary" onClick={() => ask(false)}>
							{t("endNo")}
						</Button>
					</div>
				</Notice>
			) : (
				<Button look="danger-quiet" onClick={() => ask(true)}>
					{t("end")}
				</Button>
			)}
		</section>
	);
}
