"use client";

import { useTable } from "@tanstack/react-table";
import { useDeferredValue, useMemo, useState } from "react";
import { TextField } from "#components/ui/text-field.tsx";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import type { PersonStateName } from "#lib/core/person/person-state.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { columns, features } from "./people-columns.ts";
import { PeopleHandOut } from "./people-hand-out.tsx";
import { PeopleRows } from "./people-rows.tsx";

type Props = {
	people: CohortPerson[];
	/** Those in this state alone. */
	state: PersonStateName | undefined;
	groupName: string;
};

/** Everybody, or those who are looked for; the oldest who waits comes first. */
export function PeopleTable({ people, state, groupName }: Props) {
	const t = useTranslations("cohort");
	const locale = useLocale();
	const [words, setWords] = useState("");
	const wanted = useDeferredValue(words.trim().toLowerCase());
	const columnFilters = useMemo(
		() => [
			...(state ? [{ id: "state", value: state }] : []),
			...(wanted ? [{ id: "person", value: wanted }] : []),
		],
		[state, wanted],
	);
	const table = useTable({
		features,
		columns,
		data: people,
		getRowId: (person: CohortPerson) => person.id,
		state: { columnFilters },
		onColumnFiltersChange: () => {},
		initialState: { sorting: [{ id: "since", desc: false }] },
		enableSortingRemoval: false,
		enableMultiSort: false,
		sortDescFirst: false,
	});
	const { rows } = table.getRowModel();
	const shown = useMemo(() => rows.map(({ original }) => original), [rows]);
	const selection = table.state.rowSelection;
	const selected = useMemo(() => people.filter(({ id }) => selection[id]), [people, selection]);
	const number = new Intl.NumberFormat(locale);
	return (
		<div className="my-8">
			<h2 id="people" className="mb-2 text-xl font-bold">
				{t("peopleHeading")}
			</h2>
			<div className="max-w-[24rem] *:mb-3">
				<TextField
					id="find"
					type="search"
					label={t("find")}
					value={words}
					maxLength={200}
					autoComplete="off"
					spellCheck={false}
					onChange={(event) => setWords(event.target.value)}
				/>
			</div>
			<p role="status" className="mb-2">
				{t("shown", { shown: number.format(shown.length), all: number.format(people.length) })}{" "}
				{selected.length > 0 && t("selected", { count: selected.length })}
			</p>
			<PeopleRows
				people={shown}
				sorting={table.state.sorting[0]}
				onSort={(id) => table.getColumn(id)?.toggleSorting()}
				selection={selection}
				onSelect={(id) => table.getRow(id).toggleSelected()}
				isAllSelected={table.getIsAllRowsSelected()}
				onSelectAll={() => table.toggleAllRowsSelected()}
			/>
			<PeopleHandOut shown={shown} selected={selected} groupName={groupName} />
		</div>
	);
}
