"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, useCallback, useId, useMemo, useRef, useState } from "react";
import { Tag } from "#components/ui/tag.tsx";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { PERSON_LOOK } from "../person-look.ts";
import { useTimes } from "../times.ts";
import { type Cell, cellAfter, HEAD } from "./grid-keys.ts";
import { SORTABLE, type Sortable } from "./people-columns.ts";

type Props = {
	people: CohortPerson[];
	sorting: { id: string; desc: boolean } | undefined;
	onSort: (id: Sortable) => void;
	selection: Record<string, boolean>;
	onSelect: (id: string) => void;
	isAllSelected: boolean;
	onSelectAll: () => void;
	onOpen: (id: string) => void;
};

const ROW_PX = 44;
const HEAD_PX = 40;
/** Rows rendered beyond the visible area, so that scrolling shows no gaps. */
const OVERSCAN = 8;
/** The checkbox and the sortable columns. */
const COLUMNS = ["select", ...SORTABLE] as const;
const PERSON_COLUMN = 1;

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
	const { virtual, active, idOf } = grid;
	const items = virtual.getVirtualItems();
	const before = (items[0]?.start ?? HEAD_PX) - HEAD_PX;
	const after = virtual.getTotalSize() + HEAD_PX - (items.at(-1)?.end ?? HEAD_PX);
	const toggle = useLatest(props.onSelect);
	const open = useLatest(props.onOpen);
	if (people.length === 0) return <p className="my-6">{t("nobodyFits")}</p>;
	const isThere = active.row === HEAD || items.some(({ index }) => index === active.row);
	return (
		<div
			ref={scroller}
			className="max-h-[max(20rem,calc(100dvh-12rem))] overflow-auto rounded-card border border-line bg-surface [contain:content] [overflow-anchor:none]"
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
				className="group/grid w-full table-fixed outline-none"
			>
				<caption id={idOf("keys")} className="sr-only">
					{t("keys")}
				</caption>
				<Head {...props} active={active} idOf={idOf} />
				<Space height={before} />
				<tbody>
					{items.map(({ index }) => {
						const person = people[index];
						return (
							person && (
								<Row
									key={person.id}
									index={index}
									person={person}
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

type IdOf = (what: Cell | "keys") => string;

function useGrid(props: Props, scroller: { current: HTMLDivElement | null }) {
	const { people, onSort, onSelect, onSelectAll, onOpen } = props;
	const name = useId();
	const idOf: IdOf = useCallback(
		(what) => (what === "keys" ? `${name}keys` : `${name}${what.row}-${what.column}`),
		[name],
	);
	const virtual = useVirtualizer({
		count: people.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => ROW_PX,
		getItemKey: (index) => people[index]?.id ?? index,
		overscan: OVERSCAN,
		scrollMargin: HEAD_PX,
		scrollPaddingStart: HEAD_PX,
		// Rows that scroll into view are rendered in the next frame, without blocking scrolling.
		useFlushSync: false,
	});
	// The same person stays active when the rows are re-sorted.
	const [at, setAt] = useState<{ person?: string | undefined; row: number; column: number }>({
		...{ row: 0, column: PERSON_COLUMN },
	});
	const places = useMemo(() => new Map(people.map(({ id }, index) => [id, index])), [people]);
	const row =
		at.row === HEAD ? HEAD : Math.min(places.get(at.person ?? "") ?? at.row, people.length - 1);
	const active = { row, column: at.column };

	function onKeyDown(event: KeyboardEvent) {
		if (event.target !== event.currentTarget) return;
		const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_PX) - 1);
		const size = { rows: people.length, columns: COLUMNS.length, page };
		const isRtl = scroller.current?.matches(":dir(rtl)") ?? false;
		const next = cellAfter(active, event, { ...size, isRtl });
		const person = people[active.row];
		if (next) {
			setAt({ ...next, person: people[next.row]?.id });
			if (next.row !== HEAD) virtual.scrollToIndex(next.row);
		} else if (event.key === " " || event.key === "Enter") {
			if (person && event.key === " ") onSelect(person.id);
			else if (person) onOpen(person.id);
			else actOnHead(active.column, { onSort, onSelectAll });
		} else if (event.key === "a" && (event.ctrlKey || event.metaKey)) onSelectAll();
		else return;
		event.preventDefault();
	}
	return { virtual, active, idOf, onKeyDown };
}

function actOnHead(column: number, { onSort, onSelectAll }: Pick<Props, "onSort" | "onSelectAll">) {
	const sorted = SORTABLE[column - 1];
	if (sorted) onSort(sorted);
	else onSelectAll();
}

/** A stable function, so that rows are not re-rendered. */
function useLatest(call: (id: string) => void): (id: string) => void {
	const latest = useRef(call);
	latest.current = call;
	return useCallback((id: string) => latest.current(id), []);
}

const WIDTH: Record<Sortable, string> = {
	person: "",
	state: "w-[44%] sm:w-1/2 min-[75rem]:w-[32%]",
	since: "hidden w-40 min-[75rem]:table-cell",
	change: "hidden w-40 min-[75rem]:table-cell",
};
/** Visible only while the table has keyboard focus. */
const ACTIVE =
	"group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 outline-ink";

type HeadProps = Props & { active: Cell; idOf: IdOf };

function Head({ sorting, onSort, isAllSelected, onSelectAll, active, idOf }: HeadProps) {
	const t = useTranslations("cohort");
	const ring = (column: number) => (active.row === HEAD && active.column === column ? ACTIVE : "");
	return (
		<thead className="sticky top-0 z-10 bg-raised">
			<tr aria-rowindex={1} className="h-10">
				<th scope="col" id={idOf({ row: HEAD, column: 0 })} className={`w-11 px-3 ${ring(0)}`}>
					<input
						type="checkbox"
						tabIndex={-1}
						aria-label={t("selectAll")}
						checked={isAllSelected}
						onChange={onSelectAll}
						className="block size-5 accent-action"
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
								className="min-h-6 max-w-full cursor-pointer text-start leading-4 font-semibold underline decoration-dotted underline-offset-4"
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

type RowProps = {
	index: number;
	person: CohortPerson;
	isSelected: boolean;
	activeColumn: number | undefined;
	idOf: IdOf;
	onToggle: (id: string) => void;
	onOpen: (id: string) => void;
};

const Row = memo(function Row({ index, person, isSelected, ...how }: RowProps) {
	const { activeColumn, idOf, onToggle, onOpen } = how;
	const t = useTranslations("cohort");
	const { short } = useTimes();
	const { member, where } = person;
	const until = where.lock?.until;
	const reason = until ? t("lockedUntil", { until: short(until) }) : t(`reasons.${where.reason}`);
	const state = t(`states.${where.state}`);
	const cell = (column: number) => ({ id: idOf({ row: index, column }) });
	const ring = (column: number) => (activeColumn === column ? ACTIVE : "");
	return (
		<tr
			aria-rowindex={index + 2}
			aria-selected={isSelected}
			className="h-11 border-t border-line hover:bg-raised aria-selected:bg-info-tint"
		>
			<td {...cell(0)} className={`px-3 ${ring(0)}`}>
				<input
					type="checkbox"
					tabIndex={-1}
					aria-label={t("selectOne", { name: member.displayName })}
					checked={isSelected}
					onChange={() => onToggle(member.id)}
					className="block size-5 accent-action"
				/>
			</td>
			<th
				{...cell(1)}
				scope="row"
				title={`${member.displayName}\n${member.userPrincipalName}`}
				className={`px-2 text-start font-normal ${ring(1)}`}
			>
				<Person member={member} onOpen={onOpen} />
			</th>
			<td {...cell(2)} title={`${state}. ${reason}`} className={`truncate px-2 ${ring(2)}`}>
				<Tag look={PERSON_LOOK[where.state]}>{state}</Tag>
				<span className="ms-2 hidden sm:inline">{reason}</span>
			</td>
			<td
				{...cell(3)}
				className={`hidden truncate px-2 tabular-nums min-[75rem]:table-cell ${ring(3)}`}
			>
				{where.since && short(where.since)}
			</td>
			<td
				{...cell(4)}
				className={`hidden truncate px-2 tabular-nums min-[75rem]:table-cell ${ring(4)}`}
			>
				{member.lastPasswordChangeAt && short(member.lastPasswordChangeAt)}
			</td>
		</tr>
	);
});

type PersonProps = { member: CohortPerson["member"]; onOpen: (id: string) => void };

/** Each part has its own direction, so that truncation cuts its end, not its beginning. */
function Person({ member, onOpen }: PersonProps) {
	const t = useTranslations("cohort");
	return (
		<div className="flex items-center gap-2 overflow-hidden whitespace-nowrap">
			<button
				type="button"
				tabIndex={-1}
				dir="auto"
				onClick={() => onOpen(member.id)}
				className="min-h-6 max-w-full shrink-0 cursor-pointer truncate font-semibold hover:underline"
			>
				{member.displayName}
			</button>
			<span dir="auto" className="hidden min-w-0 shrink-[99] truncate text-muted sm:inline">
				{member.userPrincipalName}
			</span>
			{member.isSynchronised && (
				<span className="hidden min-w-0 shrink-[99] truncate text-muted lg:inline">
					{t("synchronised")}
				</span>
			)}
		</div>
	);
}
