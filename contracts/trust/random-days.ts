import { setTimeout as sleep } from "node:timers/promises";
import { now } from "#lib/clock/clock.ts";
import { randomFrom } from "#lib/core/random-from.ts";
import { type Habits, learn, NO_HABITS } from "#lib/core/readiness/habits.ts";
import type { Readiness } from "#lib/core/readiness/readiness.ts";
import type { SambaDomain } from "#practice/domain/samba-domain.ts";
import { CONTROLLERS, type Controller } from "#practice/domain/stand-in.ts";
import {
	type DayKind,
	EVENTS,
	eventNames,
	recover,
	type Step,
	WORLD_EVENTS,
	worldEventNames,
} from "./day-events.ts";
import { startPortal } from "./portal.ts";
import { type Fact, Subject, type Surroundings } from "./subject.ts";

/** The outcomes of many steps. */
export type Tally = {
	steps: number;
	/** Steps after which "usable" was said, and every real sign-in succeeded. */
	usable: number;
	/** Steps after which every real sign-in succeeded. */
	working: number;
	false: number;
	missed: number;
	/** Another password, unknown to the portal, landed instead of the change's. */
	unknowable: number;
	/** Doubts that the rules require, shown while every sign-in succeeded. */
	doubts: Record<string, number>;
};

type Failure = { kind: "false" | "missed" | "unread"; detail: string };

export type DaysOptions = {
	samba: SambaDomain;
	kind: DayKind;
	steps: number;
	seed: number;
	/** Called with each failure and the shortest story that reproduces it. */
	onFailure: (failure: Failure, story: string[]) => void;
};

/** The conditions of a day, besides its events. */
type Setting = { carriesEntraTime: boolean; isTimeKnown: boolean; makesFinalKeys: boolean };

const PEOPLE = 10;
const ROUNDS = 8;
/** One reading a second, and what a busy machine needs for it. */
const READ_WITHIN_MS = 20_000;
/** From the reading to the statement, including a question to the Kerberos service, which a busy machine delays. */
const SAID_WITHIN_MS = 20_000;
const SHRINK_WITHIN_MS = 240_000;
const LOOK_MS = 50;

/**
 * Plays random days: after each step it compares what the portal says with real sign-ins on every
 * controller that answers.
 */
export async function playRandomDays(options: DaysOptions): Promise<Tally> {
	const { samba, kind, steps, seed, onFailure } = options;
	const random = randomFrom(seed);
	const tally = emptyTally();
	while (tally.steps < steps) {
		const setting = {
			carriesEntraTime: random() < 0.3,
			isTimeKnown: random() < 0.6,
			makesFinalKeys: random() < 0.5,
		};
		const failed = await playRandomDay({ samba, kind, steps, setting, random, tally });
		for (const { failure, story, startsThere } of failed) {
			const shortest = await shrink({ samba, setting, failure, story, startsThere });
			onFailure(failure, tell(setting, startsThere, shortest));
		}
		if (failed.length > 0) return tally;
	}
	return tally;
}

function emptyTally(): Tally {
	return { steps: 0, usable: 0, working: 0, false: 0, missed: 0, unknowable: 0, doubts: {} };
}

type Life = { subject: Subject; story: Step[]; startsThere: boolean };
type FailedLife = { failure: Failure; story: Step[]; startsThere: boolean };
type Day = Pick<DaysOptions, "samba" | "kind" | "steps"> & {
	setting: Setting;
	random: () => number;
	tally: Tally;
};

async function playRandomDay(day: Day): Promise<FailedLife[]> {
	const { kind, steps, random, tally } = day;
	const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
	const world = await startWorld(day.samba, day.setting);
	try {
		const starts = Array.from({ length: PEOPLE }, () => random() < 0.7);
		const lives = await Promise.all(starts.map((startsThere) => begin(world, startsThere)));
		for (let round = 0; round < ROUNDS && tally.steps < steps; round += 1) {
			if (random() < 0.25) {
				const name = pick(worldEventNames(kind));
				const step = { name, at: pick(CONTROLLERS), choice: random() };
				for (const { story } of lives) story.push(step);
				await happens(
					world,
					step,
					lives.map(({ subject }) => subject),
				);
			} else if (world.away.size > 0 && random() < 0.5) await recover(world);
			const own = lives.map((life) => {
				const step = {
					name: pick(eventNames(kind, random())),
					at: pick(CONTROLLERS),
					choice: random(),
				};
				life.story.push(step);
				return happens(world, step, [life.subject]);
			});
			await Promise.all(own);
			const failed = await verifyAll(world, lives, tally);
			tally.steps += lives.length;
			if (failed.length > 0) return failed;
		}
		return [];
	} finally {
		await endWorld(world);
	}
}

