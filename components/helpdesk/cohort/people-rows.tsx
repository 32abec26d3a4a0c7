"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useRef, useState } from "react";
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

/** What a row is likely to be high, until it is measured: one line where there is room, else several. */
const likelyRowPx = () => (matchMedia("(width >= 75rem)").matches ? 44 : 64);
/** Rows beyond the edge, so that the keyboard finds the next one. */
const OVERSCAN = 4;

/** The browser scrolls to where the end was before the rows there were measured. */
const END_KEYS: Record<string, "first" | "last"> = { Home: "first", End: "last" };

/** The table itself; of thousands of rows only those that can be seen are there. */
export function PeopleRows({ people, sorting, onSort, ...selecting }: Props) {
	const t = useTranslations("cohort");
	const { selection, onSelect, isAllSelected, onSelectAll } = selecting;
	const scroller = useRef<HTMLElement>(null);
	const [rowPx] = useState(likelyRowPx);
	const virtual = useVirtualizer({
		count: people.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => rowPx,
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
			className="max-h-[70vh] overflow-auto rounded-t-card border border-line bg-surface [contain:content] [overflow-anchor:none]"
		>
			<table aria-rowcount={people.length + 1} className="w-full table-fixed text-sm">
				<thead className="sticky top-0 z-10 bg-raised">
					<tr aria-rowindex={1}>
						<th scope="col" className="w-11 px-3 py-2 text-start">
							<input
								type="checkbox"
								aria-label={t("selectAll")}
								checked={isAllSelected}
								onChange={onSelectAll}
								className="block size-5 accent-action"
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
	state: "w-1/2 min-[75rem]:w-[36%]",
	since: "hidden w-36 min-[75rem]:table-cell",
	change: "hidden w-36 min-[75rem]:table-cell",
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
				className="min-h-6 cursor-pointer text-start font-semibold underline decoration-dotted underline-offset-4"
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
			className="border-t border-line align-top hover:bg-raised sm:h-11 sm:align-middle"
		>
			<td className="px-3 py-2 sm:py-0">
				<input
					type="checkbox"
					aria-label={t("selectOne", { name: member.displayName })}
					checked={isSelected}
					onChange={() => onToggle(member.id)}
					className="block size-5 accent-action"
				/>
			</td>
			<th scope="row" className="px-2 py-2 text-start font-normal break-words sm:py-0">
				<div
					className="sm:flex sm:gap-2 sm:overflow-hidden sm:whitespace-nowrap"
					title={member.userPrincipalName}
				>
					<BdiLine className="font-semibold sm:truncate">{member.displayName}</BdiLine>
					<BdiLine className="wrap-anywhere text-muted sm:shrink-[99] sm:truncate">
						{member.userPrincipalName}
					</BdiLine>
					{member.isSynchronised && (
						<span className="text-muted sm:truncate">{t("synchronised")}</span>
					)}
				</div>
			</th>
			<td className="px-2 py-2 sm:truncate sm:py-0" title={reason}>
				<Tag look={PERSON_LOOK[where.state]}>{t(`states.${where.state}`)}</Tag>
				<span className="block sm:ms-2 sm:inline">{reason}</span>
				{where.since && (
					<span className="block text-muted min-[75rem]:hidden">{format(where.since)}</span>
				)}
			</td>
			<td className="hidden px-2 whitespace-nowrap tabular-nums min-[75rem]:table-cell">
				{where.since && format(where.since)}
			</td>
			<td className="hidden px-2 whitespace-nowrap tabular-nums min-[75rem]:table-cell">
				{member.lastPasswordChangeAt && format(member.lastPasswordChangeAt)}
			</td>
		</tr>
	);
});
