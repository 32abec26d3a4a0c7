import { BANNED_BANDS, type ListName, type PackedWords, unpackWords } from "./ranked-words.ts";

/** What the build derives from the dictionaries of zxcvbn-ts (`cli/password-words.ts`). */
export type StrengthData = PackedWords & {
	/** Words that follow each other, such as months, by zxcvbn-ts's name for the sequence. */
	sequences: Record<string, string[]>;
	/** Which keys are adjacent, by keyboard layout. */
	graphs: Record<string, Record<string, (string | null)[]>>;
};

export type Dictionaries = Pick<StrengthData, "sequences" | "graphs"> & {
	/** Most common first. */
	lists: Record<ListName, string[]>;
	/** Includes every common password that meets Entra's rules in some capitalisation; in lower case. */
	common: ReadonlySet<string>;
	/** Stands in for Microsoft's own list, which is not published. */
	banned: string[];
};

/** Sequences that companies use in passwords, by season and month. */
const SEASONAL = /^(?:seasons|months|daysOfWeek)-/;

/** Unpacks the data for use. */
export function readStrengthData(data: StrengthData): Dictionaries {
	const { passwords, words, names } = unpackWords(data);
	const lists = { passwords: passwords.flat(), words: words.flat(), names: names.flat() };
	const seasonal = Object.entries(data.sequences).filter(([name]) => SEASONAL.test(name));
	return {
		lists,
		sequences: data.sequences,
		graphs: data.graphs,
		common: new Set(lists.passwords),
		banned: [...passwords.slice(0, BANNED_BANDS).flat(), ...seasonal.flatMap(([, list]) => list)],
	};
}
