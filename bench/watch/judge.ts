/**
 * Milliseconds by the monotonic clock that all processes of a machine share. The wall clock may be
 * adjusted between the starts of two of them.
 */
export const sharedMs = () => Number(process.hrtime.bigint()) / 1e6;

/** When the keys of one person's change landed on each of the two controllers, in milliseconds. */
export type Landing = { first: number; second: number | undefined };

/** A state that a client received, and when. */
export type Received = { index: number; state: string; at: number };

export type Judgement = {
	/** States sent too early, withdrawn although still true, or wrong at the end. */
	falsehoods: string[];
	/** From each landing to the event at the client, in milliseconds. */
	delaysMs: number[];
};

const ORDER = ["waiting", "arriving", "usable"];

/**
 * Compares everything that was received with what happened in the domain.
 *
 * @param received in order
 * @param landings by the number of the client; those without one are still waiting
 * @param clients how many clients must have the right state at the end
 */
export function judge(
	received: readonly Received[],
	landings: ReadonlyMap<number, Landing>,
	clients: number,
): Judgement {
	const last = new Map<number, string>();
	const falsehoods: string[] = [];
	const delaysMs: number[] = [];
	for (const { index, state, at } of received) {
		const before = last.get(index);
		last.set(index, state);
		const mistake = mistakeIn({ state, at }, landings.get(index), before);
		if (mistake) falsehoods.push(`client ${index} was told "${state}" ${mistake}`);
		const landedAt = state === before ? undefined : landedAtOf(state, landings.get(index));
		if (landedAt !== undefined) delaysMs.push(at - landedAt);
	}
	for (let index = 0; index < clients; index++) {
		const truth = truthOf(landings.get(index));
		const known = last.get(index);
		if (known !== truth) falsehoods.push(`client ${index} knows "${known}", true is "${truth}"`);
	}
	return { falsehoods, delaysMs };
}

function truthOf(landing: Landing | undefined): string {
	if (!landing) return "waiting";
	return landing.second === undefined ? "arriving" : "usable";
}

/** The landing that leads to a state. */
function landedAtOf(state: string, landing: Landing | undefined): number | undefined {
	if (state === "arriving") return landing?.first;
	return state === "usable" ? landing?.second : undefined;
}

function mistakeIn(
	{ state, at }: Pick<Received, "state" | "at">,
	landing: Landing | undefined,
	before: string | undefined,
): string | undefined {
	const rank = ORDER.indexOf(state);
	if (rank < 0) return "though both controllers could be read";
	if (before !== undefined && rank < ORDER.indexOf(before)) return `after "${before}"`;
	if (rank === 0) return undefined;
	const landedAt = landedAtOf(state, landing);
	return landedAt === undefined || landedAt > at ? "before it was true" : undefined;
}
