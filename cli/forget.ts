import { readCommandLine } from "#lib/command-line.ts";
import { createLog } from "#lib/log.ts";
import type { Settings } from "#lib/server/settings/settings.ts";
import { isInUse } from "#lib/server/store/backup.ts";
import type { Forgotten } from "#lib/server/store/forget-person.ts";
import { databaseFile, isFile } from "#lib/server/store/sqlite.ts";
import { openStore } from "#lib/server/store/store.ts";
import { end, messageOf, portalSettings, say } from "./command.ts";

const USAGE = `npm run forget -- NAME… [--dry-run] [--settings FILE]

  NAME          one person's object id in Entra, and any user names of the same person
  --dry-run     only says what would be erased
  --settings    reads the settings from this file instead of .env`;

const FAILED = 1;
const DAY_MS = 24 * 60 * 60_000;

function readArguments() {
	const options = { "dry-run": { type: "boolean" }, settings: { type: "string" } } as const;
	return readCommandLine(
		USAGE,
		{ allowPositionals: true, options },
		({ values, positionals: names }) => {
			if (names.length === 0) throw new Error("Name one person.");
			const settings = portalSettings(values.settings);
			return { names, isTrial: values["dry-run"] ?? false, settings };
		},
	);
}

async function main(): Promise<void> {
	const { names, isTrial, settings } = readArguments();
	const { dataDir, databaseUrl, auditKeys: keys } = settings;
	// Opening a missing file would create an empty one.
	if (!databaseUrl && !isFile(databaseFile(dataDir)))
		end(FAILED, `There is no database in ${dataDir}. Is DATA_DIR right?`);
	// A running portal on SQLite would write the person again from memory; on PostgreSQL it drops them.
	if (!isTrial && !databaseUrl && isInUse(databaseFile(dataDir)))
		end(FAILED, "The portal is running. Stop it first; open pages reconnect afterwards.");
	// Logged like the portal's own audit rows, so that this row can be found there too.
	const log = createLog();
	const audit = {
		keys,
		onWritten: ({ seq, keyId, hash }: { seq: number; keyId: string; hash: string }) =>
			log.info("audit-written", { seq, key: keyId, hash }),
	};
	const store = await openStore({ dataDir, databaseUrl, audit, isPatient: true });
	try {
		const done = await store.forgetPerson(names, { now: new Date(), isTrial });
		if (done.ok) report(done, { isTrial, settings });
		else
			end(
				FAILED,
				"Nothing was erased: these names belong to several people. Name one of them at a time:",
				...done.ids,
			);
	} finally {
		await store.close();
	}
}

const STAYS = "Also untouched: earlier backups, the log, and what the person's own browser stores.";

function report(
	{ traces, rows, audit }: Forgotten,
	{ isTrial, settings }: { isTrial: boolean; settings: Settings },
): void {
	say(
		`${isTrial ? "Would be forgotten" : "Forgotten"}: ${[...traces.ids, ...traces.userNames].join(", ")}`,
	);
	for (const [table, count] of Object.entries(rows)) say(`  ${table}: ${count}`);
	if (audit.lastAt) {
		const until = new Date(audit.lastAt.getTime() + settings.auditRetentionDays * DAY_MS);
		say(
			`Kept: ${audit.rows} audit rows that name the person; the last one is deleted after ${until.toISOString().slice(0, 10)}.`,
		);
	}
	say(STAYS);
}

try {
	await main();
} catch (error) {
	end(FAILED, messageOf(error));
}
