export const ERROR_SUMMARY_SLOT = "error-summary";

/** Where a page shows its errors: before its heading, whichever component reports them. */
export function ErrorSummarySlot() {
	return <div id={ERROR_SUMMARY_SLOT} />;
}
