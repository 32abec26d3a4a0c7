/**
 * Joins writes that come within a moment into one, since waiting for the disk takes far longer than
 * writing. A joined write starts when the previous one has ended: on PostgreSQL it could overtake it, and an older revision
 * would replace a newer one.
 *
 * @param write writes all of them, in order, or none
 * @param waitMs how long the first one waits for others
 * @returns a function that adds one write, and settles when all joined writes are done
 */
export function joinWrites<T>(
	write: (items: readonly T[]) => Promise<void>,
	waitMs: number,
): (item: T) => Promise<void> {
	let last: Promise<unknown> = Promise.resolve();
	let joined: { items: T[]; written: Promise<void> } | undefined;

	async function writeLater(items: T[]): Promise<void> {
		const before = last;
		await new Promise((resolve) => setTimeout(resolve, waitMs));
		await before;
		joined = undefined;
		await write(items);
	}

	return (item) => {
		if (joined) {
			joined.items.push(item);
			return joined.written;
		}
		const items = [item];
		const written = writeLater(items);
		joined = { items, written };
		last = written.catch(() => undefined);
		return written;
	};
}
