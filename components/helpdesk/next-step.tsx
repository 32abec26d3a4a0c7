"use client";

import { SignInAgain } from "#components/sign-in/sign-in-again.tsx";
import { Button } from "#components/ui/button.tsx";
import type { GraphRight } from "#lib/browser/helpdesk/agent-rights.ts";
import { ConsentButton } from "./consent-button.tsx";

type Props = {
	/** Why Graph did not do what the agent asked. */
	because: string;
	/** The right that was asked with. */
	right: GraphRight;
	again?: { text: string; act: () => void } | undefined;
};

/** What an agent can do when Graph has refused: get the right, sign in, or ask once more. */
export function NextStep({ because, right, again }: Props) {
	if (because === "consent-missing") return <ConsentButton right={right} />;
	if (because === "sign-in-needed") return <SignInAgain />;
	if (!again) return null;
	return (
		<Button look="secondary" onClick={again.act}>
			{again.text}
		</Button>
	);
}
