import type { Person } from "../people.ts";

/** Why Entra rejects a new password. Graph does not say; the sign-in page does. */
export type PasswordProblem = "length" | "characters" | "kinds" | "same" | "name" | "guessable";

type Circumstances = {
	/** The current password, as just typed. */
	current: string;
	person: Pick<Person, "givenName" | "surname" | "mailNickname">;
};

const SHORTEST = 8;
const LONGEST = 256;
const KINDS: readonly RegExp[] = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];
const REQUIRED_KINDS = 3;

// Microsoft publishes no list. These stand in for its global list and a tenant's custom one.
const BANNED: readonly string[] = [
	"password",
	"passwort",
	"contoso",
	"welcome",
	"qwerty",
	"summer",
	"winter",
	"autumn",
	"spring",
	"letmein",
	"abcdef",
	"iloveyou",
	"admin",
	"blank",
	"123456",
];
const SHORTEST_ENFORCED_NAME = 4;
const REQUIRED_POINTS = 5;

/**
 * Judges a new password as Entra does: the rules of `concept-sspr-policy`, then the score of
 * `concept-password-ban-bad` on Microsoft Learn, without fuzzy matching (edit distance one).
 *
 * @returns the first problem, or undefined if the password would be accepted.
 */
export function passwordProblem(
	password: string,
	{ current, person }: Circumstances,
): PasswordProblem | undefined {
	// Every printable ASCII character and the space; "Unicode characters" are not allowed.
	if (!/^[\x20-\x7e]*$/.test(password)) return "characters";
	if (password.length < SHORTEST || password.length > LONGEST) return "length";
	if (KINDS.filter((kind) => kind.test(password)).length < REQUIRED_KINDS) return "kinds";
	if (password === current) return "same";
	const plain = normalised(password);
	const isEnforced = (name: string): boolean => name.length >= SHORTEST_ENFORCED_NAME;
	const names = [person.givenName, person.surname, person.mailNickname];
	if (names.filter(isEnforced).some((name) => plain.includes(normalised(name)))) return "name";
	return points(plain) < REQUIRED_POINTS ? "guessable" : undefined;
}

function normalised(text: string): string {
	const substitutes: Readonly<Record<string, string>> = { "0": "o", "1": "l", $: "s", "@": "a" };
	return text.toLowerCase().replace(/[01$@]/g, (character) => substitutes[character] ?? character);
}

/** One point for each banned word found, and one for each remaining character. */
function points(plain: string): number {
	const [words, rest] = BANNED.map(normalised).reduce<[number, string]>(
		([found, left], word) => [found + left.split(word).length - 1, left.replaceAll(word, "")],
		[0, plain],
	);
	return words + rest.length;
}
