/** So much within so many seconds, counted from the first. */
export type Rate = { most: number; withinS: number };

type Limit = {
	/** For each of whom or what it is counted: a person is known by the token. */
	for: "person" | "agent" | "ticket" | "address" | "mailbox";
	/** What is counted, as the docs say it. */
	counts: string;
	/** The shorter first: what it refuses is not counted by the longer. */
	rates: readonly Rate[];
	/** So many of one person may be answered at the same moment. */
	atOnce?: number;
	/** Why nobody who works normally reaches it, and whoever does not is stopped. */
	why: string;
	/** The handler counts, once it has found what is counted; else a call is counted before its body is read. */
	isCountedLater?: true;
};

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/**
 * All that holds calls back. Whoever has a token is counted as a person, never by the network address that a
 * whole office may share; docs/security.md has this table, and a test keeps both the same.
 */
export const LIMITS = {
	ownReads: {
		for: "person",
		counts: "reading the own account and watch",
		rates: [{ most: 120, withinS: MINUTE_S }],
		why: "A page reads twice when it is opened. Each reading asks every controller.",
	},
	changes: {
		for: "person",
		counts: "opening, reporting and forgetting the own watch",
		rates: [{ most: 60, withinS: MINUTE_S }],
		why: "A try is two calls; a report that is lost is sent seven times in its first minute by each open page.",
	},
	ticketReads: {
		for: "ticket",
		counts: "reading a status without a stream",
		rates: [{ most: 600, withinS: MINUTE_S }],
		why: "Fifty pages whose streams are held back read every ten seconds, which is 300.",
		isCountedLater: true,
	},
	streams: {
		for: "ticket",
		counts: "opening an event stream of a status",
		rates: [{ most: 600, withinS: MINUTE_S }],
		why: "Fifty pages whose proxy ends every stream at once come back every two seconds at first. Pages beyond it read instead.",
		isCountedLater: true,
	},
	wrongLinks: {
		for: "address",
		counts: "links that lead nowhere",
		rates: [{ most: 30, withinS: MINUTE_S }],
		why: "Guessing one of 1,000 links among 2^60 takes 70 million years at this pace. A link that leads somewhere is never held back.",
		isCountedLater: true,
	},
	linkMarks: {
		for: "address",
		counts: "counting who came by a link",
		rates: [{ most: 3_000, withinS: MINUTE_S }],
		why: "A whole company may open its link in one minute. Beyond it counts are missing, and nobody is kept from anything.",
	},
	reads: {
		for: "agent",
		counts: "reading links, pages of the audit and counts of a group",
		rates: [{ most: 300, withinS: MINUTE_S }],
		why: "Twenty boards and lists that are opened in one minute are 60.",
	},
	lookUps: {
		for: "agent",
		counts: "looking people up",
		rates: [{ most: 120, withinS: MINUTE_S }],
		atOnce: 10,
		why: "On the telephone one person is looked up every few seconds. One call reads up to 500 people from every controller.",
	},
	references: {
		for: "agent",
		counts: "looking a change up by its reference",
		rates: [
			{ most: 30, withinS: MINUTE_S },
			{ most: 1_000, withinS: DAY_S },
		],
		why: "On the telephone one is read out every minute. Guessing one of 10,000 among 2^40 takes 300 years at this pace.",
	},
	cohorts: {
		for: "agent",
		counts: "looking a group up, in portions of up to 1,000 people",
		rates: [{ most: 300, withinS: MINUTE_S }],
		atOnce: 10,
		why: "A board of 20,000 people who all wait asks 80 times a minute, two at once; three such boards fit.",
	},
	names: {
		for: "agent",
		counts: "people who are named in the audit for being looked up",
		rates: [{ most: 500_000, withinS: DAY_S }],
		why: "A board of 20,000 people can be opened 25 times a day. The audit grows by 50 MB at most.",
		isCountedLater: true,
	},
	links: {
		for: "agent",
		counts: "making, changing and ending links",
		rates: [
			{ most: 60, withinS: MINUTE_S },
			{ most: 500, withinS: DAY_S },
		],
		why: "A campaign has a handful of links.",
	},
	tickets: {
		for: "agent",
		counts: "making a status or a temporary password for somebody",
		rates: [
			{ most: 30, withinS: MINUTE_S },
			{ most: 1_000, withinS: 3 * DAY_S },
		],
		why: "A call takes over a minute. A status lives for 72 hours, so that an agent has 1,000 at once at most.",
	},
	notes: {
		for: "agent",
		counts: "writing down steps of an expiry, temporary passwords and counts of a group",
		rates: [
			{ most: 240, withinS: MINUTE_S },
			{ most: 5_000, withinS: DAY_S },
		],
		why: "20,000 people are 202 notes in 14 minutes or more; a board writes its counts every five minutes. A day is 40 MB at most.",
	},
	audit: {
		for: "agent",
		counts: "checking or exporting the whole audit",
		rates: [{ most: 30, withinS: 10 * MINUTE_S }],
		atOnce: 2,
		why: "Each reads every row.",
	},
	mails: {
		for: "mailbox",
		counts: "mails to one mailbox",
		rates: [{ most: 10, withinS: HOUR_S }],
		why: "Two mails a change: more than five changes an hour are no person's.",
		isCountedLater: true,
	},
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** A limit in the words of its problem document and of the docs, e.g. `30 in 1 minute, 500 in 1 day, 2 at once`. */
export function limitInWords(name: LimitName): string {
	const { rates, atOnce }: Limit = LIMITS[name];
	const within = rates.map(({ most, withinS }) => `${number(most)} in ${duration(withinS)}`);
	return [...within, ...(atOnce === undefined ? [] : [`${atOnce} at once`])].join(", ");
}

/** What there may be at once, whoever it belongs to. */
export const AT_ONCE = {
	streamsOfTicket: {
		most: 50,
		what: "event streams of one status",
		why: "Tabs of one browser share one. Whoever comes later reads instead.",
	},
	streamsOfAddress: {
		most: 20_000,
		what: "event streams from one network address",
		why: "A whole company may share an address. A stream costs 24 KB.",
	},
	openLinks: {
		most: 1_000,
		what: "links that lead somewhere",
		why: "Old ones are ended by their last day. The list of links is read as a whole.",
	},
	boards: {
		most: 10,
		what: "look-ups of groups of one agent",
		why: "The oldest ends, and its board begins a new one.",
	},
} as const;

const number = (n: number) => n.toLocaleString("en-GB");

function duration(seconds: number): string {
	const [unit, size] = [
		["day", DAY_S] as const,
		["hour", HOUR_S] as const,
		["minute", MINUTE_S] as const,
	].find(([, s]) => seconds % s === 0) ?? ["second", 1];
	const count = seconds / size;
	return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
