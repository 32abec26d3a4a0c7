"use client";

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { type Cell, HEAD } from "./grid-keys.ts";
import { SORTABLE, type Sortable } from "./people-columns.ts";
import { PeopleRow } from "./people-row.tsx";
import { ACTIVE, type IdOf, useGrid } from "./use-grid.ts";

type Props = {
	people: CohortPerson[];
	now: Date;
	sorting: { id: string; desc: boolean } | undefined;
	onSort: (id: Sortable) => void;
	selection: Record<string, boolean>;
	onSelect: (id: string) => void;
	isAllSelected: boolean;
	onSelectAll: () => void;
	onOpen: (id: string) => void;
};

/**
 * The table itself: one tab stop, with arrow keys between its cells (ARIA Authoring Practices,
 * "Grid"). Of thousands of rows only the visible ones are rendered, so the focus stays on the
 * table, which refers to the active cell (`aria-activedescendant`).
 */
export function PeopleRows(props: Props) {
	const { people } = props;
	const t = useTranslations("cohort");
	const scroller = useRef<HTMLDivElement>(null);
	const grid = useGrid(props, scroller);
	const { virtual, rowPx, active, idOf } = grid;
	const top = useTop(scroller);
	const now = useMinute(props.now);
	const items = virtual.getVirtualItems();
	const before = (items[0]?.start ?? rowPx) - rowPx;
	const after = virtual.getTotalSize() + rowPx - (items.at(-1)?.end ?? rowPx);
	const toggle = useLatest(props.onSelect);
	const open = useLatest(props.onOpen);
	if (people.length === 0) return <p className="my-6">{t("nobodyFits")}</p>;
	const isThere = active.row === HEAD || items.some(({ index }) => index === active.row);
	return (
		<div
			ref={scroller}
			style={{ maxHeight: `max(20rem, calc(100dvh - ${top}px - 0.75rem))` }}
			className="overflow-auto rounded-card border border-line bg-surface [contain:content] [overflow-anchor:none]"
		>
			<table
				// biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an interactive table is a grid
				role="grid"
				tabIndex={0}
				aria-labelledby="people"
				aria-describedby={idOf("keys")}
				aria-multiselectable="true"
				aria-rowcount={people.length + 1}
				aria-activedescendant={isThere ? idOf(active) : undefined}
				onKeyDown={grid.onKeyDown}
				onClick={grid.onClick}
				className="group/grid w-full table-fixed outline-none"
			>
				<caption id={idOf("keys")} className="sr-only">
					{t("keys")}
				</caption>
				<Head {...props} height={rowPx} active={active} idOf={idOf} />
				<Space height={before} />
				<tbody>
					{items.map(({ index }) => {
						const person = people[index];
						return (
							person && (
								<PeopleRow
									key={person.id}
									index={index}
									person={person}
									height={rowPx}
									now={now}
									isSelected={props.selection[person.id] === true}
									activeColumn={active.row === index ? active.column : undefined}
									idOf={idOf}
									onToggle={toggle}
									onOpen={open}
								/>
							)
						);
					})}
				</tbody>
				<Space height={after} />
			</table>
		</div>
	);
}

/** The table's position on the page: it ends at the bottom of the screen, whatever is above it. */
function useTop(box: RefObject<HTMLElement | null>): number {
	const [top, setTop] = useState(0);
	useEffect(() => {
		const observer = new ResizeObserver(() => {
			const shown = box.current?.getBoundingClientRect();
			if (shown) setTop(Math.round(shown.top + window.scrollY));
		});
		observer.observe(document.body);
		return () => observer.disconnect();
	}, [box]);
	return top;
}

/** The same instant for a minute, so that rows are not re-rendered. */
function useMinute(now: Date): Date {
	const minute = Math.floor(now.getTime() / 60_000);
	return useMemo(() => new Date(minute * 60_000), [minute]);
}

/** A stable function, so that rows are not re-rendered. */
function useLatest(call: (id: string) => void): (id: string) => void {
	const latest = useRef(call);
	latest.current = call;
	return useCallback((id: string) => latest.current(id), []);
}

const WIDTH: Record<Sortable, string> = {
	person: "",
	state: "w-[54%] sm:w-1/2 min-[75rem]:w-[42%]",
	since: "hidden w-34 min-[75rem]:table-cell",
	change: "hidden w-34 min-[75rem]:table-cell",
};
type HeadProps = Props & { height: number; active: Cell; idOf: IdOf };

function Head({ sorting, onSort, isAllSelected, onSelectAll, height, active, idOf }: HeadProps) {
	const t = useTranslations("cohort");
	const ring = (column: number) => (active.row === HEAD && active.column === column ? ACTIVE : "");
	return (
		<thead className="sticky top-0 z-10 bg-raised">
			<tr aria-rowindex={1} style={{ height }}>
				<th scope="col" id={idOf({ row: HEAD, column: 0 })} className={`w-11 px-3 ${ring(0)}`}>
					<input
						type="checkbox"
						tabIndex={-1}
						aria-label={t("selectAll")}
						checked={isAllSelected}
						onChange={onSelectAll}
						className="block size-4.5 accent-action"
					/>
				</th>
				{SORTABLE.map((id, index) => {
					const isSorted = sorting?.id === id;
					return (
						<th
							key={id}
							id={idOf({ row: HEAD, column: index + 1 })}
							scope="col"
							{...(isSorted && { "aria-sort": sorting.desc ? "descending" : "ascending" })}
							className={`px-2 text-start ${WIDTH[id]} ${ring(index + 1)}`}
						>
							<button
								type="button"
								tabIndex={-1}
								onClick={() => onSort(id)}
								className={`min-h-6 max-w-full cursor-pointer truncate text-start text-sm font-semibold hover:text-ink hover:underline ${isSorted ? "" : "text-muted"}`}
							>
								{t(`columns.${id}`)}
								<span aria-hidden="true">{isSorted ? (sorting.desc ? " ↓" : " ↑") : ""}</span>
							</button>
						</th>
					);
				})}
			</tr>
		</thead>
	);
}

/** A placeholder for rows that are not rendered. */
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
