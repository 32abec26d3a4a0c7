import { describe, expect, test } from "vitest";
import type { AuditEntry } from "./audit-entry.ts";
import { auditSentence, namesIn } from "./audit-sentence.ts";
import { OF_RUN, PERSON, row } from "./example-row.ts";

const GROUP = "cccccccc-0000-4000-8000-000000000003";

describe("a row says", () => {
	test.each<[Partial<AuditEntry>, string, object]>([
		[{ action: "link-made", subject: { id: "l", name: "Move" } }, "link-made", { what: "Move" }],
		[{ action: "people-looked-up", subject: PERSON }, "person-looked-up", { what: PERSON.name }],
		[
			{ action: "people-looked-up", subject: { id: "g", name: "g_b.com#EXT#@a.com" } },
			...(["person-looked-up", { what: "g@b.com" }] as const),
		],
		[{ action: "people-looked-up", details: { people: 12 } }, "people-looked-up", { count: 12 }],
		[
			{ action: "reference-looked-up", subject: PERSON, details: { reference: "KT-1" } },
			...(["reference-looked-up", { what: PERSON.name, reference: "KT-1" }] as const),
		],
		[
			{ action: "reference-looked-up", details: { reference: "KT-1" } },
			...(["reference-unknown", { reference: "KT-1" }] as const),
		],
		[
			{
				action: "cohort-looked-up",
				subject: { id: GROUP, name: "Sales" },
				details: { people: 500 },
			},
			...(["cohort-opened", { what: "Sales", count: 500 }] as const),
		],
		[
			{
				action: "deadline-set",
				subject: { id: GROUP, name: "Sales" },
				details: { day: "2026-12-11" },
			},
			...(["deadline-set", { what: "Sales", day: "2026-12-11" }] as const),
		],
		[
			{ action: "deadline-set", subject: { id: GROUP, name: "Sales" }, details: {} },
			...(["deadline-removed", { what: "Sales" }] as const),
		],
		[
			{ action: "expiry-begun", subject: OF_RUN, details: { how: "again", people: 3 } },
			...(["expiry-again", { count: 3 }] as const),
		],
		[
			{ action: "expiry-results", subject: OF_RUN, details: { people: 100, expired: "a b…" } },
			...(["expiry-results", { count: 100 }] as const),
		],
		[
			{ action: "expiry-results", subject: OF_RUN, details: { expired: "a b…" } },
			...(["expiry-results-uncounted", {}] as const),
		],
		[
			{
				action: "expiry-ended",
				subject: { id: OF_RUN.id, name: "Sales" },
				details: { how: "complete", expired: 484 },
			},
			...(["expiry-complete", { count: 484, from: "group", what: "Sales" }] as const),
		],
		[
			{ action: "expiry-ended", subject: OF_RUN, details: { how: "complete", expired: 484 } },
			...(["expiry-complete", { count: 484 }] as const),
		],
		[
			{
				action: "expiry-ended",
				subject: OF_RUN,
				details: { how: "complete", expired: 484, refused: 3, gone: 1 },
			},
			...(["expiry-complete-partly", { count: 484, left: 4 }] as const),
		],
		[
			{ action: "expiry-ended", subject: OF_RUN, details: { how: "paused" } },
			...(["expiry-paused", { count: 0 }] as const),
		],
		[
			{ action: "temporary-password-ended", subject: PERSON, details: { outcome: "refused" } },
			...(["temporary-refused", { what: PERSON.name }] as const),
		],
		[{ action: "audit-pruned", details: { rows: 40 } }, "audit-pruned", { count: 40 }],
	])("%o", (changes, key, values) => {
		const list = key.startsWith("expiry") && { from: "list", what: "" };
		expect(auditSentence(row(changes))).toEqual({
			key,
			values: { who: "leila@contoso.com", ...list, ...values },
		});
	});
});

test("a batch of a group shows the group's name if another row has it", () => {
	const portion = row({ action: "cohort-looked-up", details: { group: GROUP, people: 90 } });
	const opened = row({ action: "cohort-looked-up", subject: { id: GROUP, name: "Sales" } });
	expect(auditSentence(portion).key).toBe("cohort-shown-unnamed");
	expect(auditSentence(portion, namesIn([portion, opened]))).toMatchObject({
		key: "cohort-shown",
		values: { what: "Sales" },
	});
});
