import { setTimeout as sleep } from "node:timers/promises";
import { type Look, look } from "../../contracts/postgres/look.ts";
import type { PortalPair, SignedIn } from "../../contracts/postgres/portal-pair.ts";
import { CONTROLLERS } from "../../practice/domain/stand-in.ts";
import { judge, type Landing } from "../watch/judge.ts";
import { insist, pause } from "./insist.ts";
import type { Story } from "./story.ts";

/** What people do, each as often as the others. */
export const WAYS = [
	"changes",
	"changes twice",
	"looks on two devices",
	"reports late",
	"loses Graph's answer",
	"forgets it",
] as const;
export type Way = (typeof WAYS)[number];

/** What has to be true of a change after the soak. */
export type Kept = {
	ticket: string;
	changedAt: string;
	story: Story;
	/**
	 * A controller could not be read when the watch was opened. If it was not read before the keys landed
	 * either, nobody can tell whose they are, and the portal says so; also of the change that follows.
	 */
	mayBeInDoubt: boolean;
	isForgotten: boolean;
	/** The person has changed the password again. */
	isSuperseded: boolean;
};

/** One person, signed in, with their way and what becomes of it. */
export type Journey = {
	way: Way;
	story: Story;
	person: SignedIn;
	kept: Kept[];
	/** From each landing to the page, in milliseconds. */
	delaysMs: number[];
};

/** Longer than any fault and what follows it. */
const TOLD_WITHIN_MS = 60_000;
const LANDS_AFTER_MS = { min: 1_000, max: 5_000 };
const LOOKS_ON_MS = 1_500;
const LATE_MS = 3_000;

/** Goes one person's way to its end. What is not as it must be is in the story. */
export async function goThrough(pair: PortalPair, way: Way, story: Story): Promise<Journey> {
	const person = await insistOnSignIn(pair, story);
	const { id } = person.person;
	pair.practice.delivery.hold(id);
	const journey: Journey = { way, story, person, kept: [], delaysMs: [] };
	await change(pair, journey);
	const [first] = journey.kept;
	if (way === "changes twice" && first && story.failures.length === 0) {
		first.isSuperseded = true;
		await change(pair, journey);
	}
	return journey;
}

function insistOnSignIn(pair: PortalPair, story: Story): Promise<SignedIn> {
	return insist(story, "sign-in", () => pair.signedIn());
}

async function change(pair: PortalPair, journey: Journey): Promise<void> {
	const { way, story, person } = journey;
	const { url } = pair.balancer;
	const opened = await call(journey, pair, "POST", "watches", { isTry: true });
	const { ticket, view } = opened;
	const mayBeInDoubt =
		view.controllers.some(isUnread) || journey.kept.some((earlier) => earlier.mayBeInDoubt);
	story.note(`opened ${ticket.slice(0, 6)}`);
	const pages = [look(url, ticket), ...(way === "looks on two devices" ? [look(url, ticket)] : [])];
	try {
		const changedAt = await changeAtGraph(pair, journey);
		story.note("changed");
		if (way === "reports late") await sleep(LATE_MS);
		await call(journey, pair, "PUT", `watches/${ticket}/change`, { changedAt });
		story.note("reported");
		const isForgotten = way === "forgets it";
		journey.kept.push({ ticket, changedAt, story, mayBeInDoubt, isForgotten, isSuperseded: false });
		if (way === "forgets it") {
			await call(journey, pair, "DELETE", `watches/${ticket}`);
			story.note("forgotten");
			return;
		}
		const landing = await land(pair, person.person.id, story);
		const isEnd = mayBeInDoubt ? isEndInDoubt : isUsable;
		await untilShown(pages, isEnd, story);
		await sleep(LOOKS_ON_MS);
		for (const page of pages) judgePage(page, { isEnd, landing }, journey);
	} finally {
		for (const page of pages) page.stop();
	}
}

