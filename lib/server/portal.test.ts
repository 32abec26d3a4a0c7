import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLog } from "#lib/log.ts";
import { startPortal } from "./portal.ts";
import { readSettings } from "./settings/settings.ts";

test("a second portal does not start on the same SQLite database, until the first has stopped", async () => {
	const dataDir = mkdtempSync(join(tmpdir(), "keyturn-portal-"));
	const settings = readSettings({
		ENTRA_TENANT_ID: "11111111-2222-4333-8444-555555555555",
		ENTRA_CLIENT_ID: "22222222-3333-4444-8555-666666666666",
		ENTRA_AUTHORITY: "http://127.0.0.1:9/11111111-2222-4333-8444-555555555555",
		PORTAL_URL: "https://password.contoso.com",
		DATA_DIR: dataDir,
	});
	if (!settings.ok) throw new Error(JSON.stringify(settings));
	const start = () =>
		startPortal(
			settings.value,
			createLog(() => undefined),
		);
	const first = await start();
	await expect(start()).rejects.toThrow(`another process is using the database in ${dataDir}`);
	expect((await first.health()).parts.store).toBe("ok");
	await first.stop();
	await (await start()).stop();
	rmSync(dataDir, { recursive: true });
});
