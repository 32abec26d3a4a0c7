/** A state that was sent to the page. */
type Seen = { state: string; doubt: string | undefined; revision: number; at: number };

/** An open page of a status. */
export type StatusPage = { seen: readonly Seen[]; stop(): void };

/** Shorter than a real page waits. */
const AGAIN_MS = 500;

/**
 * Follows a status like a page: reconnects with the last revision whenever its stream ends.
 *
 * @param at the address of a portal or of the balancer
 */
export function openStatus(at: string, ticket: string): StatusPage {
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
