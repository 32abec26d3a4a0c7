import { randomBytes } from "node:crypto";
import type { Expression, Kysely, SqlBool, Transaction } from "kysely";
import type { AuditEntry } from "#lib/core/audit/audit-entry.ts";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import type { Link } from "#lib/core/link/link.ts";
import { MAIL_KINDS } from "#lib/core/watch/watch-mails.ts";
import { PORTAL_ITSELF } from "#lib/server/audit/prune.ts";
import { digest } from "#lib/server/digest.ts";
import { type AuditSigning, appendAudit } from "./audit.ts";
import { mailId } from "./mails.ts";
import {
	among,
	anyOf,
	holds,
	type PersonTraces,
	personTraces,
	WHOLE_OR_LISTED,
} from "./person-traces.ts";
import type { SharedStore } from "./shared-store.ts";
import type { Tables } from "./tables.ts";

export type Forgotten = {
	ok: true;
	traces: PersonTraces;
	/** How many rows were, or would be, deleted or anonymised, by kind. */
	rows: Record<string, number>;
	/** Audit rows that name the person. They stay until their retention ends. */
	audit: { rows: number; lastAt: Date | undefined };
};

/** Nothing was done because the names belong to several people, with these ids, or to nobody. */
type NothingDone =
	| { ok: false; reason: "several-people"; ids: string[] }
	| { ok: false; reason: "nobody" };

export type ForgetStore = {
	/**
	 * Deletes everything stored about a person except audit rows, and records in the audit that
	 * somebody was forgotten, without saying who, unless there was nothing to delete. Portals that share a database keep running; one on a
	 * SQLite file must not run.
	 *
	 * @param names object ids and user names of one person
	 * @param isTrial changes nothing, and returns what would be deleted
	 */
	forgetPerson(
		names: readonly string[],
		{ now, isTrial }: { now: Date; isTrial: boolean },
	): Promise<Forgotten | NothingDone>;
};

export function forgettingIn(
	db: Kysely<Tables>,
	{ keys, onWritten }: AuditSigning,
	shared?: SharedStore,
): ForgetStore {
	async function inOne(names: readonly string[], now: Date): Promise<[Forgotten, AuditEntry]> {
		return await db.transaction().execute(async (tx) => {
			// The audit row comes first: it makes other processes wait, so later reads stay valid.
			const event = { actor: PORTAL_ITSELF, action: "person-forgotten", result: "done" } as const;
			const entry = await appendAudit(tx, { event, now, keys });
			return [await forget(tx, await personTraces(tx, names), shared), entry];
		});
	}
	return {
		async forgetPerson(names, { now, isTrial }) {
			const traces = await personTraces(db, names);
			if (traces.ids.length > 1) return { ok: false, reason: "several-people", ids: traces.ids };
			const trial = await tried(db, (tx) => forget(tx, traces, shared));
			const isAnything = hasRows(trial);
			if (!isAnything && trial.audit.rows === 0) return { ok: false, reason: "nobody" };
			if (isTrial || !isAnything) return trial;
			// Takes the person from their holder, which can no longer write about them.
			for (const id of traces.ids) await shared?.holders.take(id, now, () => undefined);
			const [forgotten, entry] = await inOne(names, now);
			onWritten(entry);
			await shared?.holders.leave();
			return forgotten;
		},
	};
}

/** Whether anything was, or would be, deleted or anonymised. */
export const hasRows = ({ rows }: Forgotten) => Object.values(rows).some((count) => count > 0);

/** Runs something in a transaction and rolls it back. */
async function tried<T>(db: Kysely<Tables>, work: (tx: Transaction<Tables>) => Promise<T>) {
	const tx = await db.startTransaction().execute();
	try {
		return await work(tx);
	} finally {
		await tx.rollback().execute();
	}
}

/** What is deleted, by table and row. */
function rowsOf({ ids, userNames, tickets }: PersonTraces) {
	const names = [...ids, ...userNames];
	const mailIds = tickets.flatMap((ticket) => MAIL_KINDS.map((kind) => mailId({ ticket, kind })));
	return {
		watches: among("ticket", tickets),
		ledgers: among("person_id", ids),
		mails: anyOf([among("id", mailIds), holds("body", [...names, ...tickets])]),
		waits: among("id", tickets.map(digest)),
		waited: among("person", ids.map(digest)),
		answers: holds("body", [...names, ...tickets]),
	} satisfies Partial<Record<keyof Tables, Expression<SqlBool>>>;
}

async function forget(
	tx: Transaction<Tables>,
	traces: PersonTraces,
	shared: SharedStore | undefined,
): Promise<Forgotten> {
	const { ids, userNames, tickets } = traces;
	const names = [...ids, ...userNames];
	const rows: Record<string, number> = {};
	for (const [table, which] of Object.entries(rowsOf(traces))) {
		const { numDeletedRows } = await tx
			.deleteFrom(table as keyof Tables)
			.where(which)
			.executeTakeFirst();
		rows[table] = Number(numDeletedRows);
	}
	rows.link_marks = await unnameMarks(tx, tickets.map(digest));
	rows.links = await unnameLinks(tx, [...names, ...traces.mailboxes]);
	Object.assign(rows, await shared?.forget(tx, traces));
	return { ok: true, traces, rows, audit: await auditOf(tx, names) };
}

/** The counts of links stay, under marks that nobody can compute. */
async function unnameMarks(tx: Transaction<Tables>, marks: readonly string[]): Promise<number> {
	let rows = 0;
	for (const mark of marks) {
		const other = randomBytes(32).toString("base64url");
		const { numUpdatedRows } = await tx
			.updateTable("link_marks")
			.set({ mark: other })
			.where("mark", "=", mark)
			.executeTakeFirst();
		rows += Number(numUpdatedRows);
	}
	return rows;
}

/** The creator or the support contact of a link; the portal's own support replaces the contact. */
async function unnameLinks(tx: Transaction<Tables>, names: readonly string[]): Promise<number> {
	const isNamed = (name: string) => names.includes(name.toLowerCase());
	const found = await tx.selectFrom("links").selectAll().where(holds("body", names)).execute();
	let rows = 0;
	for (const { id, body } of found) {
		const link = parseWithDates(body) as Link;
		const { madeBy, helper } = link;
		const isMaker = isNamed(madeBy.id) || isNamed(madeBy.name);
		const isHelper = isNamed(helper.mail) || isNamed(helper.name);
		if (!isMaker && !isHelper) continue;
		const next: Link = {
			...link,
			madeBy: isMaker ? NOBODY : madeBy,
			helper: isHelper ? { name: "", mail: "", phone: "" } : helper,
		};
		await tx
			.updateTable("links")
			.set({ body: JSON.stringify(next) })
			.where("id", "=", id)
			.execute();
		rows += 1;
	}
	return rows;
}

const NOBODY = { id: "forgotten", name: "–" };

async function auditOf(tx: Transaction<Tables>, names: readonly string[]) {
	const found = await tx
		.selectFrom("audit")
		.select(({ fn }) => [fn.countAll().as("rows"), fn.max("at_ms").as("last")])
		.where(holds("body", names, WHOLE_OR_LISTED))
		.executeTakeFirstOrThrow();
	const lastAt = found.last === null ? undefined : new Date(Number(found.last));
	return { rows: Number(found.rows), lastAt };
}
