import { parseArgs } from "node:util";
import { loadEnvFile } from "#lib/server/settings/env-file.ts";
import { withSecretsFromFiles } from "#lib/server/settings/environment.ts";
import { moveStore } from "#lib/server/store/move-store.ts";
import type { StorePlace } from "#lib/server/store/store.ts";
import { messageOf, say } from "./command.ts";

/** `npm run move-store -- --from .data --to DATABASE_URL`, and back. */
const { values } = parseArgs({
	options: { from: { type: "string" }, to: { type: "string" }, settings: { type: "string" } },
});

loadEnvFile(process.env, values.settings);

/** `DATABASE_URL` means the setting, which keeps the password off the command line; anything else is a folder. */
function placeOf(text: string | undefined): StorePlace | undefined {
	if (!text) return undefined;
	if (text !== "DATABASE_URL") return { dataDir: text };
	const { DATABASE_URL: databaseUrl } = withSecretsFromFiles(process.env).env;
	return databaseUrl ? { dataDir: "", databaseUrl } : undefined;
}

const [from, to] = [placeOf(values.from), placeOf(values.to)];
if (!from || !to) {
	say("Usage: npm run move-store -- --from .data --to DATABASE_URL");
	say("Each is the folder of a SQLite store, or DATABASE_URL for the database in that setting.");
	process.exit(2);
}
try {
	const moved = await moveStore(from, to);
	if (moved.ok) {
		for (const [table, rows] of Object.entries(moved.rows)) say(`${table}: ${rows}`);
		say("Moved. The old store is unchanged.");
	} else {
		say(
			moved.reason === "portal-running"
				? "A portal is using one of them, or stopped less than three seconds ago. Stop all portals first."
				: `Nothing was moved: the target is not empty (${moved.table}).`,
		);
		process.exitCode = 1;
	}
} catch (error) {
	say(`Nothing was moved: ${messageOf(error)}`);
	process.exitCode = 1;
}
