import type { Socket } from "node:net";
import {
	BerReader,
	BerWriter,
	type BindResponse,
	ProtocolOperation,
	StatusCodeParser,
} from "ldapts";
import type { OpenedContext } from "#lib/directory/kerberos/keytab-context.ts";

/** Result codes (RFC 4511 4.1.9). */
const SUCCESS = 0;
const SASL_BIND_IN_PROGRESS = 14;

/** Far above the message ids that the client uses on the same connection. */
const FIRST_MESSAGE_ID = 2 ** 30;

/**
 * RFC 4752 3.1: no security layer, so no buffer size. TLS protects the connection; Windows refuses
 * both at once.
 */
const NO_LAYER = 1;

/** RFC 4511 4.2.2: `serverSaslCreds`. */
const SERVER_TOKEN = 0x87;

/**
 * Signs in on the client's open connection with SASL GSSAPI (RFC 4752, RFC 4513 5.2.1). The
 * client's own SASL bind accepts only text, which Kerberos tokens are not; it ignores answers to
 * messages that it did not send. Nothing else may be in flight on the connection.
 *
 * @throws what the client throws for a refused bind, or what the context throws
 */
export async function gssapiBind(
	socket: Socket,
	{ context, token }: OpenedContext,
	timeoutMs: number,
): Promise<void> {
	let id = FIRST_MESSAGE_ID;
	const inProgress = { timeoutMs, expected: SASL_BIND_IN_PROGRESS };
	let answer = await ask(socket, { ...inProgress, id: id++, token });
	while (!context.contextComplete) {
		// The context is complete with the server's token; an empty reply confirms that and asks for
		// the layers.
		const next = (await context.step(answer.toString("base64"))) ?? "";
		answer = await ask(socket, { ...inProgress, id: id++, token: next });
	}
	const offered = Buffer.from(await context.unwrap(answer.toString("base64")), "base64");
	if (((offered[0] ?? 0) & NO_LAYER) === 0) {
		throw new Error("The controller requires a security layer within TLS.");
	}
	const chosen = await context.wrap(Buffer.from([NO_LAYER, 0, 0, 0]).toString("base64"));
	await ask(socket, { timeoutMs, expected: SUCCESS, id, token: chosen });
}

type Question = { id: number; token: string; timeoutMs: number; expected: number };

/** Sends one step of the bind. @returns the server's token */
async function ask(socket: Socket, question: Question): Promise<Buffer> {
	const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
	let received = Buffer.alloc(0);
	const listen = (chunk: Buffer) => {
		received = Buffer.concat([received, chunk]);
		try {
			const reader = new BerReader(received);
			if (reader.readSequence() === null || reader.remain < reader.length) return;
			resolve(tokenOf(reader, question));
		} catch (error) {
			reject(error);
		}
	};
	const fail = () => reject(new Error("Connection closed before the bind was answered."));
	const timer = setTimeout(
		() => reject(new Error("BindRequest: Operation timed out")),
		question.timeoutMs,
	);
	socket.on("data", listen);
	socket.once("close", fail);
	try {
		if (socket.destroyed) fail();
		else socket.write(request(question));
		return await promise;
	} finally {
		clearTimeout(timer);
		socket.off("data", listen);
		socket.off("close", fail);
	}
}

/** RFC 4511 4.2: the version, an empty name, and the mechanism with its token. */
function request({ id, token }: Question): Buffer {
	const writer = new BerWriter();
	writer.startSequence();
	writer.writeInt(id);
	writer.startSequence(ProtocolOperation.LDAP_REQ_BIND);
	writer.writeInt(ProtocolOperation.LDAP_VERSION_3);
	writer.writeString("");
	writer.startSequence(ProtocolOperation.LDAP_REQ_BIND_SASL);
	writer.writeString("GSSAPI");
	writer.writeBuffer(Buffer.from(token, "base64"), 0x04);
	writer.endSequence();
	writer.endSequence();
	writer.endSequence();
	return writer.buffer;
}

function tokenOf(reader: BerReader, { id, expected }: Question): Buffer {
	if (reader.readInt() !== id || reader.readSequence(ProtocolOperation.LDAP_RES_BIND) === null) {
		throw new Error("Received an answer to something other than the bind.");
	}
	const status = reader.readEnumeration() ?? -1;
	reader.readString();
	const errorMessage = reader.readString() ?? "";
	if (status !== expected) {
		throw StatusCodeParser.parse({ status, errorMessage } as BindResponse);
	}
	const hasToken = reader.remain > 0 && reader.peek() === SERVER_TOKEN;
	return (hasToken && reader.readString(SERVER_TOKEN, true)) || Buffer.alloc(0);
}
