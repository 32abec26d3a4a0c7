import { expect, test } from "vitest";
import type { CheckReport } from "./check-portal.ts";
import { fail, pass, warn } from "./check-row.ts";
import { reportTable } from "./report-table.ts";

const report: CheckReport = {
	ok: false,
	checkedAt: new Date(0),
	rows: [
		{ check: "settings", ...pass("Complete.") },
		{
			check: "controller-port",
			subject: "dc1.a.com:636",
			...fail("No connection: ECONNREFUSED.", "See whether the controller runs at all."),
		},
		{ check: "clock", subject: "dc1.a.com:636", ...warn("Behind.", "Mend it.") },
		{ check: "mail", ...pass("Fine.") },
	],
};

test("text is wrapped within its column, and the remedy is below the finding", () => {
	expect(reportTable(report, 64)).toBe(
		`ok          Settings            Complete.

dc1.a.com:636
failed      Port                No connection: ECONNREFUSED.
                                → See whether the controller
                                runs at all.
warning     Clock               Behind.
                                → Mend it.

ok          Mail                Fine.

The portal would not work: 2 ok, 1 warning, 1 failed, 0 not checked.
Failed: Port (dc1.a.com:636).`,
	);
});

test("a long word is not cut", () => {
	const word = `https://${"x".repeat(90)}`;
	const rows = [{ check: "mail" as const, ...pass(`See ${word} there.`) }];
	expect(reportTable({ ...report, rows }, 80)).toContain(`See\n${" ".repeat(32)}${word}\n`);
});

test("several mistakes in the settings are one word at the end", () => {
	const mistake = { check: "settings" as const, ...fail("A: missing.", "Correct it.") };
	expect(reportTable({ ...report, rows: [mistake, mistake] }, 80)).toMatch(/^Failed: Settings\.$/m);
});
