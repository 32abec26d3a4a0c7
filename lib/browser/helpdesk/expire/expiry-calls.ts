import { type AgentReach, agentReach } from "#lib/core/cohort/agent-reach.ts";
import type { Candidate, Unread } from "#lib/core/cohort/expiry-plan.ts";
import type { SendAnswer } from "#lib/core/cohort/expiry-row.ts";
import { FULL_PACE, MOST_LANES, refused, wentThrough } from "#lib/core/cohort/pace.ts";
import {
	type BatchCall,
	type BatchResult,
	MOST_IN_BATCH,
	sendBatch,
} from "#lib/entra/graph/batch.ts";
import { expireCall, readExpire } from "#lib/entra/graph/expire-password.ts";
import { challengeIn, retryAfterMs } from "#lib/entra/graph/graph-answer.ts";
import {
	type CandidateRead,
	candidateCall,
	readCandidate,
} from "#lib/entra/graph/read-candidate.ts";
import { readRoleGroupPeople, readRoleHolders } from "#lib/entra/graph/read-role-holders.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { withToken } from "#lib/entra/sign-in/with-token.ts";
import { sleep } from "../../sleep.ts";
import { type GraphRight, rightToken } from "../agent-rights.ts";

/** Why a batch came to nothing. `no-answer`: nobody knows what of it was done; else nothing was. */
export type BatchFailure =
	| { because: "no-answer" | "not-sent" | "sign-in-needed" | "consent-missing" | "refused" }
	| { because: "throttled"; retryAfterMs: number | undefined };

/** The answers by the people they are of. `retryAfterMs`: the longest that any of them names. */
export type BatchAnswers<T> =
	| { ok: true; answers: ReadonlyMap<string, T>; retryAfterMs: number | undefined }
	| ({ ok: false } & BatchFailure);

/** What is sent to Graph about people, at most 20 of them at a time. */
export type ExpiryCalls = {
	read(keys: readonly string[]): Promise<BatchAnswers<CandidateRead>>;
	expire(ids: readonly string[]): Promise<BatchAnswers<SendAnswer>>;
};

/** The calls to Graph, each with the agent's own right to it. */
export function expiryCalls(signIn: SignIn): ExpiryCalls {
	const read = batchAsAgent(signIn, "read-people", readCandidate);
	const expire = batchAsAgent(signIn, "expire-passwords", readExpire);
	return {
		read: (keys) => read(keys.map(candidateCall)),
		expire: (ids) => expire(ids.map(expireCall)),
	};
}

type Answers = Extract<BatchResult, { ok: true }>["answers"];
type Answered = Answers extends ReadonlyMap<string, infer A> ? A : never;

const BEFORE_SENDING = {
	offline: "not-sent",
	"interaction-needed": "sign-in-needed",
	"consent-missing": "consent-missing",
} as const;

/** Sends batches with one of the agent's own rights, and judges each answer by `judge`. */
function batchAsAgent<T>(
	signIn: SignIn,
	right: GraphRight,
	judge: (answer: Answered | undefined) => T,
): (calls: readonly BatchCall[]) => Promise<BatchAnswers<T>> {
	/** Claims that Graph asked for inside a batch. That batch is not sent again, as parts of it were done. */
	let openClaims: string | undefined;
	return async (calls) => {
		const claims = openClaims;
		openClaims = undefined;
		const sent = await withToken({
			token: (asked) => rightToken(signIn, right, asked ?? claims),
			send: (token) => sendBatch(signIn.config.tenant.graphUrl, token, calls),
			challengeOf: (result) =>
				!result.ok && result.because === "sign-in-needed" ? result.challenge : undefined,
		});
		if (!sent.ok) return { ok: false, because: BEFORE_SENDING[sent.because] };
		const { result } = sent;
		if (!result.ok) return result;
		const answers = [...result.answers.values()];
		openClaims = answers.map(challengeIn).find((challenge) => challenge !== undefined);
		const longestMs = Math.max(0, ...answers.map(({ headers }) => retryAfterMs(headers) ?? 0));
		return {
			ok: true,
			answers: new Map(calls.map(({ id }) => [id, judge(result.answers.get(id))])),
			retryAfterMs: longestMs || undefined,
		};
	};
}

/** Why people could not be read; each has words in the catalogues. */
export type ReadFailure = "consent-missing" | "sign-in-needed" | "no-answer" | "refused";

