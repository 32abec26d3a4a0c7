/** The header row. */
export const HEAD = -1;

/** A cell of a grid; `row` is `HEAD` or counts from 0. */
export type Cell = { row: number; column: number };

type Key = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };
type Size = { rows: number; columns: number; page: number; isRtl: boolean };

/**
 * The cell that a key moves to in a grid (ARIA Authoring Practices, "Data grids"), except that Home
 * and End move to the first and last row, with or without Ctrl: people look for the ends of 20,000
 * rows, not of five columns.
 *
 * @param size.page rows per page
 * @returns `undefined`: the key does something else
 */
export function cellAfter(at: Cell, key: Key, size: Size): Cell | undefined {
	if (key.altKey || key.metaKey || key.shiftKey) return undefined;
	const isEnd = key.key === "Home" || key.key === "End";
	if (key.ctrlKey && !isEnd) return undefined;
	const last = size.rows - 1;
	const sideways = size.isRtl ? -1 : 1;
	const row = (to: number) => ({ ...at, row: Math.max(HEAD, Math.min(last, to)) });
	const column = (to: number) => ({
		...at,
		column: Math.max(0, Math.min(size.columns - 1, to)),
	});
	switch (key.key) {
		case "ArrowDown":
			return row(at.row + 1);
		case "ArrowUp":
			return row(at.row - 1);
		case "ArrowRight":
			return column(at.column + sideways);
		case "ArrowLeft":
			return column(at.column - sideways);
		case "PageDown":
			return row(Math.max(0, at.row) + size.page);
		case "PageUp":
			return row(Math.max(0, at.row - size.page));
		case "Home":
			return row(0);
		case "End":
			return row(last);
		default:
			return undefined;
	}
}
