import { setTimeout as sleep } from "node:timers/promises";
import type { PortalPair, SignedIn } from "../../contracts/postgres/portal-pair.ts";
import { openStatus, type StatusPage } from "../../contracts/postgres/status-page.ts";
import { CONTROLLERS } from "../../practice/domain/stand-in.ts";
import { judge, type Landing } from "../watch/judge.ts";
import { insist, pause } from "./insist.ts";
import type { Story } from "./story.ts";

/** What people do, all equally often. */
export const WAYS = [
	"changes",
	"changes twice",
	"looks on two devices",
	"reports late",
	"loses Graph's answer",
	"forgets it",
] as const;
export type Way = (typeof WAYS)[number];

/** What must be true of a change after the soak. */
export type Kept = {
	ticket: string;
	changedAt: string;
	story: Story;
	/**
	 * A controller was unreadable when the watch was opened. If it stayed so until the keys landed, they cannot be
	 * assigned, and the portal says so; the same applies to the following change.
	 */
	mayBeInDoubt: boolean;
	isForgotten: boolean;
	/** The person has changed the password again. */
	isSuperseded: boolean;
};

/** One signed-in person, what they do, and the results. */
export type Journey = {
	way: Way;
	story: Story;
	person: SignedIn;
	kept: Kept[];
	/** From each landing to the page, in milliseconds. */
	delaysMs: number[];
};

/** Longer than any fault and its consequences. */
const TOLD_WITHIN_MS = 60_000;
const LANDS_AFTER_MS = { min: 1_000, max: 5_000 };
const LOOKS_ON_MS = 1_500;
const LATE_MS = 3_000;

/** Plays one journey to its end. Whatever is wrong is reported to the story. */
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
	const pages = [
		openStatus(url, ticket),
		...(way === "looks on two devices" ? [openStatus(url, ticket)] : []),
	];
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

/** One call, repeated until it succeeds: pages do not give up either. */
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

/** Lands the keys of a change on one controller, then on the other. */
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

/** The latest state of a page. */
type Shown = { state: string; doubt: string | undefined };

const isUnread = ({ keys }: { keys: { kind: string } }) => keys.kind === "unread";
export const isUsable = ({ state }: Shown) => state === "usable";

/** The expected end of a watch that may be in doubt. */
export const isEndInDoubt = (shown: Shown) =>
	isUsable(shown) || shown.doubt === "no-baseline" || shown.doubt === "earlier-change";

async function untilShown(
	pages: readonly StatusPage[],
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
 * Compares the states that a page was sent with what had landed. While a controller is away, `unconfirmed` and
 * `waiting` are right; `usable` must never come too early or be withdrawn.
 */
function judgePage(
	{ seen }: StatusPage,
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
	// `judge` cannot know the right state of one that ends in doubt.
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
