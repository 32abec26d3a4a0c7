import { parseArgs } from "node:util";
import { moveStore } from "#lib/server/store/move-store.ts";
import type { StorePlace } from "#lib/server/store/store.ts";
import { end, messageOf, portalStore, say } from "./command.ts";

const USAGE = `npm run move-store -- --from .data --to DATABASE_URL [--settings FILE]

  --from, --to  the folder of a SQLite store, or DATABASE_URL for the database in that setting
  --settings    reads the settings from this file instead of .env`;

const FAILED = 1;
const NOT_USED_RIGHT = 2;

function readArguments(): [from: StorePlace, to: StorePlace] {
	try {
		const { values } = parseArgs({
			options: { from: { type: "string" }, to: { type: "string" }, settings: { type: "string" } },
		});
		const { from, to, settings } = values;
		if (!from || !to) throw new Error("Name where to move from, and where to.");
		const { databaseUrl } = portalStore(settings);
		return [placeOf(from, databaseUrl), placeOf(to, databaseUrl)];
	} catch (error) {
		return end(NOT_USED_RIGHT, messageOf(error), "", USAGE);
	}
}

/** `DATABASE_URL` means the setting, which keeps the password off the command line; anything else is a folder. */
function placeOf(text: string, databaseUrl: string | undefined): StorePlace {
	if (text !== "DATABASE_URL") return { dataDir: text };
	if (!databaseUrl)
		throw new Error("DATABASE_URL: missing. It names the database to move to or from.");
	return { dataDir: "", databaseUrl };
}

const [from, to] = readArguments();
try {
	const moved = await moveStore(from, to);
	if (moved.ok) {
		for (const [table, rows] of Object.entries(moved.rows)) say(`${table}: ${rows}`);
		say("Moved. The old store is unchanged.");
	} else {
		end(
			FAILED,
			moved.reason === "portal-running"
				? "A portal is using one of them, or stopped less than three seconds ago. Stop all portals first."
				: `Nothing was moved: the target is not empty (${moved.table}).`,
		);
	}
} catch (error) {
	end(FAILED, `Nothing was moved: ${messageOf(error)}`);
}
