import type { AskPortal } from "#lib/browser/use-portal.ts";
import { retryWaitMs } from "#lib/core/backoff.ts";
import { type CohortAnswer, MAX_COHORT, MAX_PORTION } from "#lib/core/cohort/cohort-answer.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import type { FailureCode, Result } from "#lib/core/failure.ts";
import { beginCohort, lookUpPortion } from "../helpdesk-api.ts";

const MAX_TRIES = 5;

type Portions = {
	/** Reads what the managed domain holds for at most `MAX_PORTION` people. */
	read(people: readonly Member[]): Promise<Result<CohortAnswer>>;
	/** Sets the group's size, as far as it is known. */
	expect(people: number): void;
};

/**
 * Looks up a cohort in portions under one audit row. When that look-up has ended, because the
 * portal restarted or the group grew, a new one is started.
 */
export function cohortPortions(
	asAgent: AskPortal,
	group: { id: string; name: string },
	pause: (ms: number) => Promise<void>,
): Portions {
	let expected = 0;
	let lookUp: Promise<Result<{ id: string }>> | undefined;

	function begin(): Promise<Result<{ id: string }>> {
		lookUp ??= asAgent((token) =>
			beginCohort(token, group, Math.min(MAX_COHORT, Math.max(1, expected))),
		);
		return lookUp;
	}

	async function once(people: readonly Member[]): Promise<Result<CohortAnswer>> {
		const mine = begin();
		const begun = await mine;
		if (!begun.ok) {
			if (lookUp === mine) lookUp = undefined;
			return begun;
		}
		const named = people.map(({ id, userPrincipalName }) => ({ id, userPrincipalName }));
		const of = { groupId: group.id, lookUp: begun.value.id };
		const result = await asAgent((token) => lookUpPortion(token, of, named));
		if (!result.ok && result.failure.code === "look-up-ended" && lookUp === mine)
			lookUp = undefined;
		return result;
	}

	return {
		expect(people) {
			expected = Math.max(expected, people);
		},
		async read(people) {
			for (let attempt = 1; ; attempt += 1) {
				const result = await once(people.slice(0, MAX_PORTION));
				if (result.ok || attempt >= MAX_TRIES || !RETRYABLE.has(result.failure.code)) return result;
				if (result.failure.code !== "look-up-ended")
					await pause(retryWaitMs(attempt, undefined, 0.5));
			}
		},
	};
}

/** Failures that may pass in a moment. */
const RETRYABLE: ReadonlySet<FailureCode> = new Set<FailureCode>([
	"portal-no-answer",
	"too-many-requests",
	"look-up-ended",
	"store-unavailable",
	"tenant-unreachable",
	"tenant-disturbed",
]);
