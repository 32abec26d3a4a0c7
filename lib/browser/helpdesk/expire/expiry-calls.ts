import { type AgentReach, agentReach } from "#lib/core/cohort/agent-reach.ts";
import type { Candidate, Unread } from "#lib/core/cohort/expiry-plan.ts";
import type { SendAnswer } from "#lib/core/cohort/expiry-row.ts";
import { FULL_PACE, MOST_LANES, refused, wentThrough } from "#lib/core/cohort/pace.ts";
import { type Failure, ok, type Result } from "#lib/core/failure.ts";
import { type BatchCall, MOST_IN_BATCH, sendBatch } from "#lib/entra/graph/batch.ts";
import { expireCall, readExpire } from "#lib/entra/graph/expire-password.ts";
import { challengeIn, type GraphAnswer, retryAfterMs } from "#lib/entra/graph/graph-answer.ts";
import {
	type CandidateRead,
	candidateCall,
	readCandidate,
} from "#lib/entra/graph/read-candidate.ts";
import { readRoleGroupPeople, readRoleHolders } from "#lib/entra/graph/read-role-holders.ts";
import { sendWithToken } from "#lib/entra/sign-in/send-with-token.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { sleep } from "../../sleep.ts";
import { asAgent, type GraphRight, rightToken } from "../as-agent.ts";

/**
 * The answers, by person. `retryAfterMs`: the longest of all. After `graph-no-answer` it is unknown
 * what part of a batch was done; after any other failure nothing was.
 */
export type BatchAnswers<T> = Result<{
	answers: ReadonlyMap<string, T>;
	retryAfterMs: number | undefined;
}>;

/** The calls to Graph about people, at most 20 at a time. */
export type ExpiryCalls = {
	read(keys: readonly string[]): Promise<BatchAnswers<CandidateRead>>;
	expire(ids: readonly string[]): Promise<BatchAnswers<SendAnswer>>;
};

/** The calls to Graph, each with the agent's own permission. */
export function expiryCalls(signIn: SignIn): ExpiryCalls {
	const read = batchAsAgent(signIn, "read-people", readCandidate);
	const expire = batchAsAgent(signIn, "expire-passwords", readExpire);
	return {
		read: (keys) => read(keys.map(candidateCall)),
		expire: (ids) => expire(ids.map(expireCall)),
	};
}

/** Sends batches with one of the agent's permissions and interprets each answer with `judge`. */
function batchAsAgent<T>(
	signIn: SignIn,
	right: GraphRight,
	judge: (answer: GraphAnswer | undefined) => T,
): (calls: readonly BatchCall[]) => Promise<BatchAnswers<T>> {
	/** Claims that Graph demanded inside a batch. That batch is not repeated, as parts of it were done. */
	let openClaims: string | undefined;
	return async (calls) => {
		const claims = openClaims;
		openClaims = undefined;
		const token = rightToken(signIn, right);
		const sent = await sendWithToken(
			(asked) => token(asked ?? claims),
			(granted) => sendBatch(signIn.config.tenant.graphUrl, granted, calls),
		);
		if (!sent.ok) return sent;
		const all = [...sent.value.values()];
		openClaims = all.map(challengeIn).find((challenge) => challenge !== undefined);
		const longestMs = Math.max(0, ...all.map(({ headers }) => retryAfterMs(headers) ?? 0));
		const answers = new Map(calls.map(({ id }) => [id, judge(sent.value.get(id))]));
		return ok({ answers, retryAfterMs: longestMs || undefined });
	};
}

/** Whether a call failed because nothing answered: the network may be down. */
export const isSilence = ({ code }: Failure): boolean =>
	code === "graph-no-answer" || code === "tenant-unreachable" || code === "tenant-disturbed";

/** The fresh data that a plan is based on. */
export type Rehearsed = {
	people: Candidate[];
	unread: Unread[];
	reach: AgentReach;
	/** People whom only the two highest roles reach, as far as it could be read. */
	protectedIds: ReadonlySet<string>;
	/** Why part of them could not be read: no permission for it, or Graph did not answer. */
	rolesFailure: Failure | undefined;
	/** Whether the tenant grants the agent the permission to expire passwords at all. */
	mayExpire: boolean;
};

/**
 * Reads who would be expired, what the agent's roles reach, and who holds a role; changes nothing.
 *
 * @param keys object ids or user names
 * @throws when aborted
 */
