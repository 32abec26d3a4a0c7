"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useRef } from "react";
import { BdiLine } from "#components/ui/bdi-line.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { PERSON_LOOK } from "../person-look.ts";
import { SORTABLE, type Sortable } from "./people-columns.ts";
import { useShortInstant } from "./short-instant.ts";

type Props = {
	people: CohortPerson[];
	sorting: { id: string; desc: boolean } | undefined;
	onSort: (id: Sortable) => void;
	selection: Record<string, boolean>;
	onSelect: (id: string) => void;
	isAllSelected: boolean;
	onSelectAll: () => void;
};

/** What a row is likely to be high, until it is measured. */
const ROW_PX = 84;
/** Rows beyond the edge, so that the keyboard finds the next one. */
const OVERSCAN = 4;

/** The browser scrolls to where the end was before the rows there were measured. */
const END_KEYS: Record<string, "first" | "last"> = { Home: "first", End: "last" };

/** The table itself; of thousands of rows only those that can be seen are there. */
export function PeopleRows({ people, sorting, onSort, ...selecting }: Props) {
	const t = useTranslations("cohort");
	const { selection, onSelect, isAllSelected, onSelectAll } = selecting;
	const scroller = useRef<HTMLElement>(null);
	const virtual = useVirtualizer({
		count: people.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => ROW_PX,
		getItemKey: (index) => people[index]?.id ?? index,
		overscan: OVERSCAN,
		// What came into view is made with the next frame, not before the scrolling may go on.
		useFlushSync: false,
	});
	// Moving the page while rows are measured would end the browser's own smooth scrolling.
	virtual.shouldAdjustScrollPositionOnItemSizeChange = () => false;
	const items = virtual.getVirtualItems();
	const before = items[0]?.start ?? 0;
	const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
	const toggle = useLatest(onSelect);
	if (people.length === 0) return <p className="my-6">{t("nobodyFits")}</p>;
	return (
		<section
			ref={scroller}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
			tabIndex={0}
			aria-labelledby="people"
			onKeyDown={(event) => {
				const end = END_KEYS[event.key];
				const isWithModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
				if (!end || isWithModifier) return;
				event.preventDefault();
				virtual.scrollToIndex(end === "first" ? 0 : people.length - 1);
			}}
			className="max-h-[70vh] overflow-auto border border-line [contain:content] [overflow-anchor:none]"
		>
			<table aria-rowcount={people.length + 1} className="w-full table-fixed text-sm">
				<thead className="sticky top-0 z-10 bg-raised">
					<tr aria-rowindex={1}>
						<th scope="col" className="w-10 px-2 py-2 text-start">
							<input
								type="checkbox"
								aria-label={t("selectAll")}
								checked={isAllSelected}
								onChange={onSelectAll}
								className="size-6 accent-action"
							/>
						</th>
						{SORTABLE.map((id) => (
							<ColumnHead key={id} id={id} sorting={sorting} onSort={onSort} />
						))}
					</tr>
				</thead>
				<Space height={before} />
				<tbody>
					{items.map(({ index, key }) => {
						const person = people[index];
						return (
							person && (
								<Row
									key={key}
									index={index}
									person={person}
									isSelected={selection[person.id] === true}
									onToggle={toggle}
									measure={virtual.measureElement}
								/>
							)
						);
					})}
				</tbody>
				<Space height={after} />
			</table>
		</section>
	);
}

/** A function that stays the same one, so that rows are not made anew. */
function useLatest(call: (id: string) => void): (id: string) => void {
	const latest = useRef(call);
	latest.current = call;
	return useCallback((id: string) => latest.current(id), []);
}

const WIDTH: Record<Sortable, string> = {
	person: "",
	state: "w-1/2 sm:w-[30%]",
	since: "hidden w-44 sm:table-cell",
	change: "hidden w-44 sm:table-cell",
};

type HeadProps = { id: Sortable; sorting: Props["sorting"]; onSort: Props["onSort"] };

function ColumnHead({ id, sorting, onSort }: HeadProps) {
	const t = useTranslations("cohort");
	const isSorted = sorting?.id === id;
	const order = sorting?.desc ? "descending" : "ascending";
	return (
		<th
			scope="col"
			{...(isSorted && { "aria-sort": order })}
			className={`px-2 py-2 text-start ${WIDTH[id]}`}
		>
			<button
				type="button"
				onClick={() => onSort(id)}
				className="min-h-6 cursor-pointer text-start font-bold underline decoration-dotted underline-offset-4"
			>
				{t(`columns.${id}`)}
				<span aria-hidden="true">{isSorted ? (sorting.desc ? " ↓" : " ↑") : ""}</span>
			</button>
		</th>
	);
}

/** Stands for the rows that are not there. */
function Space({ height }: { height: number }) {
	if (height <= 0) return null;
	return (
		<tbody aria-hidden="true">
			<tr>
				<td style={{ height }} />
			</tr>
		</tbody>
	);
}

type RowProps = {
	index: number;
	person: CohortPerson;
	isSelected: boolean;
	onToggle: (id: string) => void;
	measure: (element: Element | null) => void;
};

const Row = memo(function Row({ index, person, isSelected, onToggle, measure }: RowProps) {
	const t = useTranslations("cohort");
	const format = useShortInstant();
	const { member, where } = person;
	const until = where.lock?.until;
	const reason = until ? t("lockedUntil", { until: format(until) }) : t(`reasons.${where.reason}`);
	return (
		<tr
			ref={measure}
			data-index={index}
			aria-rowindex={index + 2}
			className="border-t border-line align-top"
		>
			<td className="px-2 py-2">
				<input
					type="checkbox"
					aria-label={t("selectOne", { name: member.displayName })}
					checked={isSelected}
					onChange={() => onToggle(member.id)}
					className="size-6 accent-action"
				/>
			</td>
			<th scope="row" className="px-2 py-2 text-start font-normal break-words">
				<BdiLine className="font-semibold">{member.displayName}</BdiLine>
				<BdiLine className="wrap-anywhere text-muted">{member.userPrincipalName}</BdiLine>
				{member.isSynchronised && <span className="text-muted">{t("synchronised")}</span>}
			</th>
			<td className="px-2 py-2">
				<Tag look={PERSON_LOOK[where.state]}>{t(`states.${where.state}`)}</Tag>
				<span className="block">{reason}</span>
				{where.since && <span className="block text-muted sm:hidden">{format(where.since)}</span>}
			</td>
			<td className="hidden px-2 py-2 sm:table-cell">{where.since && format(where.since)}</td>
			<td className="hidden px-2 py-2 sm:table-cell">
				{member.lastPasswordChangeAt && format(member.lastPasswordChangeAt)}
			</td>
		</tr>
	);
});
