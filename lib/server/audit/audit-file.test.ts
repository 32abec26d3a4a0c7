import { expect, test } from "vitest";
import type { AuditEntry } from "#lib/core/audit/audit-entry.ts";
import { auditFile } from "../http/calls/audit-calls.ts";

const entry = (seq: number): AuditEntry => ({
	seq,
	at: new Date(Date.UTC(2026, 0, 1)),
	action: "link-made",
	result: "done",
	actor: { id: "1", name: "Ünal; Sam" },
	subject: undefined,
	details: {},
	keyId: "",
	hash: "h",
});

/** Rows that record how many of them were consumed. */
async function* rows(count: number, taken: number[] = []) {
	for (let seq = 1; seq <= count; seq++) {
		taken.push(seq);
		yield entry(seq);
	}
}

async function text(file: AsyncIterable<string>): Promise<string> {
	let all = "";
	for await (const part of file) all += part;
	return all;
}

test("a table has a byte order mark, one header, and every row", async () => {
	const csv = await text(auditFile(rows(1_201), { kind: "csv", separator: ";" }));
	const lines = csv.trimEnd().split("\r\n");
	expect(lines).toHaveLength(1_202);
	expect(lines[0]).toMatch(/^\ufeffseq;at;action/);
	expect(lines[1_201]).toMatch(/^1201;2026-01-01T00:00:00.000Z;link-made;done;1;"Ünal; Sam"/);
});

test.each([0, 1, 500, 1_201])("%i rows as JSON are an array of as many", async (count) => {
	const json = JSON.parse(await text(auditFile(rows(count), { kind: "json" })));
	expect(json.map(({ seq }: AuditEntry) => seq)).toEqual(
		Array.from({ length: count }, (_, n) => n + 1),
	);
});

test("rows are read on demand", async () => {
	const taken: number[] = [];
	const file = auditFile(rows(100_000, taken), { kind: "json" });
	await file.next();
	await file.next();
	expect(taken.length).toBeLessThan(1_000);
});
