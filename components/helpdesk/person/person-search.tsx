"use client";

import { BdiLine } from "#components/ui/bdi-line.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { type FoundPeople, searchPeople } from "#lib/browser/helpdesk/find-person.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import { MAX_MATCHES } from "#lib/entra/graph/find-people.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { DirectorySearch, Matches } from "../directory-search.tsx";
import { FindProblem } from "./find-problem.tsx";

type Props = { onChosen: (person: Member) => void; onSearch: () => void };

/** Finds people by name or user name; a single match is chosen by itself. */
export function PersonSearch({ onChosen, onSearch }: Props) {
	const t = useTranslations("onePerson");
	const text = {
		words: t("words"),
		hint: t("wordsHint"),
		missing: t("wordsMissing"),
		search: t("search"),
		searching: t("searching"),
	};
	function chooseOnly(found: FoundPeople) {
		const [only, ...others] = found.ok ? found.people : [];
		if (only && others.length === 0) onChosen(only);
	}
	return (
		<DirectorySearch text={text} find={searchPeople} onAsked={onSearch} onFound={chooseOnly}>
			{(found, again) =>
				found.ok ? (
					<People people={found.people} onChosen={onChosen} />
				) : (
					<FindProblem because={found.because} again={again} />
				)
			}
		</DirectorySearch>
	);
}

type PeopleProps = { people: Member[]; onChosen: Props["onChosen"] };

function People({ people, onChosen }: PeopleProps) {
	const t = useTranslations("onePerson");
	return (
		<Matches
			count={t("matches", { count: people.length })}
			more={people.length === MAX_MATCHES && t("typeMore")}
		>
			{people.length > 1 &&
				people.map((person) => (
					<li key={person.id} className="border-b border-line py-2.5 last:border-0">
						<button
							type="button"
							className={`cursor-pointer text-start ${TEXT_LINK}`}
							onClick={() => onChosen(person)}
						>
							<bdi>{person.displayName}</bdi>
						</button>
						<BdiLine className="text-sm wrap-anywhere text-muted">
							{person.userPrincipalName}
						</BdiLine>
					</li>
				))}
		</Matches>
	);
}
