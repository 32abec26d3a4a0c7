"use client";

import { usePathname } from "next/navigation";
import { useCallback } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { AppLink } from "#components/ui/app-link.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { readOneGroup } from "#lib/browser/helpdesk/as-agent.ts";
import { useRead } from "#lib/browser/use-read.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { Board } from "./board.tsx";

/** The board of the group in the address. */
export function BoardArea() {
	return (
		<AsHelpdesk>
			<OfGroup />
		</AsHelpdesk>
	);
}

function OfGroup() {
	const t = useTranslations();
	const signIn = useSignIn();
	const id = usePathname().split("/")[3] ?? "";
	const { result, again } = useRead(useCallback(() => readOneGroup(signIn, id), [signIn, id]));
	if (!result) return <Loading>{t("site.loading")}</Loading>;
	if (result.ok) return <Board key={result.value.id} group={result.value} />;
	return (
		<>
			<PageHeading>{t("cohort.groupHeading")}</PageHeading>
			<FailureWithNextStep failure={result.failure} again={again} />
			<p>
				<AppLink href="/helpdesk/groups">{t("cohort.otherGroup")}</AppLink>
			</p>
		</>
	);
}
