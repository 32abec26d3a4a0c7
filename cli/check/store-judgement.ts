import type { DatabaseFacts, StoreFacts } from "#lib/server/store/probe-store.ts";
import { fail, notChecked, pass, type Verdict, warn } from "./check-row.ts";

const MEGABYTE = 1024 * 1024;
/** A change takes a few kilobytes; other data fills the disk. */
const WARN_BYTES = 500 * MEGABYTE;
const FAIL_BYTES = 50 * MEGABYTE;

/** SQLite's result codes (sqlite.org/rescode.html). */
const BUSY = "SQLITE_5";
const NOT_A_DATABASE = "SQLITE_26";

/** Judges whether the portal can store what must survive a restart. */
export function judgeStore(facts: StoreFacts, dataDir: string): Verdict {
	if (facts.ok && facts.damage) {
		return fail(
			`The database in ${dataDir} is damaged: ${facts.damage}.`,
			"Stop the portal, move the file away and restore a backup. Without one the portal starts empty and forgets changes in progress.",
		);
	}
	if (facts.ok && facts.isOnNetwork) {
		return warn(
			`The database in ${dataDir} is on a network file system, on which SQLite can lose or damage it.`,
			"Let DATA_DIR be on a disk of this machine, or use PostgreSQL (DATABASE_URL).",
		);
	}
	if (facts.ok && facts.openPath) {
		return warn(
			`Other users of this machine have access to ${facts.openPath}.`,
			`Anyone who can read the database sees who changes a password: chmod go= ${facts.openPath}`,
		);
	}
	if (facts.ok) {
		return pass(
			facts.isNew
				? `A database can be created in ${dataDir}.`
				: `The database in ${dataDir} can be opened and written.`,
		);
	}
	return fail(`The database in ${dataDir} cannot be written: ${facts.message}.`, todo(facts.code));
}

/** The second takes every character, too: it looks at none of them. */
const WHOLE_ENCODINGS = ["UTF8", "SQL_ASCII"];

/** Like `judgeStore`, for PostgreSQL. */
export function judgeDatabase(facts: DatabaseFacts): Verdict {
	if (facts.ok && !WHOLE_ENCODINGS.includes(facts.encoding)) {
		return fail(
			`The database's encoding is ${facts.encoding}, which not every name and text can be stored in.`,
			"Name another database in DATABASE_URL: CREATE DATABASE keyturn ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0.",
		);
	}
	if (facts.ok && !facts.isHeard) {
		return fail(
			`PostgreSQL ${facts.version} can be reached, but a notification (NOTIFY) did not arrive: there is a transaction-mode pooler in between, or the engine has no LISTEN.`,
			"Let DATABASE_URL lead to the server itself, or let the pooler keep sessions (PgBouncer: pool_mode = session).",
		);
	}
	if (facts.ok && facts.isInClear) {
		return warn(
			`PostgreSQL ${facts.version} can be reached, without TLS: names and tickets cross the network in clear.`,
			"Let the server use TLS, and end DATABASE_URL with ?sslmode=verify-full.",
		);
	}
	if (facts.ok) {
		return pass(
			`PostgreSQL ${facts.version} can be reached, and lets the portal create its tables.`,
		);
	}
	return fail(
		`${facts.message.replace(/\.$/, "")}.`,
		"Correct DATABASE_URL, or let its user create tables in the database's schema.",
	);
}

function todo(code: string): string {
	if (code === BUSY) {
		return "Another program locked it for longer than two seconds: stop whatever copies or opens it.";
	}
	if (code === NOT_A_DATABASE) return "Another file is in its place: move it away.";
	return "Correct DATA_DIR, or let the user that runs the portal write there.";
}

export function judgeDiskSpace(facts: StoreFacts): Verdict {
	if (!facts.ok) return notChecked("The folder is not usable.", "Fix the row above first.");
	const found = `${Math.floor(facts.freeBytes / MEGABYTE)} MB are free.`;
	const todo = "Make room: with a full disk the portal accepts no changes.";
	if (facts.freeBytes < FAIL_BYTES) return fail(found, todo);
	return facts.freeBytes < WARN_BYTES ? warn(found, todo) : pass(found);
}
