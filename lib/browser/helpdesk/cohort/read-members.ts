import { retryWaitMs } from "#lib/core/backoff.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import { failed, ok, type Result } from "#lib/core/failure.ts";
import type { MembersPage } from "#lib/entra/graph/group-members.ts";
import type { Position, StoredPages } from "./stored-pages.ts";

/** A longer outage is shown, and the agent resumes when they like. */
const MAX_SILENCES = 4;
/** A group whose pages keep expiring is not read for ever. */
const MAX_RESTARTS = 3;

export type AskPage = (url: string) => Promise<Result<MembersPage>>;

type MembersReading = {
	groupId: string;
	firstPage: string;
	ask: AskPage;
	kept: StoredPages;
	/** Called for each page; `isFirst` invalidates everything read before. */
	onPage(page: { members: readonly Member[]; total: number | undefined; isFirst: boolean }): void;
	/** Graph asks to wait this many milliseconds. */
	onWait(ms: number): void;
	pause(ms: number): Promise<void>;
	now(): number;
	/** Whether the reading was cancelled. */
	isOver(): boolean;
};

/**
 * Reads the members of a group page by page, from where an earlier reading in this tab stopped.
 * Temporary failures are retried; when the address of the next page has expired, the reading
 * restarts, so that nobody is counted twice.
 *
 * @returns when the oldest page was read, in milliseconds since 1970
 */
export async function readMembers(reading: MembersReading): Promise<Result<number>> {
	const { groupId, kept, onPage, now } = reading;
	const start: Position = {
		groupId,
		next: reading.firstPage,
		pages: 0,
		total: undefined,
		startedAtMs: now(),
	};
	const before = kept.load(groupId);
	let position = before?.position ?? start;
	if (before) onPage({ members: before.members, total: position.total, isFirst: true });
	const asked = new Set<string>();
	for (let restarts = 0; position.next !== undefined && !reading.isOver(); ) {
		const read = await askPatiently(reading, position.next);
		if (reading.isOver()) break;
		if (read.ok) {
			const page = read.value;
			asked.add(position.next);
			// Circular page links would be read for ever.
			if (page.next && asked.has(page.next)) return failed("graph-unreadable");
			const isFirst = position.pages === 0;
			position = {
				...position,
				next: page.next,
				pages: position.pages + 1,
				total: isFirst ? page.total : position.total,
			};
			kept.save(position, page.members);
			onPage({ members: page.members, total: position.total, isFirst });
			continue;
		}
		const canRestart = read.failure.code === "page-expired" && position.pages > 0;
		if (!canRestart || restarts >= MAX_RESTARTS) return read;
		restarts += 1;
		kept.clear();
		asked.clear();
		position = { ...start, startedAtMs: now() };
	}
	return ok(position.startedAtMs);
}

/** Throttling is waited out for as long as it takes; missing answers only for a while. */
async function askPatiently(
	{ ask, onWait, pause, isOver }: MembersReading,
	url: string,
): Promise<Result<MembersPage>> {
	for (let attempt = 1; ; attempt += 1) {
		const page = await ask(url);
		if (page.ok || isOver()) return page;
		const { code, retryAfterMs } = page.failure;
		const isSilent = code === "graph-no-answer" || code === "tenant-unreachable";
		if (code !== "graph-throttled" && !(isSilent && attempt < MAX_SILENCES)) return page;
		const ms = retryWaitMs(attempt, retryAfterMs, Math.random());
		onWait(ms);
		await pause(ms);
	}
}
