import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLog } from "#lib/log.ts";
import { clientConfig, type Portal, startPortal } from "./portal.ts";
import { readSettings } from "./settings/settings.ts";

const TENANT = {
	ENTRA_TENANT_ID: "11111111-2222-4333-8444-555555555555",
	ENTRA_CLIENT_ID: "22222222-3333-4444-8555-666666666666",
	ENTRA_AUTHORITY: "http://127.0.0.1:9/11111111-2222-4333-8444-555555555555",
	PORTAL_URL: "https://password.contoso.com",
};

test("the browser's settings contain no secret and no address within the network", () => {
	const settings = readSettings({
		...TENANT,
		DOMAIN_LDAPS_URLS: "ldaps://dc1.secret.example",
		DOMAIN_BIND_DN: "CN=secret-reader",
		DOMAIN_BIND_PASSWORD: "secret-1",
		DOMAIN_BASE_DN: "DC=secret",
		DATABASE_URL: "postgres://secret:secret@db.secret.example/secret",
		SMTP_URL: "smtp://secret:secret@mail.secret.example",
		MAIL_FROM: "secret@contoso.com",
		METRICS_TOKEN: "secret".repeat(4),
	});
	if (!settings.ok) throw new Error(JSON.stringify(settings));
	expect(JSON.stringify(clientConfig(settings.value))).not.toContain("secret");
});

test("a second portal does not start on the same SQLite database, until the first has stopped", async () => {
	const dataDir = mkdtempSync(join(tmpdir(), "keyturn-portal-"));
	const settings = readSettings({ ...TENANT, DATA_DIR: dataDir });
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

/** Starts and stops a portal, and does something in between. @returns the log's lines */
async function logOf(mode: number, act: (portal: Portal) => Promise<unknown>) {
	const dataDir = mkdtempSync(join(tmpdir(), "keyturn-portal-"));
	chmodSync(dataDir, mode);
	const settings = readSettings({ ...TENANT, DATA_DIR: dataDir });
	if (!settings.ok) throw new Error(JSON.stringify(settings));
	const lines: string[] = [];
	const portal = await startPortal(
		settings.value,
		createLog((line) => lines.push(line)),
	);
	await act(portal);
	await portal.stop();
	rmSync(dataDir, { recursive: true });
	return lines.map((line): Record<string, unknown> => JSON.parse(line));
}

test("each row of the audit is named in the log by its number and hash, which no one can change there", async () => {
	const written: { seq: number; hash: string }[] = [];
	const entry = {
		actor: { id: "1", name: "sam@contoso.com" },
		action: "people-looked-up" as const,
		subject: { id: "2", name: "dana@contoso.com" },
		details: { people: 1 },
		result: "done" as const,
	};
	const lines = await logOf(0o700, async ({ store }) => {
		for (const at of [1, 2]) written.push(await store.appendAudit(entry, new Date(at)));
	});
	const logged = lines.filter(({ event }) => event === "audit-written");
	expect(logged).toMatchObject(written.map(({ seq, hash }) => ({ seq, hash, level: "info" })));
	expect(JSON.stringify(logged)).not.toContain("dana");
});

test.each([
	["that other users can read is reported", 0o755, 1],
	["of the portal's own user is not mentioned", 0o700, 0],
])("a data folder %s", async (_, mode, times) => {
	const lines = await logOf(mode, async () => undefined);
	const exposed = lines.filter(({ event }) => event === "data-folder-exposed");
	expect(exposed).toHaveLength(times);
	for (const line of exposed) expect(line).toMatchObject({ level: "warn" });
});
