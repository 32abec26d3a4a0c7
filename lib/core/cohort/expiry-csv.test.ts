import { expect, test } from "vitest";
import { userNames } from "../pasted/user-names.ts";
import { cohortCsv } from "./cohort-csv.ts";
import { exampleCandidate } from "./example-people.ts";
import { planCsv, reportCsv } from "./expiry-csv.ts";

test("every exported file uses the same column names, and can be read back as a list", () => {
	const dana = exampleCandidate({
		displayName: "Riley, Dana",
		userPrincipalName: "dana@contoso.com",
		mail: "riley@contoso.com",
	});
	const where = { state: "waiting", reason: "late", doubt: undefined, since: undefined } as const;
	const done = { state: "expired", at: undefined, code: "", sends: 1, isAudited: true } as const;
	for (const file of [
		cohortCsv([{ ...dana, ...where }]),
		reportCsv([{ ...dana, ...done }]),
		planCsv({ touched: [dana], leftOut: [] }, []),
	]) {
		expect(file).toMatch(/^id,name,user_name,/);
		expect(userNames(file)).toEqual({ names: ["dana@contoso.com"], unread: [] });
	}
});

test("names that look like formulas stay text in both files", () => {
	const person = exampleCandidate({
		id: "p1",
		displayName: "=HYPERLINK(1)",
		userPrincipalName: "@x@contoso.com",
		isExternal: true,
	});
	const at = new Date("2026-11-22T10:00:00Z");
	const row = { ...person, state: "refused", at, sends: 1, code: "-1", isAudited: true } as const;
	expect(reportCsv([row])).toBe(
		"id,name,user_name,state,at,code\r\n" +
			"p1,'=HYPERLINK(1),'@x@contoso.com,refused,2026-11-22T10:00:00.000Z,'-1\r\n",
	);
	const plan = { touched: [person], leftOut: [{ person, reason: "external" as const }] };
	expect(
		planCsv(plan, [{ text: "+1", reason: "not-found" }])
			.split("\r\n")
			.slice(1, 4),
	).toEqual([
		"p1,'=HYPERLINK(1),'@x@contoso.com,yes,",
		"p1,'=HYPERLINK(1),'@x@contoso.com,no,external",
		",,'+1,no,not-found",
	]);
});