/** Everything that a plan is made of, read just now. */
export type RehearsalRead =
	| {
			ok: true;
			people: Candidate[];
			unread: Unread[];
			reach: AgentReach;
			/** Whom the two highest roles alone reach, as far as it could be read. */
			protectedIds: ReadonlySet<string>;
			/** The right without which a part of them could not be read. */
			missing: GraphRight | undefined;
			/** Whether the tenant gives the agent the right to expire passwords at all. */
			mayExpire: boolean;
	  }
	| { ok: false; because: ReadFailure };

/**
 * Reads who would be touched, what the agent's roles reach, and who holds a role; changes nothing.
 *
 * @param keys object ids or user names
 * @param onProgress is told how many of them were read
 */
export async function readForRehearsal(
	signIn: SignIn,
	keys: readonly string[],
	onProgress: (done: number) => void,
): Promise<RehearsalRead> {
	const reading = new Rehearsal(expiryCalls(signIn), keys, onProgress);
	const failure = await reading.finish();
	if (failure) return { ok: false, because: failure };
	const [roles, groups, expireToken] = await Promise.all([
		asAgent(signIn, "read-roles", readRoleHolders),
		asAgent(signIn, "read-groups", readRoleGroupPeople),
		rightToken(signIn, "expire-passwords"),
	]);
	return {
		ok: true,
		...{ people: reading.people, unread: reading.unread },
		reach: agentReach(roles?.ownTemplateIds),
		protectedIds: new Set([...(roles?.holders ?? []), ...(groups ?? [])]),
		missing: roles ? (groups ? undefined : "read-groups") : "read-roles",
		mayExpire: expireToken.ok || expireToken.because !== "consent-missing",
	};
}

/** Reads something with one of the agent's rights; `undefined` without it. */
async function asAgent<T>(
	signIn: SignIn,
	right: GraphRight,
	read: (graphUrl: string, token: string) => Promise<T | undefined>,
): Promise<T | undefined> {
	const token = await rightToken(signIn, right);
	return token.ok ? read(signIn.config.tenant.graphUrl, token.token) : undefined;
}

/** After so many batches in a row of which nothing was answered, reading is given up. */
const MOST_UNANSWERED_BATCHES = 5;
const LOOK_AGAIN_MS = 500;

/** Reads people as Entra holds them now, in batches that go at Graph's pace. */
class Rehearsal {
	readonly people: Candidate[] = [];
	readonly unread: Unread[] = [];
	readonly #calls: ExpiryCalls;
	readonly #total: number;
	readonly #onProgress: (done: number) => void;
	#keys: string[];
	#pace = FULL_PACE;
	#unansweredBatches = 0;
	#failure: ReadFailure | undefined;

	constructor(calls: ExpiryCalls, keys: readonly string[], onProgress: (done: number) => void) {
		this.#calls = calls;
		this.#keys = [...keys];
		this.#total = keys.length;
		this.#onProgress = onProgress;
	}

	/** @returns why people could not be read */
	async finish(): Promise<ReadFailure | undefined> {
		await Promise.all(Array.from({ length: MOST_LANES }, () => this.#lane()));
		return this.#failure;
	}

	get #done(): number {
		return this.people.length + this.unread.length;
	}

	async #lane(): Promise<void> {
		while (!this.#failure && this.#done < this.#total) {
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
			if (result.because === "throttled") this.#refused(result.retryAfterMs);
			else if (result.because === "not-sent" || result.because === "no-answer") this.#unanswered();
			else this.#failure = result.because;
			return;
		}
		const left = keys.filter((key) => !this.#takeIn(key, result.answers.get(key)));
		const count = keys.length - left.length;
		this.#keys.push(...left);
		if (left.some((key) => result.answers.get(key)?.kind === "throttled")) {
			this.#refused(result.retryAfterMs);
		} else if (count === 0) this.#unanswered();
		if (count > 0) this.#unansweredBatches = 0;
		this.#pace = wentThrough(this.#pace, count);
		this.#onProgress(this.#done);
	}

	/** @returns whether this was an answer */
	#takeIn(key: string, read: CandidateRead | undefined): boolean {
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
				this.#failure = "refused";
				return false;
			default:
				return false;
		}
	}

	#refused(askedMs?: number): void {
		this.#pace = refused(this.#pace, Date.now(), askedMs);
	}

	#unanswered(): void {
		this.#unansweredBatches += 1;
		if (this.#unansweredBatches < MOST_UNANSWERED_BATCHES) this.#refused();
		else this.#failure ??= "no-answer";
	}
}
