import { type MatchExtended, ZxcvbnFactory } from "@zxcvbn-ts/core";
import type { OwnWords } from "#lib/core/own-words.ts";
import {
	type Advice,
	type PasswordJudgement,
	passwordHints,
	type Strength,
	saidStrength,
	strengthLevel,
} from "#lib/core/password-judgement.ts";
import { MIN_LENGTH } from "#lib/core/password-rules.ts";
import type { Dictionaries } from "#lib/core/password-words/strength-data.ts";
import { readStrengthData, type StrengthData } from "#lib/core/password-words/strength-data.ts";

/** Builds the judge for one person's passwords: reading the dictionaries takes longer than judging. */
export function passwordJudge(data: StrengthData, own: OwnWords) {
	const dictionaries = readStrengthData(data);
	const estimate = strengthEstimate(dictionaries);
	return (password: string): PasswordJudgement => {
		const hints = passwordHints(password, { own, ...dictionaries });
		const isShort = password.length < MIN_LENGTH;
		return { strength: isShort ? undefined : saidStrength(estimate(password, own), hints), hints };
	};
}

/** Longer passwords are estimated by their start, which is never stronger than the whole. */
const JUDGED_CHARACTERS = 64;

/**
 * How many ways to undo leet substitutions are tried. With 8 the estimate was the same as with the
 * library's 100 for all passwords compared, in a tenth of the time.
 */
const UNDONE_SUBSTITUTIONS = 8;

/** Builds the zxcvbn-ts estimator with the given dictionaries. */
function strengthEstimate({ lists, sequences, graphs }: Dictionaries) {
	const zxcvbn = new ZxcvbnFactory({
		dictionary: { ...lists, ...sequences },
		graphs,
		maxLength: JUDGED_CHARACTERS,
		l33tMaxSubstitutions: UNDONE_SUBSTITUTIONS,
	});
	return (password: string, own: OwnWords): Strength => {
		const ownWords = [...own.names, ...own.organisation, ...own.userName];
		const { guessesLog10, sequence } = zxcvbn.check(password, ownWords);
		const level = strengthLevel(guessesLog10);
		return { level, advice: level === "strong" ? undefined : adviceOn(sequence) };
	};
}

/** The pattern that covers most of the password decides the advice. */
function adviceOn(sequence: readonly MatchExtended[]): Advice {
	const known = sequence.filter(({ pattern }) => pattern !== "bruteforce");
	const [longest] = known.sort((a, b) => b.token.length - a.token.length);
	if (!longest || longest.token.length < 3) return "longer";
	if (longest.pattern === "dictionary") return BY_LIST[longest.dictionaryName] ?? "word";
	return BY_PATTERN[longest.pattern] ?? "longer";
}

const BY_LIST: Partial<Record<string, Advice>> = { userInputs: "own", names: "name" };

const BY_PATTERN: Partial<Record<string, Advice>> = {
	spatial: "keyboard",
	repeat: "repeat",
	sequence: "sequence",
	wordSequence: "sequence",
	date: "date",
	regex: "date",
};
