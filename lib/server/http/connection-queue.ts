import type { Server } from "node:http";

/** Linux allows this many (`net.core.somaxconn`); where less is allowed, less it is. */
const QUEUE_LENGTH = 4_096;

type Listening = { _handle?: { listen?(length: number): number } | null };

/**
 * Lets more connections wait until a server that listens already accepts them. Next leaves Node's 511.
 * Beyond that the kernel drops them, and they come back after TCP's pauses of 1, 2, 4, 8 and 16 seconds:
 * thousands of pages that return in one moment would wait for half a minute.
 *
 * Node offers this before listening only; its handle takes it afterwards, too, as the kernel does.
 * Should the handle change, the queue stays as it was.
 */
export function lengthenConnectionQueue(server: Server): void {
	(server as unknown as Listening)._handle?.listen?.(QUEUE_LENGTH);
}
