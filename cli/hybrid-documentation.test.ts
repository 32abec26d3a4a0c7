import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FULL_PASSWORD_SYNC, MICROSOFT_DESCRIPTION } from "#lib/core/full-password-sync.ts";

test("the page and the documentation give the same lines to run", () => {
	const documentation = readFileSync("docs/hybrid.md", "utf8");
	expect(documentation).toContain(`\`\`\`powershell\n${FULL_PASSWORD_SYNC}\n\`\`\``);
	expect(documentation).toContain(MICROSOFT_DESCRIPTION);
});
