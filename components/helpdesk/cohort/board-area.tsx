"use client";

import { usePathname } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { AppLink } from "#components/ui/app-link.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { type ReadGroup, readOneGroup } from "#lib/browser/helpdesk/cohort/find-group.ts";
import { useThrow } from "#lib/browser/use-throw.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { Board } from "./board.tsx";
import { CohortProblem } from "./cohort-problem.tsx";

/** The board of the group that the address names. */
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
	const [read, setRead] = useState<ReadGroup>();
	const toBoundary = useThrow();
	const load = useCallback(() => {
		setRead(undefined);
		readOneGroup(signIn, id).then(setRead, toBoundary);
	}, [signIn, id, toBoundary]);
	useEffect(load, [load]);
	if (!read) return <Loading>{t("site.loading")}</Loading>;
	if (read.ok) return <Board key={read.group.id} group={read.group} />;
	return (
		<>
			<PageHeading>{t("cohort.groupHeading")}</PageHeading>
			<CohortProblem because={read.because} again={{ text: t("load.again"), act: load }} />
			<p>
				<AppLink href="/helpdesk/groups">{t("cohort.otherGroup")}</AppLink>
			</p>
		</>
	);
}
