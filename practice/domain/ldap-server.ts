import type { AddressInfo, Socket } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import type { Credentials } from "./certificates.ts";
import { createFrames } from "./ldap-ber.ts";
import { type LdapRequest, readRequest } from "./ldap-requests.ts";
import type { LdapSession } from "./ldap-session.ts";

export type Traffic = "connection" | LdapRequest["operation"];

export type LdapServerOptions = {
	/** A loopback address; default 127.0.0.1. */
	host?: string | undefined;
	/** 0: any free one. */
	port: number;
	credentials: Credentials;
	openSession: () => LdapSession;
	/** Called for every connection and request, for tests that count them. */
	onTraffic?: ((kind: Traffic) => void) | undefined;
};

const LOOPBACK = "127.0.0.1";

/** An LDAPS listener on a loopback address that can be made to fail like a machine. */
export class LdapServer {
	readonly #server;
	readonly #openSession: () => LdapSession;
	/** The raw connections, so that one in the middle of its TLS handshake is cut too. */
	readonly #connections = new Set<Socket>();
	readonly #sockets = new Set<TLSSocket>();
	readonly #host: string;
	readonly #onTraffic: LdapServerOptions["onTraffic"];
	#port: number;
	#isHanging = false;

	constructor({ host, port, credentials, openSession, onTraffic }: LdapServerOptions) {
		this.#host = host ?? LOOPBACK;
		this.#onTraffic = onTraffic;
		this.#port = port;
		this.#openSession = openSession;
		this.#server = createServer({ ...credentials, minVersion: "TLSv1.2" });
		this.#server.on("connection", (socket: Socket) => remember(this.#connections, socket));
		this.#server.on("secureConnection", (socket) => this.#serve(socket));
	}

	/** The port, which stays the same across stops and starts. */
	get port(): number {
		return this.#port;
	}

	/** Host and port. */
	get address(): string {
		return `${this.#host}:${this.#port}`;
	}

	/** Listens and answers, from any state. Rejects if the port is in use. */
	async start(): Promise<void> {
		this.#isHanging = false;
		await this.#listen();
		for (const socket of this.#sockets) socket.resume();
	}

	/** Accepts connections but answers nothing; requests are answered after `start`. */
	async hang(): Promise<void> {
		this.#isHanging = true;
		for (const socket of this.#sockets) socket.pause();
		await this.#listen();
	}

	/** Cuts every connection and refuses new ones. */
	async stop(): Promise<void> {
		if (!this.#server.listening) return;
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#server.close(() => resolve());
		for (const socket of this.#connections) socket.destroy();
		await promise;
	}

	async #listen(): Promise<void> {
		const server = this.#server;
		if (server.listening) return;
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		server.once("error", reject);
		server.listen(this.#port, this.#host, () => {
			server.off("error", reject);
			this.#port = (server.address() as AddressInfo).port;
			resolve();
		});
		await promise;
	}

	#serve(socket: TLSSocket): void {
		remember(this.#sockets, socket);
		socket.on("error", () => socket.destroy());
		socket.setNoDelay(true);
		const frames = createFrames();
		const session = this.#openSession();
		this.#onTraffic?.("connection");
		socket.on("data", (chunk: Buffer) => {
			try {
				for (const message of frames(chunk)) {
					const request = readRequest(message);
					this.#onTraffic?.(request.operation);
					answer(socket, session, request);
				}
			} catch (error) {
				// RFC 4511 5.3: only the connection that broke the protocol ends.
				socket.destroy();
				console.error(error);
			}
		});
		if (this.#isHanging) socket.pause();
	}
}

function remember<Kind extends Socket>(sockets: Set<Kind>, socket: Kind): void {
	sockets.add(socket);
	socket.once("close", () => sockets.delete(socket));
}

function answer(socket: TLSSocket, session: LdapSession, request: LdapRequest): void {
	if (request.operation === "unbind") {
		socket.end();
		return;
	}
	const bytes = session.answer(request);
	if (bytes) socket.write(bytes);
}
