import { setTimeout as sleep } from "node:timers/promises";
import type { UnreadReason } from "#lib/core/readiness/observation.ts";
import {
	type AccountTrace,
	openAccountTrace,
	type TracedAccount,
	type TraceReader,
} from "#lib/directory/account-trace.ts";
import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { unreadReason } from "#lib/directory/unread-reason.ts";

const EVERY_MS = 1_000;
const RETRY_MS = 5_000;

/** What `followAccount` reports, each about one controller. */
export type Followed = { controller: string; seenAt: Date } & (
	| ({ controllerTime: Date | undefined } & News)
	/** It cannot be read; reported once for each new reason. */
	| { kind: "unread"; reason: UnreadReason }
	| { kind: "readable" }
);

type Options = {
	userPrincipalName: string;
	/** Ends it. */
	signal: AbortSignal;
	onNews: (followed: Followed) => void;
};

/**
 * Follows one account on every controller independently and reports what changes, until aborted. The
 * first reading is reported in full.
 *
 * @returns `refused` when a controller refused the reading account: every further attempt would count
 * towards its lockout
 */
export async function followAccount(
	connection: DomainConnection,
	options: Options,
): Promise<"ended" | "refused"> {
	const followers = connection.controllerUrls.map((url) => follower(connection, url, options));
	try {
		// One after the other at first, so that a wrong password is tried only once.
		for (const { step } of followers) if ((await step()) === "refused") return "refused";
		const ends = await Promise.all(
			followers.map(({ step }) => repeat(step, EVERY_MS, options.signal)),
		);
		return ends.includes("refused") ? "refused" : "ended";
	} finally {
		await Promise.all(followers.map(({ close }) => close()));
	}
}

export type Step = "read" | "unread" | "refused";

/** Reads a controller again and again, an unreadable one every five seconds, until it refuses or the end. */
export async function repeat(
	step: () => Promise<Step>,
	everyMs: number,
	signal: AbortSignal,
): Promise<"refused" | "ended"> {
	let last: Step = "read";
	while (last !== "refused") {
		const pauseMs = last === "read" ? everyMs : RETRY_MS;
		await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
		if (signal.aborted) return "ended";
		last = await step();
	}
	return last;
}

/** Follows one controller: each step reads it once, over a persistent connection. */
function follower(connection: DomainConnection, url: string, options: Options) {
	const account: TracedAccount = { userPrincipalName: options.userPrincipalName };
	let controller = new URL(url).host;
	let reader: TraceReader | undefined;
	let before: AccountTrace["values"] | "unknown" = "unknown";
	let failure: UnreadReason | undefined;

	async function read(): Promise<void> {
		reader ??= await openAccountTrace(connection, url, account);
		controller = reader.controllerName;
		const { controllerTime, values } = await reader.read();
		const seenAt = new Date();
		if (failure) options.onNews({ kind: "readable", controller, seenAt });
		failure = undefined;
		for (const one of news(before, values)) {
			options.onNews({ controller, seenAt, controllerTime, ...one });
		}
		before = values;
	}

	async function close(): Promise<void> {
		await reader?.close();
		reader = undefined;
	}

	async function step(): Promise<Step> {
		try {
			await read();
			return "read";
		} catch (error) {
			await close();
			const reason = unreadReason(error);
			if (reason !== failure) {
				options.onNews({ kind: "unread", controller, seenAt: new Date(), reason });
			}
			failure = reason;
			return reason === "sign-in-refused" ? "refused" : "unread";
		}
	}

	return { step, close };
}

/** An attribute that changed on one controller. `undefined`: not set. */
type Movement = { attribute: string; from: string | undefined; to: string | undefined };

/** The difference between a controller's reading and its previous one. */
export type News =
	/** The first reading, or the account appeared: all its values. `undefined`: it is absent. */
	| { kind: "read"; values: Readonly<Record<string, string>> | undefined }
	| { kind: "gone" }
	| ({ kind: "moved" } & Movement);

type Values = AccountTrace["values"];

/**
 * Compares two readings of one controller.
 *
 * @param before `undefined`: the account was absent; `"unknown"`: nothing was read before
 */
export function news(before: Values | "unknown", now: Values): News[] {
	if (before === "unknown" || (!before && now)) {
		return [{ kind: "read", values: now && Object.fromEntries(now) }];
	}
	if (before && !now) return [{ kind: "gone" }];
	if (!before || !now) return [];
	const vanished = [...before.keys()].filter((attribute) => !now.has(attribute));
	return [...now.keys(), ...vanished]
		.map((attribute) => ({
			kind: "moved" as const,
			attribute,
			from: before.get(attribute),
			to: now.get(attribute),
		}))
		.filter(({ from, to }) => from !== to);
}
