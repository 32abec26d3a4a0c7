import { csv, type Separator } from "../csv.ts";
import type { PersonState } from "../person/person-state.ts";
import type { Member } from "./member.ts";

type CohortRow = Member & Pick<PersonState, "state" | "reason" | "doubt" | "since">;

const HEAD = [
	"id",
	"name",
	"user_name",
	"mail",
	"state",
	"reason",
	"doubt",
	"since",
	"last_change",
	"synchronised",
	"external",
	"enabled",
];

/** The people of a cohort as CSV. Column names are for programs and are not translated. */
export function cohortCsv(rows: readonly CohortRow[], separator?: Separator): string {
	return csv([HEAD, ...rows.map(cells)], separator);
}

function cells(row: CohortRow): string[] {
	return [
		row.id,
		row.displayName,
		row.userPrincipalName,
		row.mail ?? "",
		row.state,
		row.reason,
		row.doubt ?? "",
		row.since?.toISOString() ?? "",
		row.lastPasswordChangeAt?.toISOString() ?? "",
		yesOrNo(row.isSynchronised),
		yesOrNo(row.isExternal),
		yesOrNo(row.isEnabled),
	];
}

const yesOrNo = (value: boolean) => (value ? "yes" : "no");
