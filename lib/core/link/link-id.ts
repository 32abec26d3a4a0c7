/** Crockford's base32: without I, L, O and U, so that an address can be read out and typed. */
const LINK_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** 12 characters of 5 bits each. */
export const LINK_ID_LENGTH = 12;

/** Makes a link id from random bytes; each contributes its lowest five bits. */
export function linkIdFrom(bytes: Uint8Array): string {
	if (bytes.length < LINK_ID_LENGTH) throw new Error("A link id needs more random bytes");
	return Array.from(bytes.slice(0, LINK_ID_LENGTH), (byte) => LINK_ALPHABET[byte & 31]).join("");
}

/**
 * Reads an id as people type it: in any case, with hyphens, with O for 0 and I or L for 1
 * (Crockford, "Base 32", decoding).
 *
 * @returns the id as stored; `undefined` when it cannot be one
 */
export function readLinkId(text: string): string | undefined {
	const id = text.toLowerCase().replaceAll("-", "").replaceAll("o", "0").replaceAll(/[il]/g, "1");
	const isOne = id.length === LINK_ID_LENGTH && [...id].every((c) => LINK_ALPHABET.includes(c));
	return isOne ? id : undefined;
}
