import type { AuditPage, AuditVerdict } from "#lib/core/audit/audit-entry.ts";
import type { CohortCounts, CohortSnapshot } from "#lib/core/cohort/cohort-counts.ts";
import type { CohortAnswer } from "#lib/core/cohort/cohort-held.ts";
import type { ExpiryNote } from "#lib/core/cohort/expiry-note.ts";
import type { LookUpAnswer } from "#lib/core/helpdesk/looked-up.ts";
import type { Agent, Link, LinkContent, LinkCounts } from "#lib/core/link/link.ts";
import type { LinkTexts } from "#lib/core/link/link-texts.ts";
import { type ApiResult, call, type OwnWatch } from "../portal-api.ts";

/** The helpdesk's part of the portal's interface; every call needs the app role. */

export type CountedLink = { link: Link; counts: LinkCounts };
export type LinkDetails = CountedLink & { texts: LinkTexts };
type NamedPerson = { id: string; userPrincipalName: string };

export const readAgent = (token: string) => call<Agent>("/api/helpdesk/agent", { token });

export const readLinks = (token: string) => call<CountedLink[]>("/api/helpdesk/links", { token });

export const readLink = (token: string, id: string) =>
	call<LinkDetails>(`/api/helpdesk/links/${encodeURIComponent(id)}`, { token });

export const makeLink = (token: string, content: LinkContent) =>
	call<Link>("/api/helpdesk/links", { token, method: "POST", body: content });

export const changeLink = (token: string, before: Link, content: LinkContent) =>
	call<Link>(`/api/helpdesk/links/${before.id}`, {
		token,
		method: "PUT",
		body: { content, revision: before.revision },
	});

export const endLink = (token: string, id: string) =>
	call<Link>(`/api/helpdesk/links/${id}`, { token, method: "DELETE" });

export const lookUp = (token: string, people: readonly NamedPerson[]) =>
	call<LookUpAnswer>("/api/helpdesk/lookup", { token, method: "POST", body: { people } });

type NamedGroup = { id: string; name: string };

/** Begins the look-up of a whole cohort: one row in the audit for all of it. */
export const beginCohort = (token: string, { id, name }: NamedGroup, members: number) =>
	call<{ id: string }>(`/api/helpdesk/cohorts/${id}/lookups`, {
		token,
		method: "POST",
		body: { name, members },
	});

export const lookUpPortion = (
	token: string,
	{ groupId, lookUp }: { groupId: string; lookUp: string },
	people: readonly NamedPerson[],
) =>
	call<CohortAnswer>(`/api/helpdesk/cohorts/${groupId}/lookups/${lookUp}`, {
		token,
		method: "POST",
		body: { people },
	});

export const readSnapshots = (token: string, groupId: string) =>
	call<CohortSnapshot[]>(`/api/helpdesk/cohorts/${groupId}/snapshots`, { token });

export const saveSnapshot = (token: string, groupId: string, counts: CohortCounts) =>
	call<CohortSnapshot[]>(`/api/helpdesk/cohorts/${groupId}/snapshots`, {
		token,
		method: "POST",
		body: counts,
	});

export const makeTicket = (token: string, person: NamedPerson, changedAt: Date) =>
	call<OwnWatch>("/api/helpdesk/tickets", { token, method: "POST", body: { person, changedAt } });

/** Has a step of an expiry written down. */
export const noteExpiry = (token: string, note: ExpiryNote) =>
	call<{ seq: number }>("/api/helpdesk/expiries", { token, method: "POST", body: note });

export const readAudit = (token: string, query: URLSearchParams) =>
	call<AuditPage>(`/api/helpdesk/audit?${query}`, { token });

export const verifyAudit = (token: string) =>
	call<AuditVerdict>("/api/helpdesk/audit/verification", { token });

/** The audit as a file, as the portal writes it. */
export async function exportAudit(token: string, query: URLSearchParams): Promise<ApiResult<Blob>> {
	try {
		const response = await fetch(`/api/helpdesk/audit/export?${query}`, {
			cache: "no-store",
			headers: { Authorization: `Bearer ${token}` },
		});
		if (response.ok) return { ok: true, value: await response.blob() };
		return { ok: false, code: (await response.json()).code };
	} catch {
		return { ok: false, code: "no-answer" };
	}
}
