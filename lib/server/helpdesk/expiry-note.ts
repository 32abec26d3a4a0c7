import type { AuditDetails, AuditEvent, AuditResult } from "#lib/core/audit/audit-entry.ts";
import type { ExpiryNote } from "#lib/core/cohort/expiry-note.ts";
import { type ExpiryState, isGood, isSettled } from "#lib/core/cohort/expiry-row.ts";
import type { Agent } from "#lib/core/link/link.ts";

/** The audit event for a step of a run: who, how many, and per portion the people and their results. */
export function expiryEvent(agent: Agent, note: ExpiryNote): AuditEvent {
	const event = { actor: agent, subject: { id: note.run, name: note.group ?? note.run } };
	switch (note.step) {
		case "begun": {
			const details = { how: note.how, people: note.people };
			return { ...event, action: "expiry-begun", details, result: "done" };
		}
		case "results": {
			const states = note.results.map((one) => one.state);
			const details = { people: note.results.length, ...byState(note.results) };
			return { ...event, action: "expiry-results", details, result: resultOf(states) };
		}
		case "ended": {
			const counted = Object.entries(note.counts).filter(([, n]) => n > 0);
			const states = counted.map(([name]) => name as ExpiryState);
			const details = { how: note.how, ...Object.fromEntries(counted) };
			return { ...event, action: "expiry-ended", details, result: resultOf(states) };
		}
	}
}

/**
 * The ids grouped by result, so that a row contains each once. A list may truncate the row, so it
 * also has counts.
 */
function byState(results: Extract<ExpiryNote, { step: "results" }>["results"]): AuditDetails {
	const ids: Record<string, string> = {};
	for (const { id: one, state: name } of results)
		ids[name] = ids[name] ? `${ids[name]} ${one}` : one;
	return ids;
}

function resultOf(states: readonly ExpiryState[]): AuditResult {
	const isDone = (name: ExpiryState): boolean => isGood(name) && isSettled(name);
	if (states.every(isDone)) return "done";
	return states.some(isDone) ? "partly" : "failed";
}
