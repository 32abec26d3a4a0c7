import { createHmac, randomBytes } from "node:crypto";

export type KnownPasswords = {
	remember(password: string): void;
	/** Whether `text` contains, anywhere, a password that was ever remembered. */
	areIn(text: string): boolean;
	/** A digest with a per-process key; equal only for equal passwords. */
	fingerprint(password: string): string;
};

type SameLength = { sums: Set<number>; fingerprints: Set<string> };

/**
 * Remembers every password the tenant has known without storing it, so that the request log can
 * say whether a request contained one. A window of each known length slides over the text; its
 * character sum, cheap to update, makes most digests unnecessary.
 */
export function createKnownPasswords(): KnownPasswords {
	const key = randomBytes(32);
	const byLength = new Map<number, SameLength>();
	const fingerprint = (password: string): string =>
		createHmac("sha256", key).update(password).digest("base64");

	function remember(password: string): void {
		const known = byLength.get(password.length) ?? { sums: new Set(), fingerprints: new Set() };
		known.sums.add(sumOf(password));
		known.fingerprints.add(fingerprint(password));
		byLength.set(password.length, known);
	}

	function isAnyOf(text: string, length: number, known: SameLength): boolean {
		let sum = sumOf(text.slice(0, length));
		for (let start = 0; start + length <= text.length; start += 1) {
			if (
				known.sums.has(sum) &&
				known.fingerprints.has(fingerprint(text.slice(start, start + length)))
			) {
				return true;
			}
			sum += text.charCodeAt(start + length) - text.charCodeAt(start);
		}
		return false;
	}

	return {
		remember,
		fingerprint,
		areIn: (text) => [...byLength].some(([length, known]) => isAnyOf(text, length, known)),
	};
}

function sumOf(text: string): number {
	let sum = 0;
	for (let index = 0; index < text.length; index += 1) sum += text.charCodeAt(index);
	return sum;
}