async function changeAtGraph(pair: PortalPair, { way, person, story }: Journey): Promise<string> {
	const { id } = person.person;
	const { faults, people } = pair.practice.tenant;
	if (way !== "loses Graph's answer") return await person.change();
	const fault = { kind: "cut-after", times: 1 } as const;
	faults.set({ personId: id, operation: "changePassword", fault });
	await person.change().catch(() => story.note("Graph's answer was lost"));
	return people.find(id)?.lastPasswordChangeDateTime ?? "";
}

/** One call, as often as it takes: pages do not give up either. */
async function call(
	{ person, story }: Journey,
	{ balancer }: PortalPair,
	method: string,
	path: string,
	body?: unknown,
) {
	return await insist(story, `${method} ${path.split("/")[0]}`, async () => {
		const { status, answer } = await person.call(balancer.url, method, path, body);
		if (method === "DELETE" && status === 404) return answer;
		if (status >= 300) throw new Error(`HTTP ${status} ${answer?.code ?? ""}`);
		return answer;
	});
}

/** The keys of a change come to one controller and then to the other. */
async function land(pair: PortalPair, id: string, story: Story) {
	const order = Math.random() < 0.5 ? CONTROLLERS : [...CONTROLLERS].reverse();
	const times: number[] = [];
	for (const at of order) {
		await pause(LANDS_AFTER_MS);
		times.push(Date.now());
		await pair.practice.delivery.deliver(id, at);
		story.note(`lands on ${at}`);
	}
	return { first: times[0] ?? 0, second: times[1] };
}

/** What a page was told last. */
type Shown = { state: string; doubt: string | undefined };

const isUnread = ({ keys }: { keys: { kind: string } }) => keys.kind === "unread";
export const isUsable = ({ state }: Shown) => state === "usable";

/** The end of a watch that may be in doubt. */
export const isEndInDoubt = (shown: Shown) =>
	isUsable(shown) || shown.doubt === "no-baseline" || shown.doubt === "earlier-change";

async function untilShown(
	pages: readonly Look[],
	isEnd: (shown: Shown) => boolean,
	story: Story,
): Promise<void> {
	const until = Date.now() + TOLD_WITHIN_MS;
	const isShown = () =>
		pages.every(({ seen }) => {
			const last = seen.at(-1);
			return last !== undefined && isEnd(last);
		});
	while (!isShown() && Date.now() < until) await sleep(50);
	story.note(isShown() ? "told how it ended" : "not told how it ended");
}

/**
 * What each page was told, held against what had landed. A controller that is away makes a state honestly
 * `unconfirmed`, or `waiting` again; `usable` must never be told too soon, nor be taken back.
 */
function judgePage(
	{ seen }: Look,
	{ isEnd, landing }: { isEnd: (shown: Shown) => boolean; landing: Landing },
	journey: Journey,
) {
	const { story, delaysMs } = journey;
	for (const { state, doubt = "", revision, at } of seen)
		story.note(`page: ${state} ${doubt} (${revision}) at ${clock(at)}`);
	const received = seen
		.filter(({ state }) => state === "arriving" || state === "usable")
		.map(({ state, at }) => ({ index: 0, state, at }));
	const last = seen.at(-1);
	// Of one that ends in doubt `judge` knows no truth.
	const clients = last?.state === "usable" ? 1 : 0;
	const judged = judge(received, new Map([[0, landing]]), clients);
	for (const falsehood of judged.falsehoods) story.fail(falsehood);
	delaysMs.push(...judged.delaysMs);
	if (!last || !isEnd(last)) story.fail(`the page was left with "${last?.state}"`);
	for (const [n, { revision }] of seen.entries()) {
		const before = seen[n - 1]?.revision ?? 0;
		if (revision <= before) story.fail(`revision ${revision} was told after ${before}`);
	}
}

const clock = (at: number) => new Date(at).toISOString().slice(11, 23);
