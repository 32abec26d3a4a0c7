import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
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

/** How soon a waiting person sees the result, in milliseconds; a new person each time. */
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
			const client = openPage();
			streams.open(client.response, { watch, known: undefined, address: "127.0.0.1" });
			try {
				await samba.setKeys("dc1", person, "Stone-Heron-1-Kt");
				await pauseAbout(1_000);
				await samba.setKeys("dc2", person, "Stone-Heron-1-Kt");
				times.landed.push(await client.untilShown("usable"));
				await pauseAbout(1_000);
				await samba.lock("dc1", person.id);
				times.locked.push(await client.untilShown("blocked"));
			} finally {
				client.close();
				streams.stop();
			}
		} finally {
			await portal.end();
		}
	}
	return times;
}

/** A page that reads its stream without delay. */
function openPage() {
	const shownAtMs = new Map<string, number>();
	const closed: (() => void)[] = [];
	const response: StreamResponse = {
		writeHead: () => undefined,
		write(text) {
			const state = /"state":"(\w+)"/.exec(text)?.[1];
			if (state !== undefined) shownAtMs.set(state, performance.now());
		},
		end: () => undefined,
		destroy: () => undefined,
		on: (_, listener) => closed.push(listener),
		writableLength: 0,
		writableEnded: false,
	};
	return {
		response,
		/** @returns the time from the call to the first event with this state */
		async untilShown(state: string): Promise<number> {
			const since = performance.now();
			while (!shownAtMs.has(state)) {
				if (performance.now() - since > SHOWN_WITHIN_MS)
					throw new Error(`"${state}" did not arrive within ${SHOWN_WITHIN_MS} ms.`);
				await sleep(1);
			}
			return Math.max(0, (shownAtMs.get(state) ?? since) - since);
		},
		close() {
			for (const listener of closed) listener();
		},
	};
}

/** Random, so that writes happen at any moment between two readings. */
const pauseAbout = (ms: number) => sleep(ms + Math.random() * 1_000);
