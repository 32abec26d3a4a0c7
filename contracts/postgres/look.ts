/** One state that a page was told. */
type Seen = { state: string; doubt: string | undefined; revision: number; at: number };

/** A page that looks at a status. */
export type Look = { seen: readonly Seen[]; stop(): void };

/** A page waits longer; here nobody has so much time. */
const AGAIN_MS = 500;

/**
 * Looks at a status as a page does: whenever its stream ends it comes back, with the revision that it has.
 *
 * @param at a portal, or the balancer
 */
export function look(at: string, ticket: string): Look {
	const seen: Seen[] = [];
	const stopping = new AbortController();
	const { signal } = stopping;

	async function read(): Promise<void> {
		const last = seen.at(-1)?.revision;
		const response = await fetch(`${at}/api/watches/${ticket}/events`, {
			headers: last === undefined ? {} : { "last-event-id": String(last) },
			signal,
		});
		if (!response.ok) return;
		let text = "";
		for await (const chunk of response.body ?? []) {
			text += Buffer.from(chunk).toString();
			const events = text.split("\n\n");
			text = events.pop() ?? "";
			for (const event of events) {
				const data = /^event: watch\n[\s\S]*?^data: (.*)$/m.exec(event)?.[1];
				if (!data) continue;
				const { state, doubt, revision } = JSON.parse(data);
				seen.push({ state, doubt: doubt?.reason, revision, at: Date.now() });
			}
		}
	}

	void (async () => {
		while (!signal.aborted) {
			await read().catch(() => undefined);
			await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
		}
	})();
	return { seen, stop: () => stopping.abort() };
}
