/**
 * Joins writes that arrive within a moment into one, since waiting for the disk takes far longer
 * than writing.
 *
 * @param write writes all of them, in order, or none
 * @param waitMs how long the first one waits for others
 * @returns a function that adds one write, and settles when all joined writes are done
 */
export function joinWrites<T>(
	write: (items: readonly T[]) => Promise<void>,
	waitMs: number,
): (item: T) => Promise<void> {
	let joined: { items: T[]; written: Promise<void> } | undefined;

	async function writeLater(items: T[]): Promise<void> {
		await new Promise((resolve) => setTimeout(resolve, waitMs));
		joined = undefined;
		await write(items);
	}

	return (item) => {
		if (joined) {
			joined.items.push(item);
			return joined.written;
		}
		const items = [item];
		joined = { items, written: writeLater(items) };
		return joined.written;
	};
}
