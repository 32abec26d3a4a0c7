import { connect } from "node:net";
import type { KerberosKeys } from "#lib/core/readiness/observation.ts";
import { type AsAnswer, asRequest, type Principal, readAsAnswer } from "./as-exchange.ts";

/** Encryption types of keys (RFC 3961, RFC 8009, RFC 4757). */
const AES = [18, 17, 20, 19];
const RC4 = [23];
const PREAUTH_REQUIRED = 25;
const ETYPE_NOSUPP = 14;

export type KerberosAddress = { host: string; port: number };

/** `unreachable`: no answer; `silent`: an answer that does not say which keys exist. */
export type KeysAnswer = KerberosKeys | "unreachable" | "silent";

/** Asks a controller's Kerberos service which keys an account has. Never rejects. */
export async function kerberosKeys(
	address: KerberosAddress,
	principal: Principal,
	timeoutMs: number,
): Promise<KeysAnswer> {
	const aes = await exchange(address, asRequest(principal, AES), timeoutMs);
	if (typeof aes === "string" || !saysOfKeys(aes)) return aes === "unreachable" ? aes : "silent";
	if (aes.encryptionTypes.some((type) => AES.includes(type))) return "aes";
	const rc4 = await exchange(address, asRequest(principal, RC4), timeoutMs);
	if (typeof rc4 === "string" || !saysOfKeys(rc4)) return rc4 === "unreachable" ? rc4 : "silent";
	return rc4.encryptionTypes.some((type) => RC4.includes(type)) ? "rc4" : "none";
}

/** A disabled or locked account may be refused before its keys are checked. */
function saysOfKeys({ errorCode }: AsAnswer): boolean {
	return errorCode === PREAUTH_REQUIRED || errorCode === ETYPE_NOSUPP;
}

/** One request and one answer over TCP, each prefixed with its length (RFC 4120, 7.2.2). */
function exchange(
	{ host, port }: KerberosAddress,
	message: Buffer,
	timeoutMs: number,
): Promise<AsAnswer | "unreachable" | "unreadable"> {
	return new Promise((resolve) => {
		const socket = connect({ host, port });
		let received = Buffer.alloc(0);
		const end = (answer: AsAnswer | "unreachable" | "unreadable") => {
			socket.destroy();
			resolve(answer);
		};
		socket.setTimeout(timeoutMs, () => end("unreachable"));
		socket.on("error", () => end("unreachable"));
		socket.on("close", () => end("unreachable"));
		socket.on("connect", () => {
			const length = Buffer.alloc(4);
			length.writeUInt32BE(message.length);
			socket.write(Buffer.concat([length, message]));
		});
		socket.on("data", (chunk) => {
			received = Buffer.concat([received, chunk]);
			if (received.length < 4 || received.length < 4 + received.readUInt32BE(0)) return;
			end(parse(received.subarray(4)) ?? "unreadable");
		});
	});
}

/** An answer that cannot be parsed is ignored. */
function parse(message: Buffer): AsAnswer | undefined {
	try {
		return readAsAnswer(message);
	} catch {
		return undefined;
	}
}
