import { bannedWordsIn, compareWith } from "./banned-words.ts";

/**
 * Microsoft Entra Password Protection, as far as it is published ("Eliminate bad passwords using
 * Microsoft Entra Password Protection", "How are passwords evaluated"). Microsoft publishes neither
 * its list of banned words nor all of its substitutions, and can change both at any time: the
 * result is a hint, never a verdict.
 */
export const REQUIRED_POINTS = 5;

/** "Only enforced for names, and other terms, that are at least four characters long." */
const MIN_TERM_LENGTH = 4;

type ProtectionTerms = {
	/** Banned words; case and substitutions are ignored. */
	banned: readonly string[];
	/** First and last name of the person. */
	names: readonly string[];
	/** Names of the organisation (Microsoft: of the tenant). */
	organisation: readonly string[];
};

type Protection = {
	/** The person's names that the password contains; each is a reason to refuse it. */
	names: string[];
	/** The organisation's names that it contains; each is a reason to refuse it. */
	organisation: string[];
	/** The banned words found, normalised, in order of position; one point each. */
	banned: string[];
	/** One per banned word and one per remaining character. */
	points: number;
	isLikelyRefused: boolean;
};

/** Evaluates a password in the documented steps: normalise, names, banned words, points. */
export function passwordProtection(password: string, terms: ProtectionTerms): Protection {
	const plain = normalised(password);
	const names = containedIn(plain, terms.names);
	const organisation = containedIn(plain, terms.organisation);
	const { found, points } = bannedWordsIn(plain, normalisedList(terms.banned));
	return {
		names,
		organisation,
		banned: found,
		points,
		isLikelyRefused: names.length > 0 || organisation.length > 0 || points < REQUIRED_POINTS,
	};
}

const SUBSTITUTES: Readonly<Record<string, string>> = { "0": "o", "1": "l", $: "s", "@": "a" };

/** Lower case, and the four substitutions that are published. */
export function normalised(text: string): string {
	return text.toLowerCase().replace(/[01$@]/g, (character) => SUBSTITUTES[character] ?? character);
}

function containedIn(plain: string, terms: readonly string[]): string[] {
	return terms.filter((term) => isEnforced(term) && plain.includes(normalised(term)));
}

const isEnforced = (term: string) => term.length >= MIN_TERM_LENGTH;

type Comparable = ReturnType<typeof compareWith>;
const lists = new WeakMap<readonly string[], Comparable>();

/** A list is normalised once, not at every keystroke. */
function normalisedList(banned: readonly string[]): Comparable {
	const known = lists.get(banned);
	if (known) return known;
	const list = compareWith(banned.filter(isEnforced).map(normalised), MIN_TERM_LENGTH);
	lists.set(banned, list);
	return list;
}
