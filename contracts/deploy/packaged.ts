import { execFile } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { emptyLedger } from "#lib/core/readiness/ledger.ts";
import { openWatch } from "#lib/core/watch/watch.ts";
import { openStore } from "#lib/server/store/store.ts";
import { makePackage } from "../../cli/package.ts";

/** The archive as an operator has it: unpacked elsewhere, beside a data folder. */

export const run = promisify(execFile);
/** Debian's `nobody`. */
export const NOBODY = 65_534;

export type Unpacked = {
	archive: { file: string; bytes: number };
	/** The contents of the archive. */
	program: string;
	dataDir: string;
	settings: string;
};

/** A tenant that is never contacted, because nobody signs in here. */
const TENANT = `ENTRA_TENANT_ID=11111111-2222-4333-8444-555555555555
ENTRA_CLIENT_ID=22222222-3333-4444-8555-666666666666
ENTRA_AUTHORITY=http://127.0.0.1:9/11111111-2222-4333-8444-555555555555
GRAPH_URL=http://127.0.0.1:9
`;

/** @param more further lines of the settings file */
export async function unpackPackage(more: string): Promise<Unpacked> {
	const archive = await makePackage(() => undefined);
	const folder = mkdtempSync(join(tmpdir(), "keyturn-package-"));
	const program = join(folder, "keyturn");
	mkdirSync(program);
	await run("tar", ["-xzf", archive.file, "-C", program, "--strip-components", "1"]);
	const dataDir = join(folder, "data");
	mkdirSync(dataDir, { mode: 0o700 });
	const settings = join(folder, "keyturn.env");
	writeFileSync(settings, `${TENANT}DATA_DIR=${dataDir}\n${more}`, { mode: 0o644 });
	await run("chmod", ["755", folder]);
	return { archive, program, dataDir, settings };
}

/** Adds a watch to the store of a stopped portal, as if somebody had opened it. */
export async function addWatch(dataDir: string, ticket: string): Promise<void> {
	const person = { id: `id-of-${ticket}`, userPrincipalName: "dana@contoso.com" };
	const at = new Date();
	const store = await openStore({ dataDir });
	const watch = {
		...openWatch(ticket, person, { now: at }),
		changedAt: at,
		state: "waiting" as const,
	};
	await store.saveWatch(watch, emptyLedger(person.id));
	await store.close();
}

/** Makes the portal's account the owner of the data. */
export async function makeOwner(user: number, dataDir: string): Promise<void> {
	chownSync(dataDir, user, user);
	await run("chown", ["-R", `${user}:${user}`, dataDir]);
}
