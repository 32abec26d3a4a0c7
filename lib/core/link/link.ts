import { dayEndsAt } from "./calendar-day.ts";

/** `portal`: as the organisation has configured it. `guided`: on Microsoft's own page, step by step. */
export const LINK_WAYS = ["portal", "guided"] as const;
export type LinkWay = (typeof LINK_WAYS)[number];

/** What an agent writes into a link. Plain text: nothing in it is ever interpreted as HTML or code. */
export type LinkContent = {
	title: string;
	message: string;
	/** The contact for help. Each field may be empty; if all are, the portal's own support is shown. */
	helper: { name: string; mail: string; phone: string };
	/** By when people should have changed the password, as a calendar day; empty: no deadline. */
	deadline: string;
	/** The last calendar day on which the link works, anywhere on earth. */
	lastDay: string;
	/** A language of the portal, e.g. `de`. */
	language: string;
	way: LinkWay;
	/** Entra's `domain_hint`: leads straight to the organisation's own sign-in page; empty: none. */
	domainHint: string;
};

/** Who performed an action, from the token. */
export type Agent = { id: string; name: string };

/** An address that the helpdesk hands out to start the journey. */
export type Link = LinkContent & {
	/** Unguessable: 12 characters of Crockford's base32, 60 random bits. */
	id: string;
	/** Increases with each change, so that two agents cannot overwrite each other. */
	revision: number;
	madeAt: Date;
	madeBy: Agent;
	endedAt: Date | undefined;
};

/** What anybody with the address may see. */
export type LinkView = Pick<
	LinkContent,
	"title" | "message" | "helper" | "deadline" | "language" | "way" | "domainHint"
> & {
	id: string;
	/** A `tel:` address for the helper's number; `undefined`: it is shown without a link. */
	helperPhoneUri: string | undefined;
};

/** How many people reached each stage, without names. */
export type LinkCounts = Record<LinkStage, number>;

/**
 * `opened` and `signed-in` are counted once per browser, `changed` and `usable` once per watch.
 * `begun` ties a watch to its link and is not shown.
 */
export const LINK_STAGES = ["opened", "signed-in", "begun", "changed", "usable"] as const;
export type LinkStage = (typeof LINK_STAGES)[number];

export type LinkState = "open" | "ended" | "expired";

export const LINK_LIMITS = {
	title: 100,
	message: 2_000,
	name: 100,
	mail: 254,
	phone: 40,
	domainHint: 253,
} as const;

/** Whether a link works at `now`. */
export function linkState(link: Pick<Link, "lastDay" | "endedAt">, now: Date): LinkState {
	if (link.endedAt) return "ended";
	return now < dayEndsAt(link.lastDay) ? "open" : "expired";
}

/** What a link's visitors see. */
export function linkView(link: Link, helperPhoneUri: string | undefined): LinkView {
	const { id, title, message, helper, deadline, language, way, domainHint } = link;
	return { id, title, message, helper, helperPhoneUri, deadline, language, way, domainHint };
}
