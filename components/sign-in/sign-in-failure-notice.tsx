"use client";

import { CopyButton } from "#components/ui/copy-button.tsx";
import { later } from "#components/ui/later.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { SignInFailure } from "#lib/entra/sign-in/sign-in-failure.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Hardly anybody ever needs it. */
const LazyAdminConsentLink = later(() =>
	import("./admin-consent-link.tsx").then((m) => m.AdminConsentLink),
);

/** Why a sign-in failed, what to do next, and what the helpdesk wants to know, to copy. */
export function SignInFailureNotice({ failure }: { failure: SignInFailure }) {
	const t = useTranslations("signIn");
	const isOver = failure.kind === "sign-in-ended";
	return (
		<Notice look="danger" heading={t(isOver ? "endedHeading" : "failedHeading")}>
			<p>{t(`failures.${failure.kind}`)}</p>
			{failure.kind === "consent-missing" && <LazyAdminConsentLink lead={t("consent.handOn")} />}
			<ForHelpdesk failure={failure} />
		</Notice>
	);
}

function ForHelpdesk({ failure: { code, correlationId } }: { failure: SignInFailure }) {
	const t = useTranslations("signIn");
	const site = useTranslations("site");
	if (!code) return null;
	const lines = [
		t("codes", { code }),
		...(correlationId ? [t("correlation", { id: correlationId })] : []),
	];
	return (
		<div className="mt-3 text-sm">
			{lines.map((line) => (
				<p key={line} className="break-words">
					{line}
				</p>
			))}
			<div className="mt-2">
				<CopyButton
					label={t("codesLabel")}
					value={lines.join("\n")}
					text={{ copy: site("copy"), copied: site("copied"), failed: site("notCopied") }}
				/>
			</div>
		</div>
	);
}
