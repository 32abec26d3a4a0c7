"use client";

import type { ReactNode } from "react";
import { SignInAgain } from "#components/sign-in/sign-in-again.tsx";
import { Button } from "#components/ui/button.tsx";
import { later } from "#components/ui/later.tsx";
import { type Failure, nextStep } from "#lib/core/failure.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { FailureNotice } from "./failure-notice.tsx";

/** Only agents ever need it. */
const LazyConsentButton = later(() =>
	import("#components/sign-in/consent-button.tsx").then((m) => m.ConsentButton),
);

type Props = {
	failure: Failure;
	heading?: string | undefined;
	/** Retries; `againText`: the button's text if it is not "Try again". */
	again?: (() => void) | undefined;
	againText?: string | undefined;
	/** Where another sign-in returns to; by default this page. */
	returnTo?: string | undefined;
	children?: ReactNode;
};

/** What went wrong, with the next step. */
export function FailureWithNextStep({ failure, heading, children, ...way }: Props) {
	return (
		<div role="alert">
			<FailureNotice failure={failure} heading={heading}>
				{children}
				<div className="mt-4 empty:hidden">
					<NextStep failure={failure} {...way} />
				</div>
			</FailureNotice>
		</div>
	);
}

function NextStep({ failure, again, againText, returnTo }: Omit<Props, "heading" | "children">) {
	const t = useTranslations("failures");
	switch (nextStep(failure)) {
		case "sign-in":
			return <SignInAgain returnTo={returnTo} />;
		case "right":
			return failure.scope && <LazyConsentButton scope={failure.scope} />;
		case "reload":
			return (
				<Button look="secondary" onClick={() => window.location.reload()}>
					{t("reload")}
				</Button>
			);
		case "again":
		case "admin-consent":
			return (
				again && (
					<Button look="secondary" onClick={again}>
						{againText ?? t("again")}
					</Button>
				)
			);
		case "none":
			return null;
	}
}
