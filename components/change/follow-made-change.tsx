"use client";

import { useRouter } from "next/navigation";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Button } from "#components/ui/button.tsx";
import { useAgoFormat } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { followMadeChange } from "#lib/browser/portal-api.ts";
import { useAction } from "#lib/browser/use-action.ts";
import { usePortal } from "#lib/browser/use-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Offers a status that says when a password that was set elsewhere, such as at the sign-in, works. */
export function FollowMadeChange({ changedAt }: { changedAt: Date }) {
	const t = useTranslations();
	const ago = useAgoFormat();
	const portal = usePortal();
	const router = useRouter();
	const { act, failure, isBusy } = useAction();

	async function follow() {
		const made = await act(() => portal((token) => followMadeChange(token, changedAt)));
		if (made?.ok) router.push("/progress");
	}

	// One button for all attempts: it keeps the focus.
	const label = t(failure ? "failures.again" : "profile.follow");
	return (
		<>
			<Notice>
				<p className="mb-4">{t("profile.madeElsewhere", { when: ago(changedAt) })}</p>
				<Button look="secondary" aria-disabled={isBusy} onClick={follow}>
					{isBusy ? `${t("site.loading")}…` : label}
				</Button>
			</Notice>
			{failure && <FailureWithNextStep failure={failure} />}
		</>
	);
}
