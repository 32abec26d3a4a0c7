"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import {
	type KeyboardEvent,
	type MouseEvent,
	type RefObject,
	useCallback,
	useEffect,
	useId,
	useMemo,
	useState,
} from "react";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import { type Cell, cellAfter, HEAD } from "./grid-keys.ts";
import { SORTABLE, type Sortable } from "./people-columns.ts";

/** Rows rendered beyond the visible area, so that scrolling shows no gaps. */
const OVERSCAN = 8;
const COLUMNS = ["select", ...SORTABLE] as const;
const PERSON_COLUMN = 1;

/** Visible only while the table has keyboard focus. */
export const ACTIVE =
	"group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 outline-ink";

/** As high as other controls (`--spacing-control`), in the reader's own size of text; on a phone two lines fit. */
function heightOfRow(): number {
	const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
	return rem * (matchMedia(ONE_LINE).matches ? 2.25 : 2.75);
}
const ONE_LINE = "(pointer: fine) and (width >= 40rem)";

function useHeightOfRow(): number {
	const [height, setHeight] = useState(heightOfRow);
	useEffect(() => {
		const query = matchMedia(ONE_LINE);
		const measure = () => setHeight(heightOfRow());
		query.addEventListener("change", measure);
		return () => query.removeEventListener("change", measure);
	}, []);
	return height;
}

type Actions = {
	people: CohortPerson[];
	onSort: (id: Sortable) => void;
	onSelect: (id: string) => void;
	onSelectAll: () => void;
	onOpen: (id: string) => void;
};

export type IdOf = (what: Cell | "keys") => string;

/** The active cell, and how keys and clicks move it. */
export function useGrid(actions: Actions, scroller: RefObject<HTMLDivElement | null>) {
	const { people, onSort, onSelect, onSelectAll, onOpen } = actions;
	const name = useId();
	const rowPx = useHeightOfRow();
	const idOf: IdOf = useCallback(
		(what) => (what === "keys" ? `${name}keys` : `${name}${what.row}-${what.column}`),
		[name],
	);
	const virtual = useVirtualizer({
		count: people.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => rowPx,
		getItemKey: (index) => people[index]?.id ?? index,
		overscan: OVERSCAN,
		scrollMargin: rowPx,
		scrollPaddingStart: rowPx,
		// Rows that scroll into view are rendered in the next frame, without blocking scrolling.
		useFlushSync: false,
	});
	const { measure } = virtual;
	// biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height
	useEffect(measure, [rowPx]);
	// The same person stays active when the rows are re-sorted.
	const [at, setAt] = useState<{ person?: string | undefined; row: number; column: number }>({
		row: 0,
		column: PERSON_COLUMN,
	});
	const places = useMemo(() => new Map(people.map(({ id }, index) => [id, index])), [people]);
	const row =
		at.row === HEAD ? HEAD : Math.min(places.get(at.person ?? "") ?? at.row, people.length - 1);
	const active = { row, column: at.column };

	function onKeyDown(event: KeyboardEvent) {
		if (event.target !== event.currentTarget) return;
		const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowPx) - 1);
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

	/** The arrow keys continue from the clicked cell. */
	function onClick(event: MouseEvent<HTMLElement>) {
		const cell =
			event.target instanceof Element && event.target.closest<HTMLTableCellElement>("td, th");
		const place = cell && Number(cell.closest("tr")?.ariaRowIndex);
		if (!place) return;
		const clicked = place - 2;
		setAt({ row: clicked, column: cell.cellIndex, person: people[clicked]?.id });
		event.currentTarget.focus({ preventScroll: true });
	}
	return { virtual, rowPx, active, idOf, onKeyDown, onClick };
}

function actOnHead(
	column: number,
	{ onSort, onSelectAll }: Pick<Actions, "onSort" | "onSelectAll">,
) {
	const sorted = SORTABLE[column - 1];
	if (sorted) onSort(sorted);
	else onSelectAll();
}
