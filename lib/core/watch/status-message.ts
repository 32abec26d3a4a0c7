import type { AccountBlock } from "../readiness/account-block.ts";
import type { Doubt, Obstacle } from "../readiness/readiness.ts";
import { neverArrives } from "./is-expected.ts";
import type { DoubtView, WatchView, WrongTries } from "./watch-view.ts";

/** A shorter doubt is not announced outside the page, in milliseconds. */
export const DOUBT_ANNOUNCED_AFTER_MS = 10 * 60_000;

/**
 * What a page says about a watch: one headline, one instruction and one action for each state,
 * obstacle and doubt, so that no two sentences of a page contradict each other.
 */
export type StatusMessage = {
	headline: Headline;
	/** The headline as one word, for tags, titles and icons. */
	word: Word;
	/** What will block once the password, still on its way, has arrived. */
	meanwhile: AccountBlock | undefined;
	instruction: Instruction;
	action: Action;
};

/** Headlines about the change itself; all others name an obstacle. */
export type StateHeadline =
	| "open"
	/** No unanswered attempt: the password is being changed elsewhere, or the attempt was refused. */
	| "begun"
	| "waiting"
	/** Some sign-in servers have both kinds of keys. */
	| "arriving"
	/** No server has both kinds yet. */
	| "completing"
	| "late"
	| "usable"
	/** The only doubt is which change it belongs to. */
	| "probably"
	/** It has arrived, and something else is in doubt. */
	| "unproven"
	/** A doubt that resolves within seconds. */
	| "checking"
	/** No sign-in server can be read. */
	| "unseen"
	/** No managed domain is configured. */
	| "unwatched"
	| "moved-on"
	| "ended";

export type Headline = StateHeadline | Obstacle["kind"];

export type Word =
	| "open"
	| "begun"
	| "waiting"
	| "arriving"
	| "late"
	| "usable"
	| "probably"
	| "unconfirmed"
	| "moved-on"
	| "blocked"
	| "ended";

export type Instruction =
	| "do-not-send-again"
	| "use-old-password"
	| "wait"
	| "wait-an-hour"
	| "sign-in"
	| "try-once"
	/** Wrong attempts are counted: try once they have expired. */
	| "try-later"
	/** Wrong attempts are counted, and when they expire is unknown. */
	| "ask-before-trying"
	| "tell-helpdesk"
	| "tell-if-not-you"
	| "change-again"
	| "wait-until-unlocked"
	| "ask-to-unlock"
	| "sign-in-again";

/** What the page offers: a link, the way to sign in, or the reference for the helpdesk. */
type Action = "none" | "sign-in" | "change-password" | "helpdesk";

/** What the headline is derived from. */
export type Finding = Pick<WatchView, "state" | "obstacle" | "isUnanswered"> & {
	doubt: (Pick<DoubtView, "reason" | "mayTryOnce"> & Partial<DoubtView>) | undefined;
};

/** The one headline of a finding. */
export function headlineOf({ state, obstacle, doubt, isUnanswered }: Finding): Headline {
	if (state === "ended" || state === "usable") return state;
	if (obstacle && neverArrives({ obstacle })) return obstacle.kind;
	if (state === "blocked") return obstacle?.kind ?? "unproven";
	if (state === "open" && !isUnanswered) return "begun";
	if (state !== "unconfirmed") return state;
	if (!doubt) return "unseen";
	return doubt.mayTryOnce ? "probably" : (HEADLINE_OF_DOUBT[doubt.reason] ?? "unproven");
}

const HEADLINE_OF_DOUBT: Partial<Record<Doubt, Headline>> = {
	"moved-on": "moved-on",
	"not-read": "unseen",
	"nothing-readable": "unseen",
	"no-domain": "unwatched",
	"kerberos-silent": "checking",
};

type Row = { word: Word; instruction: Instruction; action: Action };

const BY_HELPDESK: Row = { word: "blocked", instruction: "tell-helpdesk", action: "helpdesk" };
const BY_CHANGE: Row = { word: "blocked", instruction: "change-again", action: "change-password" };

