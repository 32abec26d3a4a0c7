import type { CohortCounts } from "#lib/core/cohort/cohort-counts.ts";
import type { ExpiryNote } from "#lib/core/cohort/expiry-note.ts";
import { failed, ok, type Result } from "#lib/core/failure.ts";
import type { Link, LinkContent } from "#lib/core/link/link.ts";
import type { SentBody, SentQuery } from "#lib/interface/interface.ts";
import { call } from "../portal-api.ts";
import { portalFailure } from "../portal-failure.ts";

import type { TemporaryEndNote } from "./temporary/set-temporary.ts";

export type { CountedLink, LinkDetails } from "#lib/interface/interface.ts";

/** The helpdesk's part of the portal's interface; every call requires the app role. */

type NamedPerson = { id: string; userPrincipalName: string };
type SentContent = SentBody<"POST /api/helpdesk/links">;

export const readAgent = (token: string) => call("GET /api/helpdesk/agent", { token });

export const readLinks = (token: string) => call("GET /api/helpdesk/links", { token });

export const readLink = (token: string, link: string) =>
	call("GET /api/helpdesk/links/{link}", { token, params: { link } });

/** The language is one of the portal's: the form offers no other. */
export const makeLink = (token: string, content: LinkContent) =>
	call("POST /api/helpdesk/links", { token, body: content as SentContent });

export const changeLink = (token: string, before: Link, content: LinkContent) =>
	call("PUT /api/helpdesk/links/{link}", {
		token,
		params: { link: before.id },
		body: { content: content as SentContent, revision: before.revision },
	});

export const endLink = (token: string, link: string) =>
	call("DELETE /api/helpdesk/links/{link}", { token, params: { link } });

/** @param follows the look-up of the same people that this one continues */
export const lookUp = (token: string, people: readonly NamedPerson[], follows?: string) =>
	call("POST /api/helpdesk/lookup", {
		token,
		body: { people: [...people], ...(follows && { follows }) },
	});

export const readWatch = (ticket: string) =>
	call("GET /api/watches/{ticket}", { params: { ticket } });

export const findByReference = (token: string, reference: string) =>
	call("POST /api/helpdesk/references", { token, body: { reference } });

type NamedGroup = { id: string; name: string };

/** Starts the look-up of a whole cohort, with one audit row for all of it. */
export const beginCohort = (token: string, { id, name }: NamedGroup, members: number) =>
	call("POST /api/helpdesk/cohorts/{group}/lookups", {
		token,
		params: { group: id },
		body: { name, members },
	});

export const lookUpPortion = (
	token: string,
	{ groupId, lookUp }: { groupId: string; lookUp: string },
	people: readonly NamedPerson[],
) =>
	call("POST /api/helpdesk/cohorts/{group}/lookups/{lookUp}", {
		token,
		params: { group: groupId, lookUp },
		body: { people: [...people] },
	});

export const readSnapshots = (token: string, group: string) =>
	call("GET /api/helpdesk/cohorts/{group}/snapshots", { token, params: { group } });

export const saveSnapshot = (token: string, group: string, counts: CohortCounts) =>
	call("POST /api/helpdesk/cohorts/{group}/snapshots", { token, params: { group }, body: counts });

export const readDeadlines = (token: string) => call("GET /api/helpdesk/deadlines", { token });

/** @param day null removes the deadline */
export const setDeadline = (token: string, { id, name }: NamedGroup, day: string | null) =>
	call("PUT /api/helpdesk/cohorts/{group}/deadline", {
		token,
		params: { group: id },
		body: { name, day },
	});

export const makeTicket = (token: string, person: NamedPerson, changedAt: Date) =>
	call("POST /api/helpdesk/tickets", {
		token,
		body: { person, changedAt: changedAt.toISOString() },
	});

/** Records a step of an expiry. */
export const noteExpiry = (token: string, note: ExpiryNote) =>
	call("POST /api/helpdesk/expiries", { token, body: note });

/** Records that a temporary password is about to be set; opens the watch that follows it. */
export const beginTemporary = (token: string, person: NamedPerson, lastChangedAt?: Date) =>
	call("POST /api/helpdesk/temporary-passwords", {
		token,
		body: { person, lastChangedAt: lastChangedAt?.toISOString() ?? null },
	});

/** Records the outcome. */
export const endTemporary = (
	token: string,
	person: NamedPerson,
	{ ticket, outcome, changedAt, code }: TemporaryEndNote & { ticket: string },
) =>
	call("PUT /api/helpdesk/temporary-passwords/{ticket}", {
		token,
		params: { ticket },
		body: { person, outcome, changedAt: changedAt?.toISOString() ?? null, code },
	});

type AuditQuery = SentQuery<"GET /api/helpdesk/audit">;

export const readAudit = (token: string, query: URLSearchParams) =>
	call("GET /api/helpdesk/audit", { token, query: Object.fromEntries(query) as AuditQuery });

export const verifyAudit = (token: string) =>
	call("GET /api/helpdesk/audit/verification", { token });

/** A long audit takes minutes on a slow connection. */
const EXPORT_LIMIT_MS = 15 * 60_000;

/** The audit as a file, as written by the portal. */
export async function exportAudit(token: string, query: URLSearchParams): Promise<Result<Blob>> {
	try {
		const response = await fetch(`/api/helpdesk/audit/export?${query}`, {
			cache: "no-store",
			signal: AbortSignal.timeout(EXPORT_LIMIT_MS),
			headers: { Authorization: `Bearer ${token}` },
		});
		// Otherwise a gateway's page would be saved as the audit.
		const isFile = /^(?:text\/csv|application\/json)\b/.test(
			response.headers.get("Content-Type") ?? "",
		);
		return response.ok && isFile
			? ok(await response.blob())
			: portalFailure(response, await response.json());
	} catch (cause) {
		return failed("portal-no-answer", { cause });
	}
}
