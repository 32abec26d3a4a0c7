"use client";

import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { later } from "#components/ui/later.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { type Failure, headingOf, nextStep } from "#lib/core/failure.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useFailureText } from "./failure-text.ts";

/** Hardly anybody ever needs it. */
const LazyAdminConsentLink = later(() =>
	import("./admin-consent-link.tsx").then((m) => m.AdminConsentLink),
);

type Props = {
	failure: Failure;
	/** A more specific heading, if the page knows one. */
	heading?: string | undefined;
	children?: ReactNode;
};

/** What went wrong, what to do next, and details to copy for the helpdesk. */
export function FailureNotice({ failure, heading, children }: Props) {
	const t = useTranslations("failures");
	return (
		<Notice
			// A sign-in ends for everybody, including after every change.
			look={failure.code === "sign-in-ended" ? "action" : "danger"}
			heading={heading ?? t(`headings.${headingOf(failure)}`)}
		>
			<FailureText failure={failure} />
			{children}
		</Notice>
	);
}

/** The same below a heading of the page's own. */
export function FailureText({ failure }: { failure: Failure }) {
	const t = useTranslations("failures");
	const text = useFailureText();
	return (
		<>
			<p>{text(failure)}</p>
			{nextStep(failure) === "admin-consent" && <LazyAdminConsentLink lead={t("handOn")} />}
			<ForHelpdesk failure={failure} />
		</>
	);
}

/** An expired sign-in needs nobody's help. */
function ForHelpdesk({
	failure: { code, vendorCode, correlationId, requestId },
}: {
	failure: Failure;
}) {
	const t = useTranslations("failures");
	if (!vendorCode || code === "sign-in-ended") return null;
	const lines = [
		t("vendorCode", { code: vendorCode }),
		...(correlationId ? [t("correlationId", { id: correlationId })] : []),
		...(requestId ? [t("requestId", { id: requestId })] : []),
	];
	return (
		<div className="mt-3 text-sm">
			{lines.map((line) => (
				<p key={line} className="break-words">
					{line}
				</p>
			))}
			<div className="mt-2">
				<CopyButton label={t("codesLabel")} value={lines.join("\n")} />
			</div>
		</div>
	);
}
