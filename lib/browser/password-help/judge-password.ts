import type { OwnWords } from "#lib/core/own-words.ts";
import {
	type PasswordJudgement,
	passwordHints,
	saidStrength,
} from "#lib/core/password-judgement.ts";
import { MIN_LENGTH } from "#lib/core/password-rules.ts";
import { readStrengthData, type StrengthData } from "#lib/core/password-words/strength-data.ts";
import { strengthEstimate } from "./estimate-strength.ts";

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
