import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

export type PasswordHash = { salt: Buffer; key: Buffer };

const KEY_BYTES = 32;
// A quarter of Node's default cost: tests make many people, and nothing here outlives the process.
const COST = 4096;

/** @returns a salted scrypt hash of `password`. */
export async function hashPassword(password: string): Promise<PasswordHash> {
	const salt = randomBytes(16);
	return { salt, key: await derive(password, salt) };
}

/** Whether `password` is the one that was hashed. */
export async function isPasswordOf(hash: PasswordHash, password: string): Promise<boolean> {
	return timingSafeEqual(await derive(password, hash.salt), hash.key);
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		scrypt(password, salt, KEY_BYTES, { N: COST }, (error, key) =>
			error === null ? resolve(key) : reject(error),
		);
	});
}