async function verifyAll(world: Surroundings, lives: Life[], tally: Tally): Promise<FailedLife[]> {
	const since = now();
	const failures = await Promise.all(
		lives.map(({ subject }) => verify(world, subject, { since, tally })),
	);
	return lives.flatMap(({ story, startsThere }, index) => {
		const failure = failures[index];
		return failure ? [{ failure, story, startsThere }] : [];
	});
}

async function startWorld(samba: SambaDomain, setting: Setting): Promise<Surroundings> {
	return {
		samba,
		portal: await startPortal({ ...samba.environment }, habitsOf(setting)),
		away: new Set(),
		silent: new Set(),
		blind: new Set(),
		hasUnexplainedKeys: false,
		...setting,
	};
}

async function endWorld(world: Surroundings): Promise<void> {
	await recover(world);
	await world.portal.end();
}

function habitsOf({ carriesEntraTime, isTimeKnown, makesFinalKeys }: Setting): Habits {
	let habits = NO_HABITS;
	const kind = carriesEntraTime ? "entra" : "controller";
	for (let count = 0; count < 3; count += 1) {
		if (isTimeKnown) habits = learn(habits, { about: "passwordTime", kind }, new Date(0));
		if (makesFinalKeys) habits = learn(habits, { about: "firstKeys", kind: "final" }, new Date(0));
	}
	return habits;
}

async function begin(world: Surroundings, startsThere: boolean): Promise<Life> {
	const subject = new Subject(world);
	if (startsThere) for (const at of CONTROLLERS) await subject.addAccount(at, "old");
	// Metadata has whole seconds, so anything older must be older by one.
	await sleep(1_100);
	await subject.change();
	return { subject, story: [], startsThere };
}

async function happens(world: Surroundings, step: Step, subjects: Subject[]): Promise<void> {
	await WORLD_EVENTS[step.name]?.(world, step, subjects);
	for (const subject of subjects) await EVENTS[step.name]?.(subject, step, world);
}

type Verifying = { since: Date; tally: Tally };

/** Compares what the portal says of one person with real sign-ins. */
async function verify(
	world: Surroundings,
	subject: Subject,
	{ since, tally }: Verifying,
): Promise<Failure | undefined> {
	const isRead = await until(() => subject.isReadSince(since), READ_WITHIN_MS);
	const describe = async () => inShort(await subject.readiness());
	if (!isRead) return { kind: "unread", detail: await describe() };
	const before = await subject.readiness();
	const isHeld = CONTROLLERS.every((at) => canHold(subject, at));
	if (before?.state !== "usable" && !(isHeld && world.away.size === 0)) return undefined;
	const failing = await failingSignIns(world, subject);
	const after = await subject.readiness();
	if (after?.state === "usable" && failing.length > 0) {
		if (isUnknowable(subject, failing)) {
			tally.unknowable += 1;
			return undefined;
		}
		tally.false += 1;
		return { kind: "false", detail: `refused by ${failing.join(" and ")}, ${inShort(after)}` };
	}
	if (failing.length > 0 || world.away.size + world.silent.size > 0) {
		if (after?.state === "usable") tally.usable += 1;
		return undefined;
	}
	tally.working += 1;
	let reason: string | undefined;
	const isShown = await until(async () => {
		const found = await subject.readiness();
		reason = found && legitimateDoubt(world, subject, found);
		return found?.state === "usable" || reason !== undefined;
	}, SAID_WITHIN_MS);
	if (!isShown) {
		tally.missed += 1;
		return { kind: "missed", detail: await describe() };
	}
	if (reason === undefined) tally.usable += 1;
	else tally.doubts[reason] = (tally.doubts[reason] ?? 0) + 1;
	return undefined;
}

/** What the portal says of the change and of each controller. */
function inShort(found: Readiness | undefined): string {
	if (!found) return "nothing is said";
	const controllers = found.controllers.map(({ name, keys, block }) => {
		const why = "reason" in keys ? `, ${keys.reason}` : "";
		const by = "evidence" in keys ? `, by ${keys.evidence.rule}` : "";
		return `${name} ${keys.kind}${why}${by}${block ? `, ${block.kind}` : ""}`;
	});
	return `said ${found.state}: ${controllers.join("; ")}`;
}

/** Whether a controller could accept the newest password: only if its keys were written there. */
function canHold({ delivered, newest }: Subject, at: Controller): boolean {
	return delivered[at].holds === newest;
}

/** The answering controllers on which a sign-in with the newest password fails. */
async function failingSignIns(world: Surroundings, subject: Subject): Promise<Controller[]> {
	const { samAccountName: account } = subject.person;
	const answers = await world.samba.signInTruth({ account, password: subject.password });
	return CONTROLLERS.filter((at) => {
		if (world.away.has(at)) return false;
		const { kerberos, ntlm } = answers[at];
		return !ntlm.ok || (!kerberos.ok && !world.silent.has(at));
	});
}

