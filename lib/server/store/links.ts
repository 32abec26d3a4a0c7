import { type Kysely, type SqlBool, sql, type Transaction } from "kysely";
import type { AuditEntry, AuditEvent } from "#lib/core/audit/audit-entry.ts";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import { dayEndsAt } from "#lib/core/link/calendar-day.ts";
import { LINK_STAGES, type Link, type LinkCounts, type LinkStage } from "#lib/core/link/link.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import { digest } from "#lib/server/digest.ts";
import { type CallKey, once } from "./answers.ts";
import { type AuditSigning, appendAudit } from "./audit.ts";
import { deleteInPortions } from "./delete-in-portions.ts";
import type { Tables } from "./tables.ts";

export type LinkStore = {
	/**
	 * Writes a link and its audit row in one transaction.
	 *
	 * @param key the call; a repetition gets what the first one wrote
	 * @returns the link, or `undefined`, writing nothing, if somebody else has written a revision meanwhile
	 */
	saveLink(link: Link, event: AuditEvent, now: Date, key?: CallKey): Promise<Link | undefined>;
	findLink(id: string): Promise<Link | undefined>;
	/**
	 * The link if it works at `now`. Unknown, ended and expired links take the same query and give the
	 * same result.
	 */
	findOpenLink(id: string, now: Date): Promise<Link | undefined>;
	/** All links, newest first. */
	links(): Promise<Link[]>;
	/** How many people reached each stage; links without visitors are missing. */
	linkCounts(): Promise<Map<string, LinkCounts>>;
	/** Counts one visit, unless the same mark was already counted at that stage. */
	markLink(linkId: string, stage: LinkStage, mark: string): Promise<void>;
	/**
	 * Counts a watch for the link with which it began. Only a digest of the ticket is stored, so that
	 * it leads to nobody once the watch is gone.
	 */
	beginByLink(linkId: string, ticket: string): Promise<void>;
	/** Deletes links that ended before `before`, with their counts. */
	purgeLinks(before: Date): Promise<void>;
};

export const NO_COUNTS: LinkCounts = Object.fromEntries(
	LINK_STAGES.map((stage) => [stage, 0]),
) as LinkCounts;

export function linksIn(db: Kysely<Tables>, signing: AuditSigning): LinkStore {
	return {
		saveLink: (link, event, now, key) => saveLink(db, link, { event, now, key, signing }),
		async findLink(id) {
			const row = await db
				.selectFrom("links")
				.select("body")
				.where("id", "=", id)
				.executeTakeFirst();
			return row && linkFrom(row.body);
		},
		async findOpenLink(id, now) {
			const row = await db
				.selectFrom("links")
				.select("body")
				.where("id", "=", id)
				.where("ended_at_ms", "is", null)
				.where("expires_at_ms", ">", now.getTime())
				.executeTakeFirst();
			return row && linkFrom(row.body);
		},
		async links() {
			const rows = await db
				.selectFrom("links")
				.select("body")
				.orderBy("made_at_ms", "desc")
				.orderBy("id")
				.execute();
			return rows.map((row) => linkFrom(row.body));
		},
		linkCounts: () => linkCounts(db),
		markLink: (linkId, stage, mark) =>
			addMarks(db, [{ link_id: linkId, stage, mark: digest(`${linkId} ${mark}`) }]),
		beginByLink: (linkId, ticket) =>
			addMarks(db, [{ link_id: linkId, stage: "begun", mark: digest(ticket) }]),
		purgeLinks: (before) => purgeLinks(db, before.getTime()),
	};
}

/** Thrown inside a transaction to roll it back. */
class OtherRevision extends Error {}

type LinkWriting = { event: AuditEvent; now: Date; key: CallKey; signing: AuditSigning };

async function saveLink(
	db: Kysely<Tables>,
	link: Link,
	{ event, now, key, signing }: LinkWriting,
): Promise<Link | undefined> {
	const row = rowOf(link);
	let entry: AuditEntry | undefined;
	const write = async (tx: Transaction<Tables>) => {
		// The audit row comes first: it makes other processes wait, so later reads stay valid.
		entry = await appendAudit(tx, { event, now, keys: signing.keys });
		const stored = await tx
			.selectFrom("links")
			.select("body")
			.where("id", "=", link.id)
			.executeTakeFirst();
		const revision = stored ? linkFrom(stored.body).revision : 0;
		if (revision !== link.revision - 1) throw new OtherRevision();
		await tx
			.insertInto("links")
			.values(row)
			.onConflict((conflict) => conflict.column("id").doUpdateSet(row))
			.execute();
		return link;
	};
	try {
		const written = await db
			.transaction()
			.execute((tx) => once(tx, { key, name: "link", now }, () => write(tx)));
		if (entry) signing.onWritten(entry);
		return written;
	} catch (error) {
		if (error instanceof OtherRevision) return undefined;
		throw error;
	}
}

async function linkCounts(db: Kysely<Tables>): Promise<Map<string, LinkCounts>> {
	const rows = await db
		.selectFrom("link_marks")
		.select(({ fn }) => ["link_id", "stage", fn.countAll().as("count")])
		.groupBy(["link_id", "stage"])
		.execute();
	const counts = new Map<string, LinkCounts>();
	for (const { link_id, stage, count } of rows) {
		const before = counts.get(link_id) ?? NO_COUNTS;
		counts.set(link_id, { ...before, [stage]: Number(count) });
	}
	return counts;
}

/** Counts a watch as changed and usable for the link with which it began, if any. */
export async function markWatch(db: Kysely<Tables>, watch: Watch): Promise<void> {
	const stages = [
		...(watch.changedAt ? (["changed"] as const) : []),
		...(watch.usableAt ? (["usable"] as const) : []),
	];
	if (stages.length === 0) return;
	const begun = await db
		.selectFrom("link_marks")
		.select(["link_id", "mark"])
		.where("mark", "=", digest(watch.ticket))
		.where("stage", "=", "begun")
		.execute();
	await addMarks(
		db,
		begun.flatMap((mark) => stages.map((stage) => ({ ...mark, stage }))),
	);
}

/** The link is deleted last, so that the next run finds one with marks left. */
async function purgeLinks(db: Kysely<Tables>, beforeMs: number): Promise<void> {
	const ended = await db
		.selectFrom("links")
		.select("id")
		.where(({ or, eb }) =>
			or([eb("ended_at_ms", "<", beforeMs), eb("expires_at_ms", "<", beforeMs)]),
		)
		.execute();
	for (const { id } of ended) {
		const where = sql<SqlBool>`link_id = ${id}`;
		await deleteInPortions(db, { from: "link_marks", key: "mark", where });
		await db.deleteFrom("links").where("id", "=", id).execute();
	}
}

async function addMarks(db: Kysely<Tables>, marks: Tables["link_marks"][]): Promise<void> {
	if (marks.length === 0) return;
	await db
		.insertInto("link_marks")
		.values(marks)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

function rowOf(link: Link): Tables["links"] {
	return {
		id: link.id,
		made_at_ms: link.madeAt.getTime(),
		expires_at_ms: dayEndsAt(link.lastDay).getTime(),
		ended_at_ms: link.endedAt?.getTime() ?? null,
		body: JSON.stringify(link),
	};
}

/** The body was written by `rowOf`, so its shape is known. */
function linkFrom(body: string): Link {
	return parseWithDates(body) as Link;
}
