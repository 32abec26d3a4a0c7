import * as z from "zod";
import { AUDIT_ACTIONS } from "../core/audit/audit-entry.ts";
import { MAX_COHORT, MAX_PORTION } from "../core/cohort/cohort-answer.ts";
import { EXPIRY_ENDS, EXPIRY_STARTS, MOST_RESULTS } from "../core/cohort/expiry-note.ts";
import { EXPIRY_STATES } from "../core/cohort/expiry-row.ts";
import { MAX_LOOK_UP } from "../core/helpdesk/looked-up.ts";
import { spokenReference } from "../core/helpdesk/spoken-reference.ts";
import { TEMPORARY_OUTCOMES } from "../core/helpdesk/temporary-outcome.ts";
import { LINK_WAYS } from "../core/link/link.ts";
import { plainLine } from "../core/link/plain-text.ts";
import { PERSON_STATES } from "../core/person/person-state.ts";
import { LOCALES, type Locale } from "../text/locales.ts";

/** The bodies that the interface accepts. Unknown fields are refused, never ignored. */

const objectId = z.guid({ error: "must be Entra's object id" }).transform((id) => id.toLowerCase());

/** An instant in JSON; whether it is recent enough depends on the clock, which the handler checks. */
const instant = z.iso.datetime({ error: "must be an instant in UTC like 2026-11-22T10:00:00Z" });

/** A person as read from Graph by the agent's browser. */
const person = z.strictObject({
	id: objectId,
	userPrincipalName: z
		.string()
		.min(1)
		.max(254, { error: "must be a user principal name" })
		.transform(plainLine),
});

const people = (most: number) =>
	z
		.array(person)
		.min(1)
		.max(most, { error: `must be at most ${most} people` });

/** What the browser may report about a change that it is about to send; without a body, nothing. */
export const openingBody = z
	.strictObject({
		/** Entra's `lastPasswordChangeDateTime`, read just before; null: Entra has none. */
		lastChangedAt: instant.transform((text) => new Date(text)).nullable(),
		/** Entra refused the last attempt from the same form. */
		earlierTry: z.literal("refused"),
		/** The form is about to send passwords; missing for a change that is made on another page. */
		isTry: z.literal(true),
		/** The browser's name for the attempt, the same until an answer to this call has come. */
		attempt: z.guid(),
	})
	.partial()
	.default({});

export const changeBody = z.strictObject({ changedAt: instant });

export const markBody = z.strictObject({
	stage: z.enum(["opened", "signed-in"], { error: "must be opened or signed-in" }),
	/** A random value of this browser, for this link only. */
	mark: z.string().regex(/^[\w-]{22,64}$/, { error: "must be 22 to 64 characters of base64url" }),
});

/** The fields are validated like the form's (`linkProblems`). */
export const contentBody = z.strictObject({
	title: z.string(),
	message: z.string(),
	helper: z.strictObject({ name: z.string(), mail: z.string(), phone: z.string() }),
	deadline: z.string(),
	lastDay: z.string(),
	language: z.enum(LOCALES as [Locale, ...Locale[]], {
		error: "must be a language of the portal",
	}),
	way: z.enum(LINK_WAYS, { error: "must be portal or guided" }),
	domainHint: z.string(),
});

export const revisedBody = z.strictObject({ content: contentBody, revision: z.int().positive() });

export const lookUpBody = z.strictObject({
	people: people(MAX_LOOK_UP),
	/** The look-up of the same people that this one continues; it has been recorded already. */
	follows: z.string().max(64).optional(),
});

export const referenceBody = z.strictObject({
	reference: z
		.string()
		.max(64)
		.transform((words) => spokenReference(words) ?? "")
		.refine((reference) => reference !== "", { error: "must be a reference like KT-7Q2M-9XKD" }),
});

export const ticketBody = z.strictObject({ person, changedAt: instant });

export const temporaryBody = z.strictObject({
	person,
	/** Entra's `lastPasswordChangeDateTime`, read just before; null: Entra has none. */
	lastChangedAt: instant.transform((text) => new Date(text)).nullable(),
});

export const temporaryEndBody = z.strictObject({
	person,
	outcome: z.enum(TEMPORARY_OUTCOMES),
	/** Entra's date after it, if it was set. */
	changedAt: instant.nullable(),
	/** Graph's own code, if it refused. */
	code: z.string().regex(/^[\w.-]{0,64}$/, { error: "must be a code of Microsoft Graph" }),
});

/** The group's name, for the audit. */
const groupName = z.string().min(1).max(256).transform(plainLine);

export const cohortBody = z.strictObject({
	name: groupName,
	members: z
		.int()
		.min(1)
		.max(MAX_COHORT, { error: `must be at most ${MAX_COHORT} people` }),
});

export const portionBody = z.strictObject({ people: people(MAX_PORTION) });

/** How many members are in each state; all states, and nothing else. */
export const countsBody = z.strictObject(
	Object.fromEntries(
		PERSON_STATES.map((state) => [state, z.int().min(0).max(MAX_COHORT)]),
	) as Record<(typeof PERSON_STATES)[number], z.ZodInt>,
);

export const deadlineBody = z.strictObject({
	name: groupName,
	/** A calendar day that has not passed, which the handler checks; null: none. */
	day: z.string().nullable(),
});

const MOST_PEOPLE = 1_000_000;
const state = z.enum(EXPIRY_STATES, { error: "must be a state of a run" });
const count = z.int().nonnegative().max(MOST_PEOPLE);
/** The run, and the name of its group. */
const of = {
	run: z.guid({ error: "must be the run's id" }),
	group: groupName.optional(),
};

export const expiryNoteBody = z.discriminatedUnion("step", [
	z.strictObject({
		step: z.literal("begun"),
		...of,
		how: z.enum(EXPIRY_STARTS),
		people: count.positive(),
	}),
	z.strictObject({
		step: z.literal("results"),
		...of,
		results: z
			.array(z.strictObject({ id: objectId, state }))
			.min(1)
			.max(MOST_RESULTS),
	}),
	z.strictObject({
		step: z.literal("ended"),
		...of,
		how: z.enum(EXPIRY_ENDS),
		counts: z.partialRecord(state, count),
	}),
]);

export const groupParams = z.object({ group: objectId });
export const lookUpParams = z.object({ group: objectId, lookUp: z.string() });

/** The link with which a journey began, for its counts. */
export const linkQuery = z.object({ link: z.string().optional() });

const MAX_WORDS = 200;
const orNothing = <T extends z.ZodType>(schema: T) =>
	z.union([z.literal("").transform(() => undefined), schema]).optional();

export const auditQuery = z.object({
	action: orNothing(z.enum(AUDIT_ACTIONS)),
	words: orNothing(z.string().max(MAX_WORDS).transform(plainLine)),
	from: orNothing(instant),
	to: orNothing(instant),
	batches: orNothing(z.literal("left-out")),
	before: z.coerce.number().int().positive().optional(),
	format: z.enum(["csv", "json"]).default("csv"),
	separator: z.enum([",", ";"]).default(","),
});
