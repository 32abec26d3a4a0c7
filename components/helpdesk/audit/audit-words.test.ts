import { expect, test } from "vitest";
import { AUDIT_ACTIONS } from "#lib/core/audit/audit-entry.ts";
import { AUDIT_SENTENCES, auditSentence } from "#lib/core/audit/audit-sentence.ts";
import { OF_RUN, PERSON, row } from "#lib/core/audit/example-row.ts";
import english from "../../../messages/en.json" with { type: "json" };

test("no sentence contains an id, and each uses its row's values", () => {
	const sentences: Record<string, string> = english.audit.sentences;
	for (const action of AUDIT_ACTIONS) {
		for (const subject of [undefined, OF_RUN, PERSON]) {
			const { key, values } = auditSentence(row({ action, subject }));
			const taken = [...(sentences[key] ?? "").matchAll(/\{(\w+)(?=[,}])/g)].map(([, n]) => n);
			expect(Object.keys(values), key).toEqual(expect.arrayContaining([...new Set(taken)]));
			if (subject === OF_RUN && action.startsWith("expiry"))
				expect(Object.values(values)).not.toContain(OF_RUN.id);
		}
	}
	expect(Object.keys(sentences).sort()).toEqual([...AUDIT_SENTENCES].sort());
});
