import { csv, type Separator } from "../csv.ts";
import type { ExpiryPlan, Unread } from "./expiry-plan.ts";
import type { ExpiryRow } from "./expiry-row.ts";

/** The results of a run, as CSV. Column names and states are for programs and are not translated. */
export function reportCsv(rows: readonly ExpiryRow[], separator?: Separator): string {
	const head = ["id", "name", "user_name", "state", "at", "code"];
	return csv(
		[
			head,
			...rows.map((row) => [
				row.id,
				row.displayName,
				row.userPrincipalName,
				row.state,
				row.at?.toISOString() ?? "",
				row.code,
			]),
		],
		separator,
	);
}

/** A rehearsal, as CSV: who would be expired, who would not, and why. */
export function planCsv(
	{ touched, leftOut }: ExpiryPlan,
	unread: readonly Unread[],
	separator?: Separator,
): string {
	const head = ["id", "name", "user_name", "would_be_affected", "reason"];
	return csv(
		[
			head,
			...touched.map((p) => [p.id, p.displayName, p.userPrincipalName, "yes", ""]),
			...leftOut.map(({ person: p, reason }) => [
				p.id,
				p.displayName,
				p.userPrincipalName,
				"no",
				reason,
			]),
			...unread.map(({ text, reason }) => ["", "", text, "no", reason]),
		],
		separator,
	);
}
