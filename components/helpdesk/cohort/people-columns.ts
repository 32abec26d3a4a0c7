import {
	columnFilteringFeature,
	createColumnHelper,
	createFilteredRowModel,
	createSortedRowModel,
	rowSelectionFeature,
	rowSortingFeature,
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

/** People who wait come first, oldest change first. */
function byWait(a: HasPerson, b: HasPerson): number {
	const order = waitRank(a.original) - waitRank(b.original);
	return order || sinceMs(a.original) - sinceMs(b.original);
}

const waitRank = ({ where }: CohortPerson) => (where.state === "waiting" ? 0 : 1);
const sinceMs = ({ where }: CohortPerson) => where.since?.getTime() ?? NEVER_MS;
const changeMs = ({ member }: CohortPerson) => member.lastPasswordChangeAt?.getTime() ?? NEVER_MS;
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
	helper.accessor(sinceMs, { id: "since", sortFn: byWait }),
	helper.accessor(changeMs, {
		id: "change",
		sortFn: (a: HasPerson, b: HasPerson) => changeMs(a.original) - changeMs(b.original),
	}),
]);

export const SORTABLE = ["person", "state", "since", "change"] as const;
export type Sortable = (typeof SORTABLE)[number];
