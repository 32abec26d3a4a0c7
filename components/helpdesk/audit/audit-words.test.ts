import { expect, test } from "vitest";
import { AUDIT_ACTIONS, type AuditEntry } from "#lib/core/audit/audit-entry.ts";
import { AUDIT_SENTENCES, auditSentence } from "#lib/core/audit/audit-sentence.ts";
import english from "../../../messages/en.json" with { type: "json" };

const RUN = "dddddddd-0000-4000-8000-000000000004";
const OF_RUN = { id: RUN, name: RUN };
const PERSON = { id: "dana", name: "dana@contoso.com" };

const row = (changes: Partial<AuditEntry>): AuditEntry => ({
	seq: 7,
	at: new Date("2026-11-29T10:00:00Z"),
	keyId: "",
	hash: "00",
	result: "done",
	actor: { id: "agent", name: "leila@contoso.com" },
	action: "audit-exported",
	subject: undefined,
	details: {},
	...changes,
});

test("no sentence contains an id, and each uses its row's values", () => {
	const sentences: Record<string, string> = english.audit.sentences;
	for (const action of AUDIT_ACTIONS) {
		for (const subject of [undefined, OF_RUN, PERSON]) {
			const { key, values } = auditSentence(row({ action, subject }));
			const taken = [...(sentences[key] ?? "").matchAll(/\{(\w+)(?=[,}])/g)].map(([, n]) => n);
			expect(Object.keys(values), key).toEqual(expect.arrayContaining([...new Set(taken)]));
			if (subject === OF_RUN && action.startsWith("expiry"))
				expect(Object.values(values)).not.toContain(RUN);
		}
	}
	expect(Object.keys(sentences).sort()).toEqual([...AUDIT_SENTENCES].sort());
});
