import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { createLog } from "#lib/log.ts";
import { personNamed } from "#practice/domain/example-people.ts";
import { startPortal } from "../../contracts/trust/portal.ts";
import { createStreams, type StreamResponse } from "../../lib/server/streams/streams.ts";
import { openForChange, recordChange } from "../../lib/server/watches/record-change.ts";
import type { SambaDomain } from "../../practice/domain/samba-domain.ts";
import { CONTROLLERS } from "../../practice/domain/stand-in.ts";

const SHOWN_WITHIN_MS = 20_000;

export type Times = {
	/** From the end of the write on the last controller to the client's `usable`. */
	landed: number[];
	/** From the end of the write to the client's `blocked`. */
	locked: number[];
};

/** How soon one waiting person is told, in milliseconds; a different person each time. */
export async function timeOnePerson(samba: SambaDomain, rounds: number): Promise<Times> {
	const times: Times = { landed: [], locked: [] };
	for (let round = 0; round < rounds; round += 1) {
		const portal = await startPortal({ ...samba.environment });
		try {
			const person = personNamed(`w${randomUUID().slice(0, 8)}`);
			for (const at of CONTROLLERS) await samba.addAccount(at, person, "old");
			const own = await openForChange(portal.watches, person);
			await recordChange(portal.watches, { ticket: own.ticket, personId: person.id }, new Date());
			const watch = portal.watches.live.get(own.ticket) ?? own;
			const streams = createStreams(portal.watches, createLog());
			const client = await openStream((response) =>
				streams.open(response, { watch, known: undefined, address: "127.0.0.1" }),
			);
			try {
				await samba.setKeys("dc1", person, "Stone-Heron-1-Kt");
				await pauseBeside(1_000);
				await samba.setKeys("dc2", person, "Stone-Heron-1-Kt");
				times.landed.push(await client.untilShown("usable"));
				await pauseBeside(1_000);
				await samba.lock("dc1", person.id);
				times.locked.push(await client.untilShown("blocked"));
			} finally {
				await client.close();
				streams.stop();
			}
		} finally {
			await portal.end();
		}
	}
	return times;
}

type Respond = (response: StreamResponse) => void;

/** A page's stream over HTTP. */
async function openStream(respond: Respond) {
	const server = createServer((_, response) => respond(response));
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	const ending = new AbortController();
	const response = await fetch(`http://127.0.0.1:${port}/`, { signal: ending.signal });
	const shownAtMs = new Map<string, number>();
	let onEvent: () => void = () => undefined;
	const listening = (async () => {
		const events = response.body
			?.pipeThrough(new TextDecoderStream())
			.pipeThrough(new EventSourceParserStream());
		for await (const { data } of events ?? []) {
			shownAtMs.set(JSON.parse(data).state, performance.now());
			onEvent();
		}
	})().catch(() => undefined);
	return {
		/** @returns the time from the call to the first event with this state */
		async untilShown(state: string): Promise<number> {
			const since = performance.now();
			const isShown = () => shownAtMs.has(state);
			const end = since + SHOWN_WITHIN_MS;
			while (!isShown()) {
				const left = end - performance.now();
				if (left < 0) throw new Error(`"${state}" did not arrive within ${SHOWN_WITHIN_MS} ms.`);
				await new Promise<void>((resolve) => {
					onEvent = resolve;
					setTimeout(resolve, left);
				});
			}
			return Math.max(0, (shownAtMs.get(state) ?? since) - since);
		},
		async close() {
			ending.abort();
			await listening;
			server.closeAllConnections();
			server.close();
		},
	};
}

/** Makes writes happen at any moment between two readings. */
function pauseBeside(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms + Math.random() * 1_000));
}
