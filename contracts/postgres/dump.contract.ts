import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "#lib/server/store/store.ts";
import { postgresPrograms } from "#tools/postgres-process.ts";
import { postgresPlace } from "../store/place.ts";
import { AT, contentOf, fillStore, sam } from "./filled-store.ts";

/** Backup and restore with PostgreSQL's own tools, as docs/operations.md describes them. */

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "keyturn-dump-"));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

const tool = (name: "pg_dump" | "pg_restore", ...args: string[]) =>
	execFileSync(join(postgresPrograms() ?? "", name), args, { stdio: "pipe" });

test("a dump taken from a running portal is restored completely, and its audit continues", async () => {
	const [from, to] = [await postgresPlace(), await postgresPlace({ isEmpty: true })];
	const running = await openStore(from);
	await fillStore(running);
	const content = await contentOf(running);
	const file = join(folder, "keyturn.dump");
	tool("pg_dump", "--format=custom", `--file=${file}`, `--dbname=${from.databaseUrl}`);
	const next = { actor: sam, action: "people-looked-up", result: "done" } as const;
	await running.appendAudit(next, AT);
	await running.close();
	const options = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"];
	const restore = () => tool("pg_restore", ...options, `--dbname=${to.databaseUrl}`, file);
	restore();
	// A database that already has the tables is left as it is.
	expect(restore).toThrow("already exists");
	const restored = await openStore(to);
	expect(content).toMatchObject({ audit: { ok: true, rows: 1_100 } });
	expect(content.watches).toHaveLength(700);
	expect(await contentOf(restored)).toEqual(content);
	expect((await restored.appendAudit(next, AT)).seq).toBe(1_101);
	expect(await restored.verifyAudit()).toMatchObject({ ok: true, rows: 1_101 });
	await restored.close();
});
