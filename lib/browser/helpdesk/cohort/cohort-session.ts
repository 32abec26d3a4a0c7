import { MAX_PORTION } from "#lib/core/cohort/cohort-answer.ts";
import {
	type CohortCounts,
	countStates,
	SNAPSHOT_EVERY_MS,
} from "#lib/core/cohort/cohort-counts.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import type { Failure } from "#lib/core/failure.ts";
import { sleep } from "../../sleep.ts";
import { followTurn } from "./follow-turn.ts";
import type { cohortPortions } from "./portions.ts";
import { type AskPage, readMembers } from "./read-members.ts";
import { type CohortPerson, Roster } from "./roster.ts";
import type { StoredPages } from "./stored-pages.ts";

/** The state that a board shows. */
export type CohortView = {
	/** `stopped`: Graph failed; `resume` continues from there. */
	phase: "reading" | "looking-up" | "complete" | "stopped";
	/** Why Graph failed; once the board is complete, why it could not be read again. */
	failure: Failure | undefined;
	/** Why the portal's server returned no domain data. */
	portalFailure: Failure | undefined;
	/** When Graph allows the next call, by this computer's clock. */
	waitUntil: Date | undefined;
	/** The group's size according to Graph; `undefined`: unknown yet. */
	total: number | undefined;
	lookedUp: number;
	people: CohortPerson[];
	counts: CohortCounts;
	/** How many have left the group while the board was open. */
	left: number;
	/** The server's time of what is shown. */
	now: Date;
};

type SessionParts = {
	groupId: string;
	firstPage: string;
	askPage: AskPage;
	portions: ReturnType<typeof cohortPortions>;
	kept: StoredPages;
	saveCounts(counts: CohortCounts): void;
	isVisible(): boolean;
};

/**
 * The polling interval of the domain while people wait; the portal answers from memory or with one
 * search.
 */
const FOLLOW_MS = 15_000;
/** How often members and Entra's dates are read again: 20,000 people take 21 calls. */
const REREAD_MS = 10 * 60_000;
/** The shortest interval between renders while many answers arrive. */
const SHOW_MS = 250;
const LANES = 2;

const NO_STORAGE: StoredPages = { load: () => undefined, save: () => {}, clear: () => {} };

/** One run of the session, from `resume` to `stop`: answers that arrive after its end are dropped. */
type Pass = { isOver: boolean; isGraphRead: boolean; lanes: number; queue: Member[] };

const newPass = (): Pass => ({ isOver: false, isGraphRead: false, lanes: 0, queue: [] });

/**
 * The board of one group, from the first page to following it for hours: Graph is read page by page
 * while the people read so far are looked up; afterwards both are refreshed at a slow pace.
 */
export class CohortSession {
	readonly #parts: SessionParts;
	readonly #roster = new Roster(new Date());
	readonly #listeners = new Set<() => void>();
	#view: CohortView;
	#pass: Pass = newPass();
	#readAtMs = 0;
	#savedAtMs = 0;
	#showTimer: ReturnType<typeof setTimeout> | undefined;
	#followTimer: ReturnType<typeof setTimeout> | undefined;
	#turn = 0;

