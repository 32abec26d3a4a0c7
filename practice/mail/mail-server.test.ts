import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { startMailServer } from "./mail-server.ts";

/** Sends each line once the server has answered the previous one. @returns the connection after the last answer */
async function converse(port: number, lines: readonly string[]) {
	const socket = connect(port, "127.0.0.1");
	const answers = createInterface({ input: socket })[Symbol.asyncIterator]();
	await answers.next();
	for (const line of lines) {
		socket.write(`${line}\r\n`);
		await answers.next();
	}
	return socket;
}

const TO_DATA = ["HELO portal", "MAIL FROM:<a@contoso.com>", "RCPT TO:<b@contoso.com>", "DATA"];

test("a client that disconnects in the middle of a mail leaves none, and the next mail is received", async () => {
	const server = await startMailServer();
	const cut = await converse(server.port, TO_DATA);
	cut.write("Subject: cut off\r\n\r\nhalf of it");
	cut.resetAndDestroy();
	const whole = await converse(server.port, [...TO_DATA, "Subject: whole\r\n\r\nall\r\n."]);
	whole.end();
	await once(whole, "close");
	expect(server.mails().map(({ subject }) => subject)).toEqual(["whole"]);
	await server.stop();
});
