import { readCommandLine } from "#lib/command-line.ts";
import { createLog } from "#lib/log.ts";
import type { Settings } from "#lib/server/settings/settings.ts";
import { isInUse } from "#lib/server/store/backup.ts";
import { type Forgotten, hasRows } from "#lib/server/store/forget-person.ts";
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
			if (names.some((name) => name.trim() === "")) throw new Error("A name is empty.");
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
		else if (done.reason === "nobody")
			end(FAILED, "Nothing is stored under this name. Check the spelling.");
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

const STAYS = "Untouched: earlier backups, the log, and what the person's own browser stores.";

/** The stores' tables, as docs/privacy.md calls their contents. */
const WORDS: Record<string, string> = {
	ledgers: "ledger",
	waited: "marks that the person has waited",
	answers: "cached answers",
	links: "links, no longer naming the person",
	link_marks: "visits counted for links, no longer the person's",
	look_up_people: "entries in look-ups",
	look_ups: "look-ups",
	holders: "portals following the person",
};

function report(
	forgotten: Forgotten,
	{ isTrial, settings }: { isTrial: boolean; settings: Settings },
): void {
	const { traces, rows, audit } = forgotten;
	const names = [...traces.ids, ...traces.userNames].join(", ");
	if (hasRows(forgotten)) say(`${isTrial ? "Would be forgotten" : "Forgotten"}: ${names}`);
	else say(`Nothing is left to erase: ${names}`);
	for (const [table, count] of Object.entries(rows)) {
		if (count > 0) say(`  ${WORDS[table] ?? table}: ${count}`);
	}
	if (audit.lastAt) {
		const until = new Date(audit.lastAt.getTime() + settings.auditRetentionDays * DAY_MS);
		say(
			`Kept: ${audit.rows} audit ${audit.rows === 1 ? "row that names" : "rows that name"} the person; the last one is deleted after ${until.toISOString().slice(0, 10)}.`,
		);
	}
	say(STAYS);
}

try {
	await main();
} catch (error) {
	end(FAILED, messageOf(error));
}