/** The row of every headline; `statusMessageOf` adjusts it to the account's own facts. */
const ROWS: Record<Headline, Row> = {
	open: { word: "open", instruction: "do-not-send-again", action: "none" },
	begun: { word: "begun", instruction: "wait", action: "change-password" },
	waiting: { word: "waiting", instruction: "wait", action: "none" },
	arriving: { word: "arriving", instruction: "wait", action: "none" },
	completing: { word: "arriving", instruction: "wait", action: "none" },
	late: { word: "late", instruction: "tell-helpdesk", action: "helpdesk" },
	usable: { word: "usable", instruction: "sign-in", action: "sign-in" },
	probably: { word: "probably", instruction: "try-once", action: "sign-in" },
	unproven: { word: "unconfirmed", instruction: "tell-helpdesk", action: "helpdesk" },
	checking: { word: "unconfirmed", instruction: "wait", action: "none" },
	unseen: { word: "unconfirmed", instruction: "wait", action: "none" },
	unwatched: { word: "unconfirmed", instruction: "wait-an-hour", action: "none" },
	"moved-on": { word: "moved-on", instruction: "tell-if-not-you", action: "helpdesk" },
	disabled: BY_HELPDESK,
	"account-expired": BY_HELPDESK,
	locked: { word: "blocked", instruction: "wait-until-unlocked", action: "none" },
	"must-change": BY_CHANGE,
	"password-expired": BY_CHANGE,
	"smart-card-required": BY_HELPDESK,
	"no-logon-hours": BY_HELPDESK,
	"one-kind": BY_CHANGE,
	"domain-rebuilt": BY_CHANGE,
	"not-in-scope": BY_HELPDESK,
	ended: { word: "ended", instruction: "sign-in-again", action: "none" },
};

/** What a page says about a watch. Pure; `now` is the view's own time. */
export function statusMessageOf(view: WatchView): StatusMessage {
	const found = headlineOf(view);
	const isSomewhere = view.controllers.some(({ keys }) => keys.kind === "new");
	const headline = found === "arriving" && !isSomewhere ? "completing" : found;
	const row = ROWS[headline];
	const meanwhile = row.word === "blocked" ? undefined : blockMeanwhile(view);
	const block = meanwhile ?? (headline === "locked" ? lockOf(view.obstacle) : undefined);
	const isBlocked = block && headline !== "late";
	const { instruction, action } = isBlocked ? rowOfBlock(block) : rowOfView(headline, view);
	return { headline, word: row.word, meanwhile, instruction, action };
}

/** Whether a headline is about the change itself rather than an obstacle. */
export function isOfState(headline: Headline): headline is StateHeadline {
	return ROWS[headline].word !== "blocked";
}

const ON_ITS_WAY: readonly WatchView["state"][] = ["open", "waiting", "arriving", "late"];

function blockMeanwhile({ state, obstacle }: WatchView): AccountBlock | undefined {
	if (!ON_ITS_WAY.includes(state) || !obstacle) return undefined;
	// The new password, or a further change, resolves these.
	const isMended = ["must-change", "password-expired", "one-kind"].includes(obstacle.kind);
	return isMended ? undefined : (obstacle as AccountBlock);
}

function lockOf(obstacle: Obstacle | undefined): AccountBlock | undefined {
	return obstacle?.kind === "locked" ? obstacle : undefined;
}

function rowOfBlock(block: AccountBlock): Row {
	if (block.kind !== "locked") return ROWS[block.kind];
	return block.until && !block.isUntilUnlocked
		? ROWS.locked
		: { word: "blocked", instruction: "ask-to-unlock", action: "helpdesk" };
}

function rowOfView(headline: Headline, view: WatchView): Row {
	// The person's own keys have yet to arrive.
	const isToCome = headline === "unproven" && view.doubt?.reason === "other-change";
	const row = isToCome ? { ...ROWS.waiting, word: ROWS.unproven.word } : ROWS[headline];
	if (row.instruction === "wait" && view.hasOldPassword && headline !== "checking") {
		return { ...row, instruction: "use-old-password" };
	}
	return headline === "probably" ? rowOfTries(row, view) : row;
}

/** One wrong attempt is harmless; one more on top of those counted may lock the account. */
export function triesAgainst({ doubt }: Finding): WrongTries | undefined {
	const tries = doubt?.wrongTries;
	return tries && tries.count > 0 && tries.threshold !== 0 ? tries : undefined;
}

function rowOfTries(row: Row, view: WatchView): Row {
	const tries = triesAgainst(view);
	if (!tries) return row;
	return tries.forgottenAt
		? { ...row, instruction: "try-later", action: "none" }
		: { word: row.word, instruction: "ask-before-trying", action: "helpdesk" };
}
