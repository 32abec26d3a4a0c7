import { type Expression, type Kysely, type SqlBool, sql } from "kysely";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import { isObjectId } from "#lib/core/object-id.ts";
import type { PersonLedger } from "#lib/core/readiness/ledger.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import type { Tables } from "./tables.ts";

/** The values by which a person's rows are found, all in lower case except tickets. */
export type PersonTraces = {
	ids: string[];
	userNames: string[];
	/** A mailbox may be shared, so watches are not found by it. */
	mailboxes: string[];
	/** Of existing watches, and of watches whose change is still in the ledger. */
	tickets: string[];
};

/**
 * Finds the values that identify a person in the store.
 *
 * @param names object ids and user names of one person
 */
export async function personTraces(
	db: Kysely<Tables>,
	names: readonly string[],
): Promise<PersonTraces> {
	const given = [...new Set(names.map((name) => name.trim().toLowerCase()))];
	const named = await watchesNaming(db, given);
	const ids = [...new Set([...given.filter(isObjectId), ...named.map(({ person }) => person.id)])];
	// Somebody who was renamed has watches under both names.
	const watches = [...named, ...(await watchesNaming(db, ids))];
	const userNames = watches.map(({ person }) => person.userPrincipalName.toLowerCase());
	const changes = (await ledgersOf(db, ids)).flatMap((ledger) => ledger.changes);
	return {
		ids,
		userNames: [...new Set([...given.filter((name) => !isObjectId(name)), ...userNames])],
		mailboxes: [...new Set(watches.flatMap(({ notice }) => notice?.mail.toLowerCase() ?? []))],
		tickets: [...new Set([...watches, ...changes].flatMap(({ ticket }) => ticket ?? []))],
	};
}

async function watchesNaming(db: Kysely<Tables>, names: readonly string[]): Promise<Watch[]> {
	const rows = await db.selectFrom("watches").select("body").where(holds("body", names)).execute();
	return rows
		.map(({ body }) => parseWithDates(body) as Watch)
		.filter(({ person: { id, userPrincipalName } }) =>
			[id, userPrincipalName.toLowerCase()].some((name) => names.includes(name)),
		);
}

async function ledgersOf(db: Kysely<Tables>, ids: readonly string[]): Promise<PersonLedger[]> {
	const rows = await db
		.selectFrom("ledgers")
		.select("body")
		.where(among("person_id", ids))
		.execute();
	return rows.map(({ body }) => parseWithDates(body) as PersonLedger);
}

type Around = readonly (readonly [before: string, after: string])[];
const WHOLE: Around = [['"', '"']];
/** Also in a list of people, as audit rows have them (`namesOf`). */
export const WHOLE_OR_LISTED: Around = [
	...WHOLE,
	['"', " "],
	["\\n", " "],
	[" ", '"'],
	[" ", "\\n"],
];

/**
 * Whether a JSON column contains one of these texts, in any case.
 *
 * @param around the text's delimiters, since one person's name may end with another's
 */
export function holds(
	column: string,
	texts: readonly string[],
	around = WHOLE,
): Expression<SqlBool> {
	const sought = texts.flatMap((text) => around.map((pair) => [text, ...pair] as const));
	return anyOf(
		sought.map(([text, before, after]) => {
			const inJson = JSON.stringify(text.toLowerCase()).slice(1, -1);
			const pattern = `%${before}${inJson.replaceAll(/[!%_]/g, "!$&")}${after}%`;
			return sql<SqlBool>`${lowered(column, text)} like ${pattern} escape '!'`;
		}),
	);
}

/**
 * A column in lower case, as far as this text needs it. In SQLite, and in PostgreSQL with the locale C, `lower` converts only
 * ASCII and would miss the name Ümit.
 */
function lowered(column: string, text: string): Expression<string> {
	const others = new Set(text.toLowerCase().match(/\P{ASCII}/gu));
	return [...others].reduce(
		(found, letter) => sql<string>`replace(${found}, ${letter.toUpperCase()}, ${letter})`,
		sql<string>`lower(${sql.ref(column)})`,
	);
}

/** Whether a column has one of these values. */
export function among(column: string, values: readonly string[]): Expression<SqlBool> {
	return anyOf(values.map((value) => sql<SqlBool>`${sql.ref(column)} = ${value}`));
}

/** Without conditions the result is false: neither engine accepts an empty list. */
export function anyOf(conditions: readonly Expression<SqlBool>[]): Expression<SqlBool> {
	if (conditions.length === 0) return sql<SqlBool>`1 = 0`;
	return sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;
}
