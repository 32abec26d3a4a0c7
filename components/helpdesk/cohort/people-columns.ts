import {
	columnFilteringFeature,
	createColumnHelper,
	createFilteredRowModel,
	createSortedRowModel,
	rowSelectionFeature,
	rowSortingFeature,
	sortFn_basic,
	tableFeatures,
} from "@tanstack/react-table";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import { folded } from "#lib/core/folded.ts";
import { PERSON_STATES } from "#lib/core/person/person-state.ts";

export const features = tableFeatures({
	columnFilteringFeature,
	filteredRowModel: createFilteredRowModel(),
	rowSortingFeature,
	sortedRowModel: createSortedRowModel(),
	rowSelectionFeature,
});

type HasPerson = { original: CohortPerson };

const helper = createColumnHelper<typeof features, CohortPerson>();
const names = new Intl.Collator(undefined, { sensitivity: "base" });
const NEVER_MS = 8.64e15;

const byName = (a: HasPerson, b: HasPerson) =>
	names.compare(a.original.member.displayName, b.original.member.displayName);

/** Unsorted: people who wait come first, oldest change first. */
export function byWait(a: CohortPerson, b: CohortPerson): number {
	return waitRank(a) - waitRank(b) || (sinceMs(a) ?? NEVER_MS) - (sinceMs(b) ?? NEVER_MS);
}

const waitRank = ({ where }: CohortPerson) => (where.state === "waiting" ? 0 : 1);
const sinceMs = ({ where }: CohortPerson) => where.since?.getTime();
const changeMs = ({ member }: CohortPerson) => member.lastPasswordChangeAt?.getTime();
const stateRank = ({ where }: CohortPerson) => PERSON_STATES.indexOf(where.state);

function hasWords({ original: { member } }: HasPerson, words: string): boolean {
	const text = `${member.displayName}\n${member.userPrincipalName}\n${member.mail ?? ""}`;
	return folded(text).includes(words);
}

/** The columns used for sorting and filtering; the table itself defines their look. */
export const columns = helper.columns([
	helper.accessor((person) => person.member.displayName, {
		id: "person",
		sortFn: byName,
		filterFn: (row: HasPerson, _id: string, words: string) => hasWords(row, words),
	}),
	helper.accessor((person) => person.where.state, {
		id: "state",
		sortFn: (a: HasPerson, b: HasPerson) => stateRank(a.original) - stateRank(b.original),
		filterFn: (row: HasPerson, _id: string, state: string) => row.original.where.state === state,
	}),
	helper.accessor(sinceMs, { id: "since", sortFn: sortFn_basic, sortUndefined: "last" }),
	helper.accessor(changeMs, { id: "change", sortFn: sortFn_basic, sortUndefined: "last" }),
]);

export const SORTABLE = ["person", "state", "since", "change"] as const;
export type Sortable = (typeof SORTABLE)[number];
