import { createHash } from "node:crypto";

/** Crockford's base 32: no letter that sounds or looks like a digit (I, L, O), and no U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A watch's name for the helpdesk, e.g. `KT-7Q2M-9XKD`: short enough to read out, the same in the
 * log and on the page. It is 40 bits of a digest of the ticket, so the ticket cannot be derived
 * from it.
 */
export function referenceOf(ticket: string): string {
	const bits = createHash("sha256").update(ticket).digest().readUIntBE(0, 5);
	const letters = Array.from(
		{ length: 8 },
		(_, i) => ALPHABET[Math.floor(bits / 32 ** (7 - i)) % 32],
	);
	return `KT-${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}
