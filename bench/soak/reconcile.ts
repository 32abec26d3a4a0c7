import { mailId } from "#lib/server/store/mails.ts";
import { openDatabase, openStore } from "#lib/server/store/store.ts";
import type { PortalPair } from "../../contracts/postgres/portal-pair.ts";
import type { Desk } from "./helpdesk.ts";
import { insist } from "./insist.ts";
import { isEndInDoubt, isUsable, type Journey, type Kept } from "./journeys.ts";
import type { Story } from "./story.ts";

/** A mail that is not true at the moment is deferred by a minute. */
const MAILS_WITHIN_MS = 90_000;

/** The subjects of the mails that each change calls for, by kind. */
const MAILS = { changed: "Your password was changed", usable: "Your new password works" } as const;
const KINDS = ["changed", "usable"] as const;

export type Reconciliation = {
	changes: number;
	mails: number;
	/** Sent twice with the same Message-ID because a portal was killed (docs/mail.md). */
	mailsTwice: number;
	/** Claimed by a portal that was killed; sent within a quarter of an hour. */
	mailsDue: number;
	auditRows: number;
};

type Ended = { pair: PortalPair; databaseUrl: string; journeys: readonly Journey[]; desk: Desk };

/** Checks that everything that was confirmed exists, once. */
export async function reconcile(ended: Ended, deskStory: Story): Promise<Reconciliation> {
	const { pair, journeys } = ended;
	const kept = journeys.flatMap((one) => one.kept);
	for (const one of kept) await findAgain(pair, one);
	const mails = await reconcileMails(ended, kept);
	const auditRows = await reconcileDesk(ended, deskStory);
	return { changes: kept.length, ...mails, auditRows };
}

async function findAgain({ balancer }: PortalPair, kept: Kept): Promise<void> {
	const { ticket, changedAt, mayBeInDoubt, isForgotten, isSuperseded, story } = kept;
	const found = await insist(story, "GET watches", async () => {
		const response = await fetch(`${balancer.url}/api/watches/${ticket}`);
		if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
		return { status: response.status, view: await response.json() };
	}).catch(() => undefined);
	if (!found) return;
	const status = isForgotten ? 404 : isSuperseded ? 410 : 200;
	if (found.status !== status)
		return story.fail(`its watch answers HTTP ${found.status} instead of ${status}`);
	if (status !== 200) return;
	if (Date.parse(found.view.changedAt) !== Date.parse(changedAt))
		story.fail(`changed at ${changedAt}, the portal knows ${found.view.changedAt}`);
	const { state, doubt } = found.view;
	const isEnd = mayBeInDoubt ? isEndInDoubt : isUsable;
	if (!isEnd({ state, doubt: doubt?.reason })) story.fail(`at the end it is "${state}"`);
}

async function reconcileMails({ pair, databaseUrl, journeys }: Ended, kept: readonly Kept[]) {
	const wanted = kept.filter(({ isForgotten, story }) => !isForgotten && !story.failures.length);
	const { mail } = pair.practice;
	const db = await openDatabase({ dataDir: "", databaseUrl });
	try {
		const due = () => stillDue(db, wanted);
		for (const until = Date.now() + MAILS_WITHIN_MS; Date.now() < until; ) {
			if ((await due()).length === 0) break;
			await new Promise((resolve) => setTimeout(resolve, 1_000));
		}
		const open = await due();
		let mailsTwice = 0;
		for (const { person, story, kept: own } of journeys) {
			const received = mail
				.mails()
				.filter((m) => m.envelope.to.includes(person.person.mail ?? "-"));
			for (const kind of KINDS) {
				const ids = received
					.filter(({ subject }) => subject === MAILS[kind])
					.map(({ headers }) => headers.get("message-id")?.[0]);
				mailsTwice += ids.length - new Set(ids).size;
				const mine = own.filter((one) => wanted.includes(one));
				const isDue = (one: Kept) => open.includes(mailId({ ticket: one.ticket, kind }));
				// A superseded change, or one in doubt, never gets this mail.
				const isOver = (one: Kept) => (one.isSuperseded || one.mayBeInDoubt) && kind === "usable";
				const least = mine.filter((one) => !isDue(one) && !isOver(one)).length;
				const most = own.length;
				const count = new Set(ids).size;
				if (count < least) story.fail(`${least - count} mails of "${kind}" were lost`);
				if (count > most) story.fail(`${count} mails of "${kind}" for ${most} changes`);
			}
		}
		return { mails: mail.mails().length, mailsTwice, mailsDue: open.length };
	} finally {
		await db.destroy();
	}
}

/** The queued mails that have not been sent. */
async function stillDue(db: Awaited<ReturnType<typeof openDatabase>>, kept: readonly Kept[]) {
	const ids = kept.flatMap(({ ticket }) => KINDS.map((kind) => mailId({ ticket, kind })));
	if (ids.length === 0) return [];
	const rows = await db
		.selectFrom("mails")
		.select("id")
		.where("id", "in", ids)
		.where("ended_at_ms", "is", null)
		.execute();
	return rows.map(({ id }) => id);
}

/** Checks that the audit's chain is intact and has every answered look-up, and that each link exists once. */
async function reconcileDesk({ databaseUrl, desk }: Ended, story: Story): Promise<number> {
	const store = await openStore({ dataDir: "", databaseUrl });
	try {
		const verdict = await store.verifyAudit();
		if (!verdict.ok) story.fail(`the audit is broken: ${JSON.stringify(verdict)}`);
		const db = await openDatabase({ dataDir: "", databaseUrl });
		const lookUps = await db
			.selectFrom("audit")
			.select("seq")
			.where("action", "=", "people-looked-up")
			.execute();
		const links = await db.selectFrom("links").select("body").execute();
		await db.destroy();
		if (lookUps.length < desk.lookUps)
			story.fail(`${desk.lookUps} look-ups were answered, ${lookUps.length} are in the audit`);
		for (const title of desk.titles) {
			const made = links.filter(({ body }) => JSON.parse(body).title === title).length;
			if (made !== 1) story.fail(`${title} was made ${made} times`);
		}
		return verdict.ok ? verdict.rows : 0;
	} finally {
		await store.close();
	}
}
