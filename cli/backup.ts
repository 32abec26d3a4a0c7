import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadEnvFile } from "#lib/server/settings/env-file.ts";
import { readSettings } from "#lib/server/settings/settings.ts";
import { type BackupResult, backUp, restore } from "#lib/server/store/backup.ts";

const USAGE = `npm run backup -- FILE [--restore] [--settings FILE]

  FILE          a new file that everything is written to, while the portal goes on
  --restore     puts FILE back in the place of the portal's database; the portal must not run
  --settings    reads the settings from this file instead of .env`;

const FAILED = 1;
const NOT_USED_RIGHT = 2;

const POSTGRES =
	"The portal keeps everything in PostgreSQL (DATABASE_URL): use pg_dump and pg_restore, or your server's backup.";

type Failure = Extract<BackupResult, { ok: false }>["because"];

const WHY: Record<Failure, (dataDir: string, file: string) => string> = {
	"no-database": (dataDir) => `There is no database in ${dataDir}. Is DATA_DIR right?`,
	"file-exists": (_, file) => `${file} is there already. Nothing is overwritten: name another.`,
	"no-backup": (_, file) => `There is no ${file}.`,
	damaged: (_, file) => `${file} is damaged, or no backup of a portal.`,
	"in-use": () => "The portal is running. Stop it first.",
};

const say = (line: string) => void process.stdout.write(`${line}\n`);

function end(code: number, ...lines: string[]): never {
	process.stderr.write(`${lines.join("\n")}\n`);
	process.exit(code);
}

function main(): void {
	const { file, isRestore, dataDir } = readArguments();
	const suffix = `.before-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}`;
	const result = isRestore ? restore(dataDir, file, suffix) : backUp(dataDir, file);
	if (!result.ok) end(FAILED, WHY[result.because](dataDir, file));
	const size = `${(result.bytes / 1e6).toFixed(1)} MB`;
	say(
		isRestore
			? `Put back: ${file}, ${size}. What was there before is beside it as keyturn.db${suffix}.`
			: `Written and checked: ${file}, ${size}. It holds names: keep it safe.`,
	);
}

function readArguments() {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: { restore: { type: "boolean", default: false }, settings: { type: "string" } },
		});
		const [file, ...more] = positionals;
		if (!file || more.length > 0) throw new Error("Name one file.");
		loadEnvFile(process.env, values.settings);
		const settings = readSettings(process.env);
		if (!settings.ok)
			throw new Error("The settings are not right: npm run check says what is wrong.");
		if (settings.value.databaseUrl) throw new Error(POSTGRES);
		return { file: resolve(file), isRestore: values.restore, dataDir: settings.value.dataDir };
	} catch (error) {
		return end(NOT_USED_RIGHT, error instanceof Error ? error.message : String(error), "", USAGE);
	}
}

try {
	main();
} catch (error) {
	end(FAILED, error instanceof Error ? error.message : String(error));
}
