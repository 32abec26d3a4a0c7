import {
	countStates,
	type ExpiryRow,
	type ExpiryState,
	isSettled,
} from "#lib/core/cohort/expiry-row.ts";

const SOONEST_LOOK_MS = 1_000;
const LATEST_LOOK_MS = 5_000;

/** Everybody of a run, and what is to be done next with whom. */
export type ExpiryWork = {
	readonly rows: ReadonlyMap<string, ExpiryRow>;
	readonly counts: Readonly<Record<ExpiryState, number>>;
	/** Settled, and not yet written down by the portal's server. */
	readonly unwritten: Set<string>;
	/** Takes up to so many who can be sent. */
	takeToSend(count: number): string[];
	/** Takes up to so many whose time to be looked at has come. */
	takeToLook(count: number, now: number): string[];
	hasToSend(): boolean;
	/** How many are due to be looked at; counts no further than `enough`. */
	dueLooks(now: number, enough: number): number;
	/** When the next one is to be looked at; `undefined`: nobody is. */
	nextLookAt(): number | undefined;
	/** Changes somebody, and puts them where their new state belongs. @returns the row as it is now */
	set(id: string, change: Partial<ExpiryRow>, now: number): ExpiryRow;
	/** Puts somebody back who was taken, as they are. */
	putBack(id: string, now: number): void;
};

export function expiryWork(given: readonly ExpiryRow[]): ExpiryWork {
	const rows = new Map(given.map((row) => [row.id, row]));
	const counts = countStates(given);
	const unwritten = new Set<string>();
	let toSend: string[] = [];
	const lookAt = new Map<string, number>();

	function place(row: ExpiryRow, now: number): void {
		if (isSettled(row.state)) {
			if (!row.isAudited) unwritten.add(row.id);
		} else if (row.state === "waiting") toSend.push(row.id);
		else lookAt.set(row.id, now + untilLook(row, now));
	}
	for (const row of given) place(row, row.at?.getTime() ?? 0);

	return {
		rows,
		counts,
		unwritten,
		takeToSend(count) {
			const taken = toSend.slice(0, count);
			toSend = toSend.slice(count);
			return taken;
		},
		takeToLook(count, now) {
			const due = [...lookAt].filter(([, at]) => at <= now).slice(0, count);
			return due.map(([id]) => {
				lookAt.delete(id);
				return id;
			});
		},
		hasToSend: () => toSend.length > 0,
		dueLooks(now, enough) {
			let due = 0;
			for (const at of lookAt.values()) {
				if (at <= now) due += 1;
				if (due >= enough) break;
			}
			return due;
		},
		nextLookAt: () => (lookAt.size === 0 ? undefined : Math.min(...lookAt.values())),
		set(id, change, now) {
			const before = rows.get(id);
			if (!before) throw new Error("Nobody of this run has this id.");
			const row = { ...before, ...change };
			rows.set(id, row);
			counts[before.state] -= 1;
			counts[row.state] += 1;
			place(row, now);
			return row;
		},
		putBack(id, now) {
			const row = rows.get(id);
			if (row) place(row, now);
		},
	};
}

/** The longer ago it was, the longer until the next look. */
function untilLook({ at }: ExpiryRow, now: number): number {
	const age = at ? now - at.getTime() : 0;
	return Math.min(LATEST_LOOK_MS, Math.max(SOONEST_LOOK_MS, age));
}
