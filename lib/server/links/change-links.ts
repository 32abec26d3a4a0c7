import { randomBytes } from "node:crypto";
import { now } from "#lib/clock/clock.ts";
import type { AuditAction } from "#lib/core/audit/audit-entry.ts";
import { type Agent, type Link, type LinkContent, linkState } from "#lib/core/link/link.ts";
import { LINK_ID_LENGTH, linkIdFrom, readLinkId } from "#lib/core/link/link-id.ts";
import { cleanContent } from "#lib/core/link/link-problems.ts";
import type { CallKey } from "#lib/server/store/answers.ts";
import type { Store } from "#lib/server/store/store.ts";

type FoundLink = { ok: true; value: Link } | { ok: false; code: "link-not-found" };
/** An agent's call; a call with a key is executed once. */
type Caller = { agent: Agent; key?: CallKey };
type WrittenLink = FoundLink | { ok: false; code: "link-changed-meanwhile" };

/** Creates a link; when this resolves, the link and its creator are on disk. */
export async function makeLink(
	store: Store,
	content: LinkContent,
	{ agent, key }: Caller,
): Promise<Link> {
	const at = now();
	const link: Link = {
		...cleanContent(content),
		id: linkIdFrom(randomBytes(LINK_ID_LENGTH)),
		revision: 1,
		madeAt: at,
		madeBy: agent,
		endedAt: undefined,
	};
	const made = await write(store, link, { agent, key, action: "link-made", at });
	if (!made.ok) throw new Error("The id of a new link already exists");
	return made.value;
}

/** Changes a link's content. An ended one stays ended. */
export async function changeLink(
	store: Store,
	{ id, content, revision }: { id: string; content: LinkContent; revision: number },
	{ agent, key }: Caller,
): Promise<WrittenLink> {
	const found = await findLink(store, id);
	if (!found.ok) return found;
	if (found.value.endedAt) return { ok: false, code: "link-not-found" };
	// A later revision may be this call's own, whose answer was lost: the store knows.
	if (found.value.revision < revision) return { ok: false, code: "link-changed-meanwhile" };
	const link = { ...found.value, ...content, revision: revision + 1 };
	const fields = changedFields(found.value, content).join(", ");
	const change = { agent, key, action: "link-changed", at: now(), details: { fields } } as const;
	return await write(store, link, change);
}

/** Ends a link at once and permanently. Idempotent. */
export async function endLink(store: Store, id: string, { agent }: Caller): Promise<WrittenLink> {
	const found = await findLink(store, id);
	const at = now();
	if (!found.ok || linkState(found.value, at) === "ended") return found;
	const link = { ...found.value, endedAt: at, revision: found.value.revision + 1 };
	return await write(store, link, { agent, action: "link-ended", at });
}

/** Finds a link for the helpdesk, even one that no longer works. */
export async function findLink(store: Store, text: string): Promise<FoundLink> {
	const id = readLinkId(text);
	const link = id && (await store.findLink(id));
	return link ? { ok: true, value: link } : { ok: false, code: "link-not-found" };
}

type Writing = Caller & {
	action: AuditAction;
	at: Date;
	details?: Record<string, string>;
};

async function write(
	store: Store,
	link: Link,
	{ agent, key, action, at, details = {} }: Writing,
): Promise<WrittenLink> {
	const subject = { id: link.id, name: link.title };
	const event = { actor: agent, action, subject, details, result: "done" } as const;
	const written = await store.saveLink(link, event, at, key);
	return written ? { ok: true, value: written } : { ok: false, code: "link-changed-meanwhile" };
}

function changedFields(before: Link, content: LinkContent): string[] {
	return Object.entries(content)
		.filter(([name, value]) => {
			const earlier = before[name as keyof LinkContent];
			return JSON.stringify(earlier) !== JSON.stringify(value);
		})
		.map(([name]) => name);
}
