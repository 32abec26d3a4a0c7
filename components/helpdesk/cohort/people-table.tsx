"use client";

import { useTable } from "@tanstack/react-table";
import { useDeferredValue, useId, useMemo, useState } from "react";
import { FoldButton } from "#components/ui/fold-button.tsx";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import type { FollowedGroup } from "#lib/browser/helpdesk/recent.ts";
import { folded } from "#lib/core/folded.ts";
import type { PersonStateName } from "#lib/core/person/person-state.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useNumbers } from "../times.ts";
import { byWait, columns, features } from "./people-columns.ts";
import { PeopleHandOut } from "./people-hand-out.tsx";
import { PeopleRows } from "./people-rows.tsx";

type Props = {
	people: CohortPerson[];
	/** Shows only people in this state. */
	state: PersonStateName | undefined;
	group: FollowedGroup;
	isComplete: boolean;
	/** The server's time of what is shown. */
	now: Date;
	onOpen: (id: string) => void;
};

/** Everybody, or the search results; the person who has waited longest comes first. */
export function PeopleTable({ people, state, group, isComplete, now, onOpen }: Props) {
	const [words, setWords] = useState("");
	const wanted = useDeferredValue(folded(words.trim()));
	const columnFilters = useMemo(
		() => [
			...(state ? [{ id: "state", value: state }] : []),
			...(wanted ? [{ id: "person", value: wanted }] : []),
		],
		[state, wanted],
	);
	const data = useMemo(() => people.toSorted(byWait), [people]);
	const table = useTable({
		features,
		columns,
		data,
		getRowId: (person: CohortPerson) => person.id,
		state: { columnFilters },
		onColumnFiltersChange: () => {},
		enableMultiSort: false,
		sortDescFirst: false,
	});
	const { rows } = table.getRowModel();
	const shown = useMemo(() => rows.map(({ original }) => original), [rows]);
	const selection = table.state.rowSelection;
	const selected = useMemo(() => people.filter(({ id }) => selection[id]), [people, selection]);
	return (
		<section aria-labelledby="people" className="mb-6">
			<Toolbar
				words={words}
				shown={shown}
				selected={selected}
				group={group}
				isComplete={isComplete}
				all={people}
				onWords={setWords}
			/>
			<PeopleRows
				people={shown}
				now={now}
				sorting={table.state.sorting[0]}
				onSort={(id) => table.getColumn(id)?.toggleSorting()}
				selection={selection}
				onSelect={(id) => table.getRow(id).toggleSelected()}
				isAllSelected={table.getIsAllRowsSelected()}
				onSelectAll={() => table.toggleAllRowsSelected()}
				onOpen={onOpen}
			/>
		</section>
	);
}

type ToolbarProps = {
	words: string;
	onWords: (words: string) => void;
	shown: CohortPerson[];
	all: CohortPerson[];
	selected: CohortPerson[];
	group: FollowedGroup;
	isComplete: boolean;
};

/**
 * The search, the number of results and the actions for them; sticky above the table. On a phone the
 * actions are folded away until they are opened or somebody is selected.
 */
function Toolbar({ words, onWords, ...handOut }: ToolbarProps) {
	const t = useTranslations("cohort");
	const number = useNumbers();
	const id = useId();
	const [isOpen, setIsOpen] = useState(false);
	const { shown, all, selected } = handOut;
	const isSelection = selected.length > 0;
	return (
		<div className="z-20 flex flex-wrap items-center gap-2 bg-canvas py-1.5 sm:sticky sm:top-0">
			<h2 id="people" className="sr-only">
				{t("peopleHeading")}
			</h2>
			<div className="flex w-full gap-2 sm:w-56">
				<input
					id="find"
					type="search"
					dir={words ? "auto" : undefined}
					aria-label={t("find")}
					placeholder={t("find")}
					value={words}
					maxLength={200}
					autoComplete="off"
					spellCheck={false}
					onChange={({ target }) => onWords(target.value)}
					className="min-h-control min-w-0 flex-1 rounded-control border border-control bg-surface px-3 text-ellipsis placeholder:text-muted"
				/>
				{!isSelection && (
					<div className="sm:hidden">
						<FoldButton isOpen={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)}>
							{t("actions")}
						</FoldButton>
					</div>
				)}
			</div>
			<p role="status" className="min-w-0 grow basis-full truncate px-1 sm:basis-40 tabular-nums">
				{isSelection ? (
					<span className="font-semibold">{t("selected", { count: selected.length })}</span>
				) : (
					<>
						{shown.length < all.length && (
							<>{t("shown", { shown: number(shown.length), all: number(all.length) })} </>
						)}
						<span className="hidden text-muted sm:inline" title={t("selectHint")}>
							{t("selectHint")}
						</span>
					</>
				)}
			</p>
			<PeopleHandOut {...handOut} id={id} isFolded={!isOpen && !isSelection} />
		</div>
	);
}
