import { randomInt } from "node:crypto";
import {
	application,
	context,
	decodeAll,
	decodeInteger,
	encode,
	encodeInteger,
	field,
	TAG,
} from "./der.ts";

export type Principal = { name: string; realm: string };

const NT_PRINCIPAL = 1;
const NT_SRV_INST = 2;
const AS_REQ = 10;
const PA_ETYPE_INFO2 = 19;
/** forwardable, renewable: what any client requests. */
const KDC_OPTIONS = Buffer.from([0, 0x40, 0x80, 0, 0]);

/**
 * An AS-REQ without pre-authentication (RFC 4120, 5.4.1): the first message of every Kerberos
 * sign-in. It tries no password and does not count as a failed sign-in.
 */
export function asRequest({ name, realm }: Principal, encryptionTypes: readonly number[]): Buffer {
	const body = encode(
		TAG.sequence,
		encode(context(0), encode(TAG.bits, KDC_OPTIONS)),
		encode(context(1), principalName(NT_PRINCIPAL, name)),
		encode(context(2), text(realm)),
		encode(context(3), principalName(NT_SRV_INST, "krbtgt", realm)),
		encode(context(5), encode(TAG.time, Buffer.from("20370913024805Z"))),
		encode(context(7), encodeInteger(randomInt(1, 2 ** 31 - 1))),
		encode(context(8), encode(TAG.sequence, ...encryptionTypes.map(encodeInteger))),
	);
	return encode(
		application(AS_REQ),
		encode(
			TAG.sequence,
			encode(context(1), encodeInteger(5)),
			encode(context(2), encodeInteger(AS_REQ)),
			encode(context(4), body),
		),
	);
}

const text = (value: string) => encode(TAG.general, Buffer.from(value));

function principalName(type: number, ...names: string[]): Buffer {
	return encode(
		TAG.sequence,
		encode(context(0), encodeInteger(type)),
		encode(context(1), encode(TAG.sequence, ...names.map(text))),
	);
}

/** The Kerberos service's answer: an error, with the key types that it would accept. */
export type AsAnswer = { errorCode: number; encryptionTypes: number[] };

/** Reads a KRB-ERROR (RFC 4120, 5.9.1). `undefined`: something else. @throws RangeError when truncated */
export function readAsAnswer(message: Buffer): AsAnswer | undefined {
	const [outer] = decodeAll(message);
	if (outer?.tag !== application(30)) return undefined;
	const [error] = decodeAll(outer.content);
	const code = error && field(error.content, 6);
	if (!error || !code) return undefined;
	const data = field(error.content, 12);
	return { errorCode: decodeInteger(code), encryptionTypes: data ? etypes(data.content) : [] };
}

/** METHOD-DATA contains what is offered; its ETYPE-INFO2 lists the key types that exist. */
function etypes(methodData: Buffer): number[] {
	const [methods] = decodeAll(methodData);
	return decodeAll(methods?.content ?? Buffer.alloc(0)).flatMap(({ content }) => {
		const type = field(content, 1);
		const value = field(content, 2);
		if (!type || !value || decodeInteger(type) !== PA_ETYPE_INFO2) return [];
		const [entries] = decodeAll(value.content);
		return decodeAll(entries?.content ?? Buffer.alloc(0)).flatMap((entry) => {
			const etype = field(entry.content, 0);
			return etype ? [decodeInteger(etype)] : [];
		});
	});
}
