import data from "#lib/browser/password-help/made/passphrase-words.json";
import { makePassphrase } from "#lib/core/passphrase.ts";
import { decodeWords } from "#lib/core/password-words/front-coding.ts";
import { randomBelow } from "./random-below.ts";

const words = decodeWords(data.words);

/** A new passphrase, generated on this device; it is not stored anywhere. */
export function suggestPassphrase(): string {
	return makePassphrase(words, randomBelow);
}
