import { changePassword, expect, shownTicket, test } from "./support/test.ts";

test("a stream resumes where it stopped", async ({ page, stack, person }) => {
	await changePassword(page, person);
	const ticket = await shownTicket(page);
	const url = `${stack.portal}/api/watches/${ticket}/events`;
	const first = await firstEvent(url);
	expect(first).toMatch(/^id: \d+\nevent: watch\ndata: \{.*"state":"waiting"/m);
	const id = /^id: (\d+)/m.exec(first)?.[1] ?? "";
	// Nothing new: nothing is repeated.
	expect(await firstEvent(url, id, 700)).not.toContain("event: watch");
	await stack.controls.deliver(person.id, "dc1");
	await expect.poll(() => firstEvent(url, id)).toContain('"state":"arriving"');
});

/** What a stream sends until its first event, or within a time limit. */
async function firstEvent(url: string, lastEventId?: string, withinMs = 20_000): Promise<string> {
	const stop = AbortSignal.timeout(withinMs);
	const headers = lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId };
	let said = "";
	try {
		const response = await fetch(url, { headers, signal: stop });
		expect(response.headers.get("content-type")).toContain("text/event-stream");
		expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
		expect(response.headers.get("x-content-type-options")).toBe("nosniff");
		for await (const chunk of response.body ?? []) {
			said += Buffer.from(chunk).toString("utf8");
			if (/event: watch\ndata: .*\n\n/.test(said)) break;
		}
	} catch (error) {
		if (!stop.aborted) throw error;
	}
	return said;
}
