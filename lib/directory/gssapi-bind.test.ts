import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { BerReader, BerWriter, InvalidCredentialsError, ProtocolOperation } from "ldapts";
import { afterEach, expect, test } from "vitest";
import { gssapiBind } from "./gssapi-bind.ts";
import { signInRefusal } from "./sign-in-refusal.ts";

/** A Kerberos token is binary: decoded as text, these bytes would be lost. */
const TOKEN = Buffer.from([0x60, 0xff, 0x00, 0x80, 0xc3, 0x28]);
const base64 = (...bytes: number[]) => Buffer.from(bytes).toString("base64");

type Answer = { status: number; message?: string; token?: Buffer };

let server: Server;
let client: Socket;
afterEach(() => {
	client.destroy();
	server.close();
});

/** Answers each step of a bind with the next of these, byte for byte. @returns the tokens sent */
async function against(answers: Answer[]): Promise<Buffer[]> {
	const sent: Buffer[] = [];
	server = createServer((socket) => {
		socket.setNoDelay(true).on("data", async (data) => {
			const { id, token } = readRequest(data);
			const answer = answers[sent.length];
			sent.push(token);
			if (!answer) return socket.destroy();
			for (const byte of written(id, answer)) {
				socket.write(Buffer.from([byte]));
				await new Promise(setImmediate);
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	client = connect((server.address() as AddressInfo).port, "127.0.0.1");
	return sent;
}

function readRequest(data: Buffer) {
	const reader = new BerReader(data);
	reader.readSequence();
	const id = reader.readInt() ?? 0;
	reader.readSequence(ProtocolOperation.LDAP_REQ_BIND);
	reader.readInt();
	reader.readString();
	reader.readSequence(ProtocolOperation.LDAP_REQ_BIND_SASL);
	expect(reader.readString()).toBe("GSSAPI");
	return { id, token: reader.readString(0x04, true) ?? Buffer.alloc(0) };
}

function written(id: number, { status, message = "", token }: Answer): Buffer {
	const writer = new BerWriter();
	writer.startSequence();
	writer.writeInt(id);
	writer.startSequence(ProtocolOperation.LDAP_RES_BIND);
	writer.writeEnumeration(status);
	writer.writeString("");
	writer.writeString(message);
	if (token) writer.writeBuffer(token, 0x87);
	writer.endSequence();
	writer.endSequence();
	return writer.buffer;
}

/** A context whose first token is sent, and which is complete with the server's first. */
function opened() {
	const stepped: string[] = [];
	const context = {
		contextComplete: false,
		async step(challenge: string) {
			stepped.push(challenge);
			context.contextComplete = true;
			return null;
		},
		unwrap: async (token: string) => token,
		wrap: async (message: string) => message,
	};
	return { stepped, opened: { context, token: TOKEN.toString("base64") } };
}

const MORE = { status: 14 };
const EVERY_LAYER = Buffer.from([7, 0, 0x10, 0]);

test("tokens are sent and received as bytes, and no security layer is chosen", async () => {
	const sent = await against([
		{ ...MORE, token: TOKEN },
		{ ...MORE, token: EVERY_LAYER },
		{ status: 0 },
	]);
	const { stepped, opened: context } = opened();
	await gssapiBind(client, context, 5_000);
	expect(stepped).toEqual([TOKEN.toString("base64")]);
	expect(sent.map((token) => token.toString("base64"))).toEqual([
		TOKEN.toString("base64"),
		"",
		base64(1, 0, 0, 0),
	]);
});

test("a refusal carries the controller's own reason", async () => {
	await against([{ status: 49, message: "80090346: LdapErr: comment: x, data 80090346, v4563" }]);
	const error = await gssapiBind(client, opened().opened, 5_000).catch((thrown) => thrown);
	expect(error).toBeInstanceOf(InvalidCredentialsError);
	expect(signInRefusal(error)).toBe("channel-binding");
});

test("a bind to a controller that requires a security layer fails", async () => {
	await against([
		{ ...MORE, token: TOKEN },
		{ ...MORE, token: Buffer.from([6, 0, 0x10, 0]) },
		{ status: 0 },
	]);
	await expect(gssapiBind(client, opened().opened, 5_000)).rejects.toThrow("security layer");
});

test.each([
	["success before the security layers were negotiated", [{ status: 0, token: TOKEN }]],
	["a connection that ends", []],
	["half a bind", [{ ...MORE, token: TOKEN }]],
])("%s is not a sign-in", async (_, answers) => {
	await against(answers);
	await expect(gssapiBind(client, opened().opened, 5_000)).rejects.toThrow();
});
