import { join } from "node:path";
import { DatabaseSync, type DatabaseSyncOptions } from "node:sqlite";

/** Opens a portal's database, and waits for its turn: a portal that starts, stops or writes locks the file for a moment. */
export function openStore(dataDir: string, options: DatabaseSyncOptions = {}): DatabaseSync {
	return new DatabaseSync(join(dataDir, "keyturn.db"), { timeout: 10_000, ...options });
}
