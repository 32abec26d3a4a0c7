import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readCommandLine } from "#lib/command-line.ts";
import { type BackupResult, backUp, restore } from "#lib/server/store/backup.ts";
import { databaseFile, isFolder } from "#lib/server/store/sqlite.ts";
import { end, messageOf, portalStore, say } from "./command.ts";

const USAGE = `npm run backup -- FILE [--restore] [--settings FILE]

  FILE          a new file for the backup; the portal keeps running
  --restore     replaces the portal's database by FILE; the portal must be stopped
  --settings    reads the settings from this file instead of .env`;

const FAILED = 1;

const POSTGRES =
	"The portal stores everything in PostgreSQL (DATABASE_URL): use pg_dump and pg_restore, or your server's backup.";

type Failure = Extract<BackupResult, { ok: false }>["reason"];

const WHY: Record<Failure, (dataDir: string, file: string) => string> = {
	"no-database": (dataDir) => `There is no database in ${dataDir}. Is DATA_DIR right?`,
	"file-exists": (_, file) =>
		`${file} already exists and will not be overwritten: name another file.`,
	"no-folder": (_, file) => `The folder ${dirname(file)} does not exist.`,
	"no-backup": (_, file) => `${file} ${isFolder(file) ? "is a folder" : "does not exist"}.`,
	damaged: (_, file) => `${file} is damaged, or is not a backup of a portal.`,
	"in-use": () => "The portal is running. Stop it first.",
};

function main(): void {
	const { file, isRestore, dataDir } = readArguments();
	const suffix = `.before-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}`;
	const result = isRestore ? restore(dataDir, file, suffix) : backUp(dataDir, file);
	if (!result.ok) end(FAILED, WHY[result.reason](dataDir, file));
	const size = `${(result.bytes / 1e6).toFixed(1)} MB`;
	if (!isRestore) {
		say(`Written and verified: ${file}, ${size}. It contains names: keep it safe.`);
		return;
	}
	const isKept = existsSync(databaseFile(dataDir) + suffix);
	const kept = isKept ? ` The previous database is now keyturn.db${suffix}.` : "";
	say(`Restored ${file}, ${size}.${kept}`);
}

function readArguments() {
	const options = { restore: { type: "boolean" }, settings: { type: "string" } } as const;
	return readCommandLine(
		USAGE,
		{ allowPositionals: true, options },
		({ values: { restore = false, settings }, positionals }) => {
			const [file, ...more] = positionals;
			if (!file || more.length > 0) throw new Error("Name exactly one file.");
			const { databaseUrl, dataDir } = portalStore(settings);
			if (databaseUrl) throw new Error(POSTGRES);
			return { file: resolve(file), isRestore: restore, dataDir };
		},
	);
}

try {
	main();
} catch (error) {
	end(FAILED, messageOf(error));
}
