import { expect, test } from "vitest";
import { planCsv, reportCsv } from "./expiry-csv.ts";

test("names that look like formulas stay text in both files", () => {
	const person = {
		...{ id: "p1", displayName: "=HYPERLINK(1)", userPrincipalName: "@x@contoso.com" },
		...{ mail: undefined, lastPasswordChangeAt: undefined, isExpired: false },
		...{ isSynchronised: false, isExternal: true, isEnabled: true },
		isManagementRestricted: false,
	};
	const at = new Date("2026-11-22T10:00:00Z");
	const row = { ...person, state: "refused", at, sends: 1, code: "-1", isAudited: true } as const;
	expect(reportCsv([row])).toBe(
		"id,user_principal_name,display_name,state,at,code\r\n" +
			"p1,'@x@contoso.com,'=HYPERLINK(1),refused,2026-11-22T10:00:00.000Z,'-1\r\n",
	);
	const plan = { touched: [person], leftOut: [{ person, reason: "external" as const }] };
	expect(
		planCsv(plan, [{ text: "+1", reason: "not-found" }])
			.split("\r\n")
			.slice(1, 4),
	).toEqual([
		"p1,'@x@contoso.com,'=HYPERLINK(1),yes,",
		"p1,'@x@contoso.com,'=HYPERLINK(1),no,external",
		",'+1,,no,not-found",
	]);
});
