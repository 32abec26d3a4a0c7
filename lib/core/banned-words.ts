/** Prepares banned words for comparison; words shorter than `minLength` are ignored. */
export function compareWith(words: readonly string[], minLength: number) {
	return {
		words: new Set(words),
		minLength,
		maxLength: words.reduce((longest, word) => Math.max(longest, word.length), 0),
	};
}

type Banned = ReturnType<typeof compareWith>;

/**
 * Finds banned words in a normalised password and counts its points: one per word, and one per
 * character left over. Exact matches are taken first; the rest is compared "based on an edit
 * distance of one". Only in this order does Microsoft's own example `contosoblank12` score four
 * points, not three (`blank1` is one edit from `blank`).
 */
export function bannedWordsIn(plain: string, banned: Banned): { found: string[]; points: number } {
	const parts = cut(plain, (at) => exactMatches(plain, at, banned)).flatMap((piece) =>
		piece.isBanned ? [piece] : cutNearly(piece.text, banned),
	);
	return {
		found: parts.filter((part) => part.isBanned).map((part) => part.text),
		points: parts.reduce((sum, part) => sum + (part.isBanned ? 1 : part.text.length), 0),
	};
}

/** Whether at most one substitution, insertion or deletion turns one word into the other. */
export function isWithinOneEdit(a: string, b: string): boolean {
	if (Math.abs(a.length - b.length) > 1) return false;
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) start++;
	if (a.length === b.length) return a.slice(start + 1) === b.slice(start + 1);
	const [short, long] = a.length < b.length ? [a, b] : [b, a];
	return short.slice(start) === long.slice(start + 1);
}

/** Lengths of the banned words that start at this position. */
function exactMatches(text: string, at: number, { words, minLength, maxLength }: Banned): number[] {
	const lengths: number[] = [];
	for (let n = minLength; n <= maxLength && at + n <= text.length; n++) {
		if (words.has(text.slice(at, at + n))) lengths.push(n);
	}
	return lengths;
}

function cutNearly(text: string, { words, minLength }: Banned): Piece[] {
	const near = [...words].filter((word) => word.length <= text.length + 1);
	return cut(text, (at) => nearMatches(text, at, { near, minLength }));
}

type Near = { near: readonly string[]; minLength: number };

/** Lengths of substrings from this position that are one edit from a banned word. */
function nearMatches(text: string, at: number, { near, minLength }: Near): number[] {
	const lengths = new Set<number>();
	for (const word of near) {
		for (let n = Math.max(minLength, word.length - 1); n <= word.length + 1; n++) {
			if (at + n > text.length || lengths.has(n)) continue;
			if (isWithinOneEdit(text.slice(at, at + n), word)) lengths.add(n);
		}
	}
	return [...lengths];
}

type Piece = { text: string; isBanned: boolean };

/** Cuts a text into banned words and the rest, so that it scores the fewest points. */
function cut(text: string, matchesAt: (at: number) => number[]): Piece[] {
	const points: number[] = Array(text.length + 1).fill(0);
	const taken: number[] = Array(text.length + 1).fill(0);
	for (let at = text.length - 1; at >= 0; at--) {
		points[at] = 1 + (points[at + 1] ?? 0);
		for (const n of matchesAt(at)) {
			const withWord = 1 + (points[at + n] ?? 0);
			if (withWord < (points[at] ?? 0)) [points[at], taken[at]] = [withWord, n];
		}
	}
	return piecesOf(text, taken);
}

/** @param taken the length of the banned word at each position, 0 where none starts */
function piecesOf(text: string, taken: readonly number[]): Piece[] {
	const pieces: Piece[] = [];
	for (let at = 0; at < text.length; ) {
		const n = taken[at] ?? 0;
		const last = pieces.at(-1);
		if (n > 0) pieces.push({ text: text.slice(at, at + n), isBanned: true });
		else if (last && !last.isBanned) last.text += text[at];
		else pieces.push({ text: text[at] ?? "", isBanned: false });
		at += Math.max(1, n);
	}
	return pieces;
}
