export const ERROR_SUMMARY_SLOT = "error-summary";

/** Where a page shows its errors: before its heading, whichever part of it finds them. */
export function ErrorSummarySlot() {
	return <div id={ERROR_SUMMARY_SLOT} />;
}
