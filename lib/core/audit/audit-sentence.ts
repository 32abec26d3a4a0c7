import { shownUserName } from "../person/shown-user-name.ts";
import type { AuditEntry } from "./audit-entry.ts";

/**
 * An audit row as a sentence of the catalogue and its values. Each sentence has `who`, and those
 * about a subject also `what`.
 */
export type AuditSentence = { key: AuditSentenceKey; values: Record<string, string | number> };

export const AUDIT_SENTENCES = [
	"link-made",
	"link-changed",
	"link-ended",
	"person-looked-up",
	"people-looked-up",
	"reference-looked-up",
	"reference-unknown",
	"cohort-opened",
	"cohort-shown",
	"cohort-shown-unnamed",
	"deadline-set",
	"deadline-removed",
	"ticket-made",
	"expiry-new",
	"expiry-resumed",
	"expiry-again",
	"expiry-results",
	"expiry-results-uncounted",
	"expiry-complete",
	"expiry-complete-partly",
	"expiry-paused",
	"temporary-begun",
	"temporary-set",
	"temporary-refused",
	"temporary-unknown",
	"audit-exported",
	"audit-pruned",
	"audit-keyed",
	"person-forgotten",
] as const;
type AuditSentenceKey = (typeof AUDIT_SENTENCES)[number];

/**
 * The sentence for one row.
 *
 * @param names display names, for rows that hold only an id, such as a group's
 */
export function auditSentence(
	entry: AuditEntry,
	names: ReadonlyMap<string, string> = new Map(),
): AuditSentence {
	const { actor, subject, details, action } = entry;
	const who = shownUserName(actor.name);
	const what = shownUserName(subject?.name ?? "");
	const count = Number(details.people ?? 0);
	switch (action) {
		case "people-looked-up":
			return subject
				? { key: "person-looked-up", values: { who, what } }
				: { key: action, values: { who, count } };
		case "reference-looked-up": {
			const reference = String(details.reference ?? "");
			return subject
				? { key: action, values: { who, what, reference } }
				: { key: "reference-unknown", values: { who, reference } };
		}
		case "cohort-looked-up": {
			if (subject) return { key: "cohort-opened", values: { who, what, count } };
			const group = names.get(String(details.group ?? ""));
			return group
				? { key: "cohort-shown", values: { who, what: group, count } }
				: { key: "cohort-shown-unnamed", values: { who, count } };
		}
		case "deadline-set":
			return details.day
				? { key: action, values: { who, what, day: String(details.day) } }
				: { key: "deadline-removed", values: { who, what } };
		case "expiry-begun":
		case "expiry-results":
		case "expiry-ended":
			return expirySentence(entry);
		case "temporary-password-begun":
			return { key: "temporary-begun", values: { who, what } };
		case "temporary-password-ended":
			return {
				key: TEMPORARY[String(details.outcome)] ?? "temporary-unknown",
				values: { who, what },
			};
		case "audit-pruned":
			return { key: action, values: { who, count: Number(details.rows ?? 0) } };
		case "audit-exported":
		case "audit-keyed":
		case "person-forgotten":
			return { key: action, values: { who } };
		default:
			return { key: action, values: { who, what } };
	}
}

const TEMPORARY: Record<string, AuditSentenceKey> = {
	set: "temporary-set",
	refused: "temporary-refused",
};

const STARTS: Record<string, AuditSentenceKey> = {
	resumed: "expiry-resumed",
	again: "expiry-again",
};

/** A run covers a group, which is named, or people listed one by one. */
function expirySentence({ actor, subject, action, details }: AuditEntry): AuditSentence {
	const isOfGroup = subject !== undefined && subject.name !== subject.id;
	const of = {
		who: shownUserName(actor.name),
		from: isOfGroup ? "group" : "list",
		what: isOfGroup ? subject.name : "",
	};
	const { how, people, ...rest } = details;
	if (action === "expiry-begun") {
		return {
			key: STARTS[String(how)] ?? "expiry-new",
			values: { ...of, count: Number(people ?? 0) },
		};
	}
	if (action === "expiry-results") {
		return people === undefined
			? { key: "expiry-results-uncounted", values: of }
			: { key: "expiry-results", values: { ...of, count: Number(people) } };
	}
	const { expired = 0, ...others } = rest;
	const count = Number(expired);
	if (how === "paused") return { key: "expiry-paused", values: { ...of, count } };
	const left = Object.values(others).reduce<number>((sum, n) => sum + Number(n), 0);
	return left === 0
		? { key: "expiry-complete", values: { ...of, count } }
		: { key: "expiry-complete-partly", values: { ...of, count, left } };
}

/** Display names from rows that have them, for rows that hold only the id. */
export function namesIn(entries: readonly AuditEntry[]): Map<string, string> {
	return new Map(
		entries.flatMap(({ subject }) =>
			subject && subject.name !== subject.id ? [[subject.id, subject.name] as const] : [],
		),
	);
}
