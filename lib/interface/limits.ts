/** `most` calls within `withinS` seconds, counted from the first. */
export type Rate = { most: number; withinS: number };

type Limit = {
	/** What it is counted per; a person is identified by the token. */
	for: "person" | "agent" | "ticket" | "address" | "mailbox";
	/** What is counted, in the words of the docs. */
	counts: string;
	/** The shortest first: what it refuses does not count towards the longer ones. */
	rates: readonly Rate[];
	/** How many calls of one person may run concurrently. */
	atOnce?: number;
	/** Why normal use never reaches it, and what it stops. */
	why: string;
	/** Counted by the handler, once it knows what to count; otherwise before the body is read. */
	isCountedLater?: true;
};

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/**
 * All rate limits. Callers with a token are counted per person, never by a network address that a whole office
 * may share. docs/security.md has this table, and a test keeps them identical.
 */
export const LIMITS = {
	ownReads: {
		for: "person",
		counts: "reading one's own account and watch",
		rates: [{ most: 120, withinS: MINUTE_S }],
		why: "A page reads twice when it opens. Each read asks every controller.",
	},
	changes: {
		for: "person",
		counts: "opening, reporting and forgetting one's own watch",
		rates: [{ most: 60, withinS: MINUTE_S }],
		why: "An attempt is two calls; each open page sends a lost report seven times in its first minute.",
	},
	ticketReads: {
		for: "ticket",
		counts: "reading a status without a stream",
		rates: [{ most: 600, withinS: MINUTE_S }],
		why: "Fifty pages whose streams are buffered poll every ten seconds, which is 300.",
		isCountedLater: true,
	},
	streams: {
		for: "ticket",
		counts: "opening an event stream of a status",
		rates: [{ most: 600, withinS: MINUTE_S }],
		why: "Fifty pages whose proxy closes every stream at once reconnect every two seconds at first. Beyond that, pages poll.",
		isCountedLater: true,
	},
	wrongLinks: {
		for: "address",
		counts: "dead links",
		rates: [{ most: 30, withinS: MINUTE_S }],
		why: "Guessing one of 1,000 links among 2^60 takes 70 million years at this rate. A working link is never refused.",
		isCountedLater: true,
	},
	linkMarks: {
		for: "address",
		counts: "counting visits to a link",
		rates: [{ most: 3_000, withinS: MINUTE_S }],
		why: "A whole company may open its link in one minute. Beyond that, visits are not counted, and nobody is refused.",
	},
	reads: {
		for: "agent",
		counts: "reading links, audit pages, deadlines and group counts",
		rates: [{ most: 300, withinS: MINUTE_S }],
		why: "Opening twenty boards and lists in one minute makes 60.",
	},
	lookUps: {
		for: "agent",
		counts: "looking people up",
		rates: [{ most: 120, withinS: MINUTE_S }],
		atOnce: 10,
		why: "On the phone an agent looks up a person every few seconds. One call reads up to 500 people from every controller.",
	},
	references: {
		for: "agent",
		counts: "looking up a change by its reference",
		rates: [
			{ most: 30, withinS: MINUTE_S },
			{ most: 1_000, withinS: DAY_S },
		],
		why: "On the phone one is read out every minute. Guessing one of 10,000 among 2^40 takes 300 years at this rate.",
	},
	cohorts: {
		for: "agent",
		counts: "looking up a group, in batches of up to 1,000 people",
		rates: [{ most: 300, withinS: MINUTE_S }],
		atOnce: 10,
		why: "A board of 20,000 people who all wait makes 80 calls a minute, two at once; three such boards fit.",
	},
	names: {
		for: "agent",
		counts: "people named in the audit because they were looked up",
		rates: [{ most: 500_000, withinS: DAY_S }],
		why: "A board of 20,000 people can be opened 25 times a day. The audit grows by at most 50 MB.",
		isCountedLater: true,
	},
	links: {
		for: "agent",
		counts: "creating, changing and ending links",
		rates: [
			{ most: 60, withinS: MINUTE_S },
			{ most: 500, withinS: DAY_S },
		],
		why: "A campaign has a handful of links.",
	},
	tickets: {
		for: "agent",
		counts: "creating a status or a temporary password for somebody",
		rates: [
			{ most: 30, withinS: MINUTE_S },
			{ most: 1_000, withinS: 3 * DAY_S },
		],
		why: "A phone call takes over a minute. A status lives for 72 hours, so an agent has at most 1,000 at once.",
	},
	notes: {
		for: "agent",
		counts: "recording steps of an expiry run, temporary passwords, deadlines and group counts",
		rates: [
			{ most: 240, withinS: MINUTE_S },
			{ most: 5_000, withinS: DAY_S },
		],
		why: "20,000 people make 202 records in at least 14 minutes; a board stores its counts every five minutes. At most 40 MB a day.",
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
		why: "A change sends two mails, and nobody makes more than five changes an hour.",
		isCountedLater: true,
	},
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** A limit as its problem document and the docs word it, e.g. `30 in 1 minute, 500 in 1 day, 2 at once`. */
export function limitInWords(name: LimitName): string {
	const { rates, atOnce }: Limit = LIMITS[name];
	const within = rates.map(({ most, withinS }) => `${number(most)} in ${duration(withinS)}`);
	return [...within, ...(atOnce === undefined ? [] : [`${atOnce} at once`])].join(", ");
}

/** How many may exist at once. */
export const AT_ONCE = {
	streamsOfTicket: {
		most: 50,
		what: "event streams of one status",
		why: "The tabs of one browser share one. Later pages poll instead.",
	},
	streamsOfAddress: {
		most: 20_000,
		what: "event streams from one network address",
		why: "A whole company may share an address. A stream costs at most 25 KB.",
	},
	unanswered: {
		most: 100,
		what: "requests on one connection that wait for an answer",
		why: "Browsers and proxies wait for each answer. The connection is closed.",
	},
	openLinks: {
		most: 1_000,
		what: "active links",
		why: "Links end on their last day. The list is always read as a whole.",
	},
	boards: {
		most: 10,
		what: "group look-ups by one agent",
		why: "The oldest ends, and its board starts a new one.",
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
