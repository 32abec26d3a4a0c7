/** The setting that makes a Node process print the address of its inspector. */
export const INSPECTED = { NODE_OPTIONS: "--inspect=127.0.0.1:0" };

/**
 * The heap of a process after a full garbage collection, in bytes.
 *
 * @param log the process's output
 * @throws if it has ended
 */
export async function heapInUse(log: string): Promise<number> {
	const [address] = /ws:\/\/\S+/.exec(log) ?? [];
	if (!address) throw new Error("The process cannot be inspected.");
	const socket = new WebSocket(address);
	try {
		await new Promise((resolve, reject) => {
			socket.onopen = resolve;
			socket.onerror = reject;
		});
		await ask(socket, "HeapProfiler.collectGarbage");
		const { usedSize, backingStorageSize } = await ask(socket, "Runtime.getHeapUsage");
		return usedSize + backingStorageSize;
	} finally {
		socket.close();
	}
}

type HeapUsage = { usedSize: number; backingStorageSize: number };

/** One call of the inspector protocol (https://chromedevtools.github.io/devtools-protocol/v8/). */
function ask(socket: WebSocket, method: string): Promise<HeapUsage> {
	return new Promise((resolve, reject) => {
		socket.onmessage = ({ data }) => resolve(JSON.parse(data).result);
		socket.onclose = () => reject(new Error("The process has ended."));
		socket.send(JSON.stringify({ id: 1, method }));
	});
}
