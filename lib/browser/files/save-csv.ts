import { columnSeparator, type Separator } from "#lib/core/csv.ts";
import { saveFile } from "./save-file.ts";

/** Spreadsheets take a file for UTF-8 by this. */
const BYTE_ORDER_MARK = "\ufeff";

/** Gives the person a table that the spreadsheet of their region opens as one. */
export function saveCsv(write: (separator: Separator) => string, name: string): void {
	const text = write(columnSeparator(navigator.language));
	saveFile(new Blob([BYTE_ORDER_MARK, text], { type: "text/csv;charset=utf-8" }), name);
}
