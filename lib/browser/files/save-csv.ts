import { columnSeparator, type Separator } from "#lib/core/csv.ts";
import { saveFile } from "./save-file.ts";

/** Marks the file as UTF-8 for spreadsheets. */
const BYTE_ORDER_MARK = "\ufeff";

/** Downloads a table as CSV with the separator that spreadsheets in the person's region expect. */
export function saveCsv(write: (separator: Separator) => string, name: string): void {
	const text = write(columnSeparator(navigator.language));
	saveFile(new Blob([BYTE_ORDER_MARK, text], { type: "text/csv;charset=utf-8" }), name);
}