	constructor(parts: SessionParts) {
		this.#parts = parts;
		this.#view = {
			phase: "reading",
			failure: undefined,
			portalFailure: undefined,
			waitUntil: undefined,
			total: undefined,
			lookedUp: 0,
			people: [],
			counts: countStates([]),
			left: 0,
			now: this.#roster.now,
		};
	}

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	readonly view = (): CohortView => this.#view;

	/** Starts, or resumes after Graph failed. */
	readonly resume = (): void => {
		this.stop();
		this.#pass = newPass();
		this.#show({
			phase: "reading",
			failure: undefined,
			portalFailure: undefined,
			waitUntil: undefined,
		});
		void this.#read(this.#pass);
	};

	/** Retries the look-up of people without an answer; if there are none, refreshes at once. */
	readonly lookUpAgain = (): void => {
		const unanswered = this.#roster.withoutAnswer(this.#roster.rows().map(({ member }) => member));
		const isWhole = this.#view.phase === "complete";
		if (isWhole && unanswered.length === 0) return void this.#follow();
		this.#show({ portalFailure: undefined, ...(isWhole && { phase: "looking-up" }) });
		this.#enqueue(unanswered);
	};

	readonly stop = (): void => {
		this.#pass.isOver = true;
		clearTimeout(this.#showTimer);
		clearTimeout(this.#followTimer);
	};

	async #read(pass: Pass): Promise<void> {
		const result = await readMembers({
			...this.#reading(pass, this.#parts.kept),
			onPage: ({ members, total, isFirst }) => {
				if (isFirst) this.#roster.keepOnly(new Set(members.map(({ id }) => id)));
				this.#roster.add(members);
				this.#view = { ...this.#view, total, waitUntil: undefined };
				this.#parts.portions.expect(Math.max(total ?? 0, this.#roster.size));
				this.#enqueue(this.#roster.withoutAnswer(members));
			},
		});
		if (pass.isOver) return;
		// Pages stored before a reload are as old as they were.
		if (result.ok) this.#readAtMs = result.value;
		pass.isGraphRead = true;
		if (!result.ok) this.#show({ phase: "stopped", failure: result.failure });
		else if (!this.#finish()) this.#show({ phase: "looking-up", total: this.#roster.size });
	}

	#reading(pass: Pass, kept: StoredPages) {
		const { groupId, firstPage, askPage: ask } = this.#parts;
		return {
			groupId,
			firstPage,
			ask,
			kept,
			pause: sleep,
			onWait: (ms: number) => this.#show({ waitUntil: new Date(Date.now() + ms) }),
			now: Date.now,
			isOver: () => pass.isOver,
		};
	}

	#enqueue(members: readonly Member[]): void {
		const pass = this.#pass;
		pass.queue.push(...members);
		while (pass.lanes < LANES && pass.queue.length > pass.lanes * MAX_PORTION) {
			pass.lanes += 1;
			void this.#lane(pass);
		}
		this.#showSoon();
	}

	/** Looks up queued people, one portion at a time. */
	async #lane(pass: Pass): Promise<void> {
		while (pass.queue.length > 0 && !pass.isOver) {
			const members = pass.queue.splice(0, MAX_PORTION);
			const result = await this.#parts.portions.read(members);
			if (pass.isOver) return;
			if (result.ok) this.#roster.applyLookUp(result.value);
			else this.#markUnanswered(members, result.failure);
			this.#showSoon();
		}
		pass.lanes -= 1;
		if (pass.lanes === 0) this.#finish();
	}

	#markUnanswered(members: readonly Member[], portalFailure: Failure): void {
		this.#roster.markUnanswered(members);
		this.#view = { ...this.#view, portalFailure };
	}

	/** Completes the board once everything is read. @returns whether it did */
	#finish(): boolean {
		const { isGraphRead, lanes, queue } = this.#pass;
		if (!isGraphRead || lanes > 0 || queue.length > 0) return false;
		if (this.#view.phase === "stopped") return false;
		this.#show({ phase: "complete", total: this.#roster.size });
		if (!this.#view.portalFailure) this.#keepCounts();
		this.#followLater();
		return true;
	}

	#keepCounts(): void {
		if (Date.now() - this.#savedAtMs < SNAPSHOT_EVERY_MS || this.#roster.size === 0) return;
		this.#savedAtMs = Date.now();
		this.#parts.saveCounts(this.#view.counts);
	}

	#followLater(): void {
		clearTimeout(this.#followTimer);
		this.#followTimer = setTimeout(() => void this.#follow(), FOLLOW_MS);
	}

	/** One refresh; a hidden page polls nothing. */
	async #follow(): Promise<void> {
		const pass = this.#pass;
		if (this.#parts.isVisible() && this.#roster.size > 0) {
			const turn = followTurn(this.#roster.rows(), this.#turn, MAX_PORTION);
			this.#turn = turn.next;
			let portalFailure: Failure | undefined;
			for (const members of turn.portions) {
				const result = await this.#parts.portions.read(members);
				if (pass.isOver) return;
				if (result.ok) this.#roster.applyLookUp(result.value);
				else portalFailure = result.failure;
			}
			this.#view = { ...this.#view, portalFailure };
			if (Date.now() - this.#readAtMs > REREAD_MS) await this.#reread(pass);
			if (pass.isOver) return;
			this.#show({});
			if (!this.#view.portalFailure) this.#keepCounts();
		}
		this.#followLater();
	}

	/** Reads the whole group again in the background: the board changes once everything was read. */
	async #reread(pass: Pass): Promise<void> {
		this.#readAtMs = Date.now();
		let members: Member[] = [];
		const result = await readMembers({
			...this.#reading(pass, NO_STORAGE),
			onWait: () => {},
			onPage: (page) => {
				members = page.isFirst ? [...page.members] : [...members, ...page.members];
			},
		});
		if (pass.isOver) return;
		if (!result.ok) return this.#show({ failure: result.failure });
		const left = this.#roster.keepOnly(new Set(members.map(({ id }) => id)));
		this.#roster.add(members);
		this.#parts.portions.expect(this.#roster.size);
		this.#show({ failure: undefined, total: this.#roster.size, left: this.#view.left + left });
		this.#enqueue(this.#roster.withoutAnswer(members));
	}

	#showSoon(): void {
		this.#showTimer ??= setTimeout(() => this.#show({}), SHOW_MS);
	}

	#show(changes: Partial<CohortView>): void {
		clearTimeout(this.#showTimer);
		this.#showTimer = undefined;
		const people = this.#roster.rows();
		const isSame = people === this.#view.people;
		this.#view = {
			...this.#view,
			...changes,
			people,
			counts: isSame ? this.#view.counts : countStates(people.map(({ where }) => where)),
			lookedUp: Math.min(this.#roster.readCount, people.length),
			now: this.#roster.now,
		};
		for (const listener of this.#listeners) listener();
	}
}
