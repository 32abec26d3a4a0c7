"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { BdiLine } from "#components/ui/bdi-line.tsx";
import { searchGroups } from "#lib/browser/helpdesk/as-agent.ts";
import { type DirectoryGroup, MAX_GROUPS } from "#lib/entra/graph/directory-groups.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { DirectorySearch, Matches } from "../directory-search.tsx";

/** Picks the group to follow. */
export function GroupSearchArea() {
	return (
		<AsHelpdesk>
			<GroupSearch />
		</AsHelpdesk>
	);
}

function GroupSearch() {
	const t = useTranslations("cohort");
	const text = {
		words: t("words"),
		hint: t("wordsHint"),
		missing: t("wordsMissing"),
		search: t("search"),
		searching: t("searching"),
	};
	return (
		<DirectorySearch text={text} find={searchGroups}>
			{(groups) => <Groups groups={groups} />}
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
