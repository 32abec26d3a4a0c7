import { type GraphRefusal, REFUSALS } from "../graph-error.ts";

/** A clause such as `"displayName:harbour"`, and the operator before it. */
type Clause = { property: string; words: string; joined: "and" | "or" };

/** The searchable properties. */
export type Searchable<T> = {
	/** Matched at the start of any word. */
	readonly words: Readonly<Record<string, (item: T) => string | null>>;
	/** Matched from the start. */
	readonly starts: Readonly<Record<string, (item: T) => string | null>>;
};

const CLAUSE = /^\s*(?:(AND|OR)\s+)?"([A-Za-z]+):((?:[^"\\]|\\.)*)"/;

/**
 * Parses a `$search` (Microsoft Learn, `graph/search-query-parameter`, directory objects): display
 * names and descriptions are matched by words, other properties by prefix.
 *
 * @returns a predicate for matching items.
 */
export function readSearch<T>(
	search: string,
	searchable: Searchable<T>,
): ((item: T) => boolean) | GraphRefusal {
	const clauses = clausesOf(search);
	if (clauses === undefined) return syntaxError(search);
	const names = [...Object.keys(searchable.words), ...Object.keys(searchable.starts)];
	const strange = clauses.find(({ property }) => !names.includes(property));
	if (strange !== undefined) return REFUSALS.unsearchable;
	return (item) =>
		clauses.reduce((found, clause, index) => {
			const isMatch = matches(item, clause, searchable);
			if (index === 0) return isMatch;
			return clause.joined === "or" ? found || isMatch : found && isMatch;
		}, false);
}

function clausesOf(search: string): readonly Clause[] | undefined {
	const clauses: Clause[] = [];
	let rest = search;
	while (rest.trim() !== "") {
		const match = CLAUSE.exec(rest);
		if (match === null || clauses.length > 0 !== (match[1] !== undefined)) return undefined;
		const [whole, joint, property = "", words = ""] = match;
		clauses.push({
			property,
			words: words.replace(/\\(.)/g, "$1"),
			joined: joint === "OR" ? "or" : "and",
		});
		rest = rest.slice(whole.length);
	}
	return clauses.length === 0 ? undefined : clauses;
}

function syntaxError(search: string): GraphRefusal {
	const position = Math.max(0, search.search(/[^A-Za-z]/));
	const character = search.charAt(position);
	return {
		status: 400,
		code: "BadRequest",
		message: `Syntax error: character '${character}' is not valid at position ${position} in '${search}'.`,
	};
}

function matches<T>(item: T, { property, words }: Clause, searchable: Searchable<T>): boolean {
	const start = searchable.starts[property]?.(item)?.toLowerCase();
	if (start !== undefined) return start.startsWith(words.toLowerCase());
	const found = wordsOf(searchable.words[property]?.(item) ?? "");
	return wordsOf(words).every((word) => found.some((one) => one.startsWith(word)));
}

/** Words end at white space and punctuation, and where letters meet digits or capitals start. */
function wordsOf(text: string): readonly string[] {
	const parts = text.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{L}+|\p{N}+/gu) ?? [];
	return parts.map((part) => part.toLowerCase());
}