/**
 * A later password that was set elsewhere and landed before the change was usable cannot be distinguished from
 * the change's own by order.
 */
function isUnknowable({ delivered, newest, facts }: Subject, failing: Controller[]): boolean {
	return (
		facts.has("stranger-before-usable") &&
		failing.every((at) => (delivered[at].holds ?? -1) > newest)
	);
}

/** Which doubts are legitimate, by the facts that justify them. */
const DEMANDED_BY: Record<string, readonly Fact[]> = {
	"earlier-change": ["earlier-pending"],
	"no-baseline": ["away-at-opening", "twin"],
	recreated: ["recreated"],
	"newly-visible": ["hidden", "recreated", "away-at-opening"],
	"older-write": ["hidden", "recreated"],
	"password-time": ["rewritten", "cleared", "attributes-hidden", "recreated"],
	"other-change": ["rewritten", "cleared", "earlier-pending"],
	"versions-unread": ["attributes-hidden"],
	"nothing-readable": ["attributes-hidden"],
	"kinds-unread": ["attributes-hidden"],
	"block-unread": ["attributes-hidden"],
	"moved-on": ["written-after-usable", "rewritten", "cleared", "recreated"],
	"two-accounts": ["twin"],
	restored: [],
};

/** Why "usable" is not said, if the rules require a doubt. */
function legitimateDoubt(
	{ makesFinalKeys, hasUnexplainedKeys, blind }: Surroundings,
	{ facts, delivered }: Subject,
	{ state, doubt, controllers }: Readiness,
): string | undefined {
	const demanding = doubt && DEMANDED_BY[doubt];
	if (demanding?.some((fact) => facts.has(fact))) return doubt;
	if (facts.has("restored")) return "restored";
	if (CONTROLLERS.some((at) => delivered[at].isHidden)) return "hidden";
	const isSettling = controllers.some(({ keys }) => keys.kind === "settling");
	const isTrusted = makesFinalKeys && !hasUnexplainedKeys;
	if (state === "arriving" && isSettling && !isTrusted) return "first-keys";
	// What was hidden at the baseline stays unknown, even after it is shown again.
	const isOneKind = controllers.some(({ keys }) => keys.kind === "one-kind");
	if (isOneKind && facts.has("attributes-hidden")) return "attributes-hidden";
	return blind.size > 0 && state !== "usable" ? "attributes-hidden" : undefined;
}

type Shrinking = FailedLife & { samba: SambaDomain; setting: Setting };

/** Removes one step after the other while the rest still produces the same failure. */
async function shrink({ samba, setting, failure, story, startsThere }: Shrinking): Promise<Step[]> {
	const end = performance.now() + SHRINK_WITHIN_MS;
	// A different failure would be a different story.
	const fails = async (steps: Step[]) => {
		const found = await replay({ samba, setting, startsThere, story: steps });
		return found?.kind === failure.kind && found.detail === failure.detail;
	};
	let shortest = story;
	for (let size = Math.ceil(story.length / 2); size >= 1; size = Math.floor(size / 2)) {
		for (let from = 0; from < shortest.length; ) {
			if (performance.now() > end) return shortest;
			const shorter = [...shortest.slice(0, from), ...shortest.slice(from + size)];
			if (await fails(shorter)) shortest = shorter;
			else from += size;
		}
	}
	return shortest;
}

/** Replays a story with one person. @returns the first failure */
async function replay(day: {
	samba: SambaDomain;
	setting: Setting;
	startsThere: boolean;
	story: Step[];
}): Promise<Failure | undefined> {
	const world = await startWorld(day.samba, day.setting);
	try {
		const life = await begin(world, day.startsThere);
		for (const step of day.story) {
			await happens(world, step, [life.subject]);
			const [failed] = await verifyAll(world, [life], emptyTally());
			if (failed) return failed.failure;
		}
		return undefined;
	} finally {
		await endWorld(world);
	}
}

function tell(setting: Setting, startsThere: boolean, story: Step[]): string[] {
	const { carriesEntraTime, isTimeKnown, makesFinalKeys } = setting;
	return [
		`pwdLastSet carries ${carriesEntraTime ? "Entra's" : "the controller's"} time${isTimeKnown ? "" : ", which is not known yet"}`,
		`accounts are created with ${makesFinalKeys ? "their final keys" : "random keys"}`,
		`an account ${startsThere ? "with old keys exists" : "does not exist yet"}; the password is changed`,
		...story.map(({ name, at, choice }) => `${name} (${at}, ${choice.toFixed(3)})`),
	];
}

async function until(condition: () => Promise<boolean>, withinMs: number): Promise<boolean> {
	const end = performance.now() + withinMs;
	while (!(await condition())) {
		if (performance.now() > end) return false;
		await sleep(LOOK_MS);
	}
	return true;
}
