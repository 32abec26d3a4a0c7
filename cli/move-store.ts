import { readCommandLine } from "#lib/command-line.ts";
import { type Moved, moveStore } from "#lib/server/store/move-store.ts";
import type { StorePlace } from "#lib/server/store/store.ts";
import { end, messageOf, portalStore, say } from "./command.ts";

const USAGE = `npm run move-store -- --from .data --to DATABASE_URL [--settings FILE]

  --from, --to  the folder of a SQLite store, or DATABASE_URL for the database in that setting
  --settings    reads the settings from this file instead of .env`;

const FAILED = 1;

type Failure = Extract<Moved, { ok: false }>;

const WHY: Record<Failure["reason"], string> = {
	"no-source": "Nothing was moved: there is no database in the folder to move from.",
	"portal-running":
		"A portal is using one of them, or stopped less than three seconds ago. Stop all portals first.",
	"target-not-empty": "Nothing was moved: the target is not empty",
};

const OPTIONS = {
	options: { from: { type: "string" }, to: { type: "string" }, settings: { type: "string" } },
} as const;

/** `DATABASE_URL` means the setting, which keeps the password off the command line; anything else is a folder. */
function placeOf(text: string, databaseUrl: string | undefined): StorePlace {
	if (text !== "DATABASE_URL") return { dataDir: text };
	if (!databaseUrl)
		throw new Error("DATABASE_URL: missing. It names the database to move to or from.");
	return { dataDir: "", databaseUrl };
}

const [from, to] = readCommandLine(USAGE, OPTIONS, ({ values: { from, to, settings } }) => {
	if (!from || !to) throw new Error("Name where to move from, and where to.");
	const { databaseUrl } = portalStore(settings);
	return [placeOf(from, databaseUrl), placeOf(to, databaseUrl)] as const;
});
try {
	const moved = await moveStore(from, to);
	if (moved.ok) {
		for (const [table, rows] of Object.entries(moved.rows)) say(`${table}: ${rows}`);
		say("Moved. The old store is unchanged.");
	} else {
		end(FAILED, WHY[moved.reason] + ("table" in moved ? ` (${moved.table}).` : ""));
	}
} catch (error) {
	end(FAILED, `Nothing was moved: ${messageOf(error)}`);
}
