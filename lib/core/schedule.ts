/** One due time for each key. The cost depends on how many become due, not on how many are planned. */
export type Schedule<Key> = {
	/** Replaces an earlier plan for the same key. */
	plan(key: Key, atMs: number): void;
	drop(key: Key): void;
	clear(): void;
	/** Takes the keys that are due, earliest first. @param most the limit; the rest stay planned */
	takeDue(nowMs: number, most?: number): Key[];
};

type Entry<Key> = { key: Key; atMs: number };

/** The heap is rebuilt when it has more replaced entries than this. */
const MAX_REPLACED = 1_000;

/** A binary heap; an entry whose plan was replaced stays in it for a while. */
export function createSchedule<Key>(): Schedule<Key> {
	const planned = new Map<Key, number>();
	let heap: Entry<Key>[] = [];

	const isBefore = (a: Entry<Key> | undefined, b: Entry<Key> | undefined) =>
		a !== undefined && b !== undefined && a.atMs < b.atMs;

	function swap(i: number, j: number): void {
		const [a, b] = [heap[i], heap[j]];
		if (!a || !b) return;
		heap[i] = b;
		heap[j] = a;
	}

	function rise(from: number): void {
		for (let i = from; i > 0; ) {
			const parent = (i - 1) >> 1;
			if (!isBefore(heap[i], heap[parent])) return;
			swap(i, parent);
			i = parent;
		}
	}

	function sink(): void {
		for (let i = 0; ; ) {
			const left = 2 * i + 1;
			const child = isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
			if (!isBefore(heap[child], heap[i])) return;
			swap(i, child);
			i = child;
		}
	}

	function takeFirst(): Entry<Key> | undefined {
		const first = heap[0];
		const last = heap.pop();
		if (last && heap.length > 0) {
			heap[0] = last;
			sink();
		}
		return first;
	}

	function sortAnew(): void {
		heap = [...planned].map(([key, atMs]) => ({ key, atMs })).sort((a, b) => a.atMs - b.atMs);
	}

	return {
		plan(key, atMs) {
			if (planned.get(key) === atMs) return;
			planned.set(key, atMs);
			heap.push({ key, atMs });
			rise(heap.length - 1);
			if (heap.length > 2 * planned.size + MAX_REPLACED) sortAnew();
		},
		drop: (key) => void planned.delete(key),
		clear() {
			planned.clear();
			heap = [];
		},
		takeDue(nowMs, most = Number.POSITIVE_INFINITY) {
			const due: Key[] = [];
			for (let first = heap[0]; first && first.atMs <= nowMs; first = heap[0]) {
				if (due.length === most) break;
				takeFirst();
				if (planned.get(first.key) !== first.atMs) continue;
				planned.delete(first.key);
				due.push(first.key);
			}
			return due;
		},
	};
}