export async function readForRehearsal(
	signIn: SignIn,
	keys: readonly string[],
	how: Rehearsing = {},
): Promise<Result<Rehearsed>> {
	const reading = new Rehearsal(expiryCalls(signIn), keys, how);
	const failure = await reading.finish();
	how.signal?.throwIfAborted();
	if (failure) return { ok: false, failure };
	const [roles, groups, expireToken] = await Promise.all([
		asAgent(signIn, "read-roles", readRoleHolders),
		asAgent(signIn, "read-groups", readRoleGroupPeople),
		rightToken(signIn, "expire-passwords")(),
	]);
	return ok({
		people: reading.people,
		unread: reading.unread,
		reach: agentReach(roles.ok ? roles.value.ownTemplateIds : undefined),
		protectedIds: new Set([
			...(roles.ok ? roles.value.holders : []),
			...(groups.ok ? groups.value : []),
		]),
		rolesFailure: [roles, groups].find((read) => !read.ok)?.failure,
		mayExpire: expireToken.ok || expireToken.failure.code !== "right-missing",
	});
}

type Rehearsing = {
	/** Called with the number of people read. */
	onProgress?: (done: number) => void;
	/** Aborts when the result is no longer wanted: a long list counts against Graph's limits. */
	signal?: AbortSignal;
};

/** After this many consecutive batches without any answer, reading is abandoned. */
const MOST_UNANSWERED_BATCHES = 5;
const LOOK_AGAIN_MS = 500;

/** Reads people as currently in Entra, in batches at Graph's pace. */
class Rehearsal {
	readonly people: Candidate[] = [];
	readonly unread: Unread[] = [];
	readonly #calls: ExpiryCalls;
	readonly #total: number;
	readonly #how: Rehearsing;
	#keys: string[];
	#pace = FULL_PACE;
	#unansweredBatches = 0;
	#failure: Failure | undefined;

	constructor(calls: ExpiryCalls, keys: readonly string[], how: Rehearsing) {
		this.#calls = calls;
		this.#keys = [...keys];
		this.#total = keys.length;
		this.#how = how;
	}

	/** @returns why people could not be read */
	async finish(): Promise<Failure | undefined> {
		await Promise.all(Array.from({ length: MOST_LANES }, () => this.#lane()));
		return this.#failure;
	}

	get #done(): number {
		return this.people.length + this.unread.length;
	}

	async #lane(): Promise<void> {
		while (!this.#failure && !this.#how.signal?.aborted && this.#done < this.#total) {
			const isOpen = Date.now() >= this.#pace.opensAt;
			const keys = isOpen ? this.#keys.splice(0, MOST_IN_BATCH) : [];
			if (keys.length > 0) await this.#readBatch(keys);
			// Another lane may return keys that it could not read.
			else await sleep(LOOK_AGAIN_MS);
		}
	}

	async #readBatch(keys: readonly string[]): Promise<void> {
		const result = await this.#calls.read(keys);
		if (!result.ok) {
			this.#keys.push(...keys);
			const { failure } = result;
			if (failure.code === "graph-throttled") this.#refused(failure.retryAfterMs);
			else if (isSilence(failure)) this.#unanswered(failure);
			else this.#failure = failure;
			return;
		}
		const { answers, retryAfterMs: askedMs } = result.value;
		const left = keys.filter((key) => !this.#record(key, answers.get(key)));
		const count = keys.length - left.length;
		this.#keys.push(...left);
		if (left.some((key) => answers.get(key)?.kind === "throttled")) {
			this.#refused(askedMs);
		} else if (count === 0) this.#unanswered({ code: "graph-no-answer" });
		if (count > 0) this.#unansweredBatches = 0;
		this.#pace = wentThrough(this.#pace, count);
		this.#how.onProgress?.(this.#done);
	}

	/** @returns whether this was an answer */
	#record(key: string, read: CandidateRead | undefined): boolean {
		switch (read?.kind) {
			case "person":
				this.people.push(read.person);
				return true;
			case "gone":
				this.unread.push({ text: key, reason: "not-found" });
				return true;
			case "unreadable":
				this.unread.push({ text: key, reason: "not-a-user-name" });
				return true;
			case "refused":
				this.#failure = { code: "graph-refused" };
				return false;
			default:
				return false;
		}
	}

	#refused(askedMs?: number): void {
		this.#pace = refused(this.#pace, Date.now(), askedMs);
	}

	#unanswered(failure: Failure): void {
		this.#unansweredBatches += 1;
		if (this.#unansweredBatches < MOST_UNANSWERED_BATCHES) this.#refused();
		else this.#failure ??= failure;
	}
}
