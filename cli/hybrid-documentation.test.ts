import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FULL_PASSWORD_SYNC, MICROSOFT_DESCRIPTION } from "#lib/core/full-password-sync.ts";

test("the page and the documentation have the same script", () => {
	const documentation = readFileSync("docs/hybrid.md", "utf8");
	expect(documentation).toContain(`\`\`\`powershell\n${FULL_PASSWORD_SYNC}\n\`\`\``);
	expect(documentation).toContain(MICROSOFT_DESCRIPTION);
});
