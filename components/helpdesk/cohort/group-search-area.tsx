"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { BdiLine } from "#components/ui/bdi-line.tsx";
import { searchGroups } from "#lib/browser/helpdesk/cohort/find-group.ts";
import { type DirectoryGroup, MAX_GROUPS } from "#lib/entra/graph/directory-groups.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { DirectorySearch, Matches } from "../directory-search.tsx";
import { CohortProblem } from "./cohort-problem.tsx";

/** Picks the group whose people are to be followed. */
export function GroupSearchArea() {
	return (
		<AsHelpdesk>
			<GroupSearch />
		</AsHelpdesk>
	);
}

function GroupSearch() {
	const t = useTranslations();
	const text = {
		words: t("cohort.words"),
		hint: t("cohort.wordsHint"),
		missing: t("cohort.wordsMissing"),
		search: t("cohort.search"),
		searching: t("cohort.searching"),
	};
	return (
		<DirectorySearch text={text} find={searchGroups}>
			{(found, act) =>
				found.ok ? (
					<Groups groups={found.groups} />
				) : (
					<CohortProblem because={found.because} again={{ text: t("load.again"), act }} />
				)
			}
		</DirectorySearch>
	);
}

function Groups({ groups }: { groups: DirectoryGroup[] }) {
	const t = useTranslations("cohort");
	return (
		<Matches
			count={t("groupMatches", { count: groups.length })}
			more={groups.length === MAX_GROUPS && t("typeMore")}
		>
			{groups.length > 0 &&
				groups.map(({ id, displayName, description }) => (
					<li key={id} className="border-b border-line py-2.5 last:border-0">
						<AppLink href={`/helpdesk/groups/${id}`}>
							<bdi>{displayName}</bdi>
						</AppLink>
						{description && <BdiLine className="text-sm text-muted">{description}</BdiLine>}
					</li>
				))}
		</Matches>
	);
}
