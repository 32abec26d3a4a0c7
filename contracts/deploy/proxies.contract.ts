import { type ChildProcess, spawn } from "node:child_process";
import {
	copyFileSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { type ClientHttp2Session, connect, type OutgoingHttpHeaders } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedStore } from "#bench/watch/portal.ts";
import { INTERFACE, type Route } from "#lib/interface/interface.ts";
import { readSettings } from "#lib/server/settings/settings.ts";
import { createAuthority } from "#practice/domain/certificates.ts";
import { personNamed } from "#practice/domain/example-people.ts";
import { startSimulatedDomain } from "#practice/domain/simulated-domain.ts";
import { CONTROLLERS, type DomainStandIn } from "#practice/domain/stand-in.ts";
import { debianProgram } from "#tools/debian-packages.ts";
import { nginxCommand } from "#tools/nginx.ts";
import { type PortalProcess, startPortal } from "#tools/portal-process.ts";
import { freePort, isPortTaken } from "#tools/ports.ts";
import { endProcess } from "#tools/processes.ts";

/** The samples in deploy/, unchanged except for ports and files, in front of the built portal. */

const NAME = "password.contoso.com";
const TOKEN = "0123456789abcdef01234567";
const DEPLOY = join(import.meta.dirname, "../../deploy");
const LARGEST_BYTES = Math.max(...Object.values<Route>(INTERFACE).map(({ bytes = 0 }) => bytes));
/** As large as the largest call of the interface may be. */
const LARGEST = Buffer.alloc(LARGEST_BYTES, "a");
/** More than the samples let through. */
const TOO_MUCH = Buffer.alloc(700_000, "a");

type Ports = { tls: number; plain: number; portal: number };
type Proxy = {
	name: string;
	/** The first of the local addresses that its callers use: limits outlast a test. */
	from: number;
	/** Writes its configuration to the folder. @returns the command that runs it */
	command(folder: string, ports: Ports): string[];
};

const sample = (...path: string[]) => readFileSync(join(DEPLOY, ...path), "utf8");

const PROXIES: Proxy[] = [
	{
		name: "nginx",
		from: 20,
		command(folder, { tls, plain, portal }) {
			const site = sample("nginx", "keyturn.conf")
				.replaceAll("listen 443 ssl", `listen 127.0.0.1:${tls} ssl`)
				.replace("listen 80", `listen 127.0.0.1:${plain}`)
				.replace("127.0.0.1:3000", `127.0.0.1:${portal}`)
				.replaceAll("/etc/keyturn/", `${folder}/`)
				.replaceAll("/var/log/nginx/", `${folder}/`);
			return nginxCommand(folder, site);
		},
	},
	{
		name: "Caddy",
		from: 60,
		command(folder, { tls, plain, portal }) {
			const options = `admin off\nhttp_port ${plain}\nhttps_port ${tls}\ndefault_bind 127.0.0.1`;
			const site = sample("caddy", "Caddyfile")
				.replace(/^\{/m, `{\n${options}`)
				.replace(`${NAME} {`, `${NAME}:${tls} {`)
				.replace("127.0.0.1:3000", `127.0.0.1:${portal}`)
				.replaceAll("/etc/keyturn/", `${folder}/`);
			const file = join(folder, "Caddyfile");
			writeFileSync(file, site);
			return [debianProgram("caddy"), "run", "--config", file, "--adapter", "caddyfile"];
		},
	},
];

/** One per proxy. */
const PEOPLE = PROXIES.map(({ name }) => personNamed(name));

/** Before the server's next heartbeat, which could flush a proxy's buffer. */
const AT_ONCE = { timeout: 10_000 };

let folder: string;
let ca: string;
let domain: DomainStandIn;
let portal: PortalProcess;
let tickets: string[];

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "keyturn-proxies-"));
	const authority = await createAuthority("Proxies of the contracts");
	const { cert, key } = await authority.issue({ dns: [NAME], ip: [] });
	ca = authority.cert;
	writeFileSync(join(folder, "tls.crt"), cert);
	writeFileSync(join(folder, "tls.key"), key);
	domain = await startSimulatedDomain({ dataDir: folder, ports: { dc1: 0, dc2: 0 } });
	for (const at of CONTROLLERS) await domain.addMany(at, PEOPLE, "old");
	const environment = {
		...domain.environment,
		ENTRA_TENANT_ID: "11111111-2222-4333-8444-555555555555",
		ENTRA_CLIENT_ID: "22222222-3333-4444-8555-666666666666",
		ENTRA_AUTHORITY: "http://127.0.0.1:9/11111111-2222-4333-8444-555555555555",
		GRAPH_URL: "http://127.0.0.1:9",
		PORTAL_URL: `https://${NAME}`,
		DATA_DIR: join(folder, "data"),
		TRUSTED_PROXIES: "127.0.0.1",
		METRICS_TOKEN: TOKEN,
	};
	const settings = readSettings(environment);
	if (!settings.ok) throw new Error(JSON.stringify(settings));
	tickets = await seedStore(settings.value, PEOPLE);
	const where = { port: await freePort(), host: "127.0.0.1" };
	portal = await startPortal({ ...where, environment, isQuiet: true });
});
afterAll(async () => {
	portal?.child.kill("SIGKILL");
	await domain?.stop();
	rmSync(folder, { recursive: true, force: true });
});

describe.each(PROXIES)("$name", ({ name, from, command }) => {
	const index = PROXIES.findIndex((one) => one.name === name);
	let child: ChildProcess;
	let ports: Ports;
	let session: ClientHttp2Session;

	beforeAll(async () => {
		({ child, ports } = await start(folder, Number(new URL(portal.url).port)));
		session = open();
	});
	afterAll(async () => {
		session?.close();
		await endProcess(child);
	});

	/** Runs the proxy before a portal's port. */
	async function start(within: string, portalPort: number) {
		const ports = { tls: await freePort(), plain: await freePort(), portal: portalPort };
		const [program = "", ...args] = command(within, ports);
		const env = { PATH: process.env.PATH, HOME: within, NODE_ENV: "production" } as const;
		const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env });
		let output = "";
		for (const stream of [child.stdout, child.stderr]) stream?.on("data", (one) => (output += one));
		const until = Date.now() + 10_000;
		while (!(await isPortTaken(ports.tls, "127.0.0.1"))) {
			if (child.exitCode !== null || Date.now() > until) throw new Error(output);
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		return { child, ports, output: () => output };
	}

	/** A browser's connection from a local address. */
	function open(localAddress = "127.0.0.1", port = ports.tls) {
		const from = { host: "127.0.0.1", port, localAddress };
		const options = { ...from, ca, servername: NAME, ALPNProtocols: ["h2"] };
		return connect(`https://${NAME}`, { createConnection: () => connectTls(options) });
	}

	function call(path: string, headers: OutgoingHttpHeaders = {}, by = session, body?: Buffer) {
		const stream = by.request({ ":path": path, ":authority": NAME, ...headers });
		if (body) stream.on("error", () => undefined).end(body);
		return new Promise<{ headers: OutgoingHttpHeaders; body: Buffer }>((resolve, reject) => {
			const chunks: Buffer[] = [];
			let got: OutgoingHttpHeaders = {};
			stream.on("response", (one) => (got = one));
			stream.on("data", (chunk) => chunks.push(chunk));
			stream.on("close", () => resolve({ headers: got, body: Buffer.concat(chunks) }));
			if (!body) stream.on("error", reject);
		});
	}

	test("a page is served over HTTP/2, compressed as built, with its policy", async () => {
		const page = await call("/", { "accept-encoding": "gzip, br", "accept-language": "de" });
		expect(session.alpnProtocol).toBe("h2");
		expect(page.headers).toMatchObject({ ":status": 200, "content-encoding": "br" });
		expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
		expect(page.headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
		const html = brotliDecompressSync(page.body).toString();
		const [, script = ""] = /src="(\/_next\/static\/[^"]+\.js)"/.exec(html) ?? [];
		const file = await call(script, { "accept-encoding": "br" });
		expect(file.headers["cache-control"]).toContain("immutable");
		expect(brotliDecompressSync(file.body).length).toBeGreaterThan(file.body.length);
	});

	test.each([NAME, "evil.example"])("plain HTTP to %s is redirected to TLS", async (host) => {
		const answer = await new Promise<IncomingMessage>((resolve, reject) => {
			const asked = { port: ports.plain, path: "/profile?a=b", headers: { Host: host } };
			request(asked, (answer) => resolve(answer.resume()))
				.on("error", reject)
				.end();
		});
		const { statusCode, headers } = answer;
		expect([statusCode, headers.location]).toEqual([308, `https://${NAME}/profile?a=b`]);
	});

	test("events are passed on at once, uncompressed", async () => {
		const path = `/api/watches/${tickets[index]}/events`;
		const person = PEOPLE[index];
		if (!person) throw new Error("Nobody waits.");
		const stream = session.request({
			":path": path,
			":authority": NAME,
			"accept-encoding": "br, gzip",
		});
		let received = "";
		let headers: OutgoingHttpHeaders = {};
		stream.on("response", (one) => (headers = one));
		stream.setEncoding("utf8").on("data", (chunk) => (received += chunk));
		await expect.poll(() => received, AT_ONCE).toContain('"state":"waiting"');
		expect(headers["content-type"]).toContain("text/event-stream");
		expect(headers["content-encoding"]).toBeUndefined();
		for (const at of CONTROLLERS) await domain.setKeys(at, person, "Never-Stored-1");
		await expect.poll(() => received, AT_ONCE).toMatch(/"state":"(?:arriving|usable)"/);
		expect(stream.closed).toBe(false);
		stream.close();
	});

	test("each caller is limited by the real address, whatever the request claims", async () => {
		const guess = async (by: ClientHttp2Session, claimed: string) =>
			(await call("/api/go/AAAAAAAAAAAA", { "x-forwarded-for": claimed }, by)).headers[":status"];
		const guesser = open(`127.0.0.${from}`);
		const answers = [];
		for (let one = 0; one < 31; one++) answers.push(await guess(guesser, `192.0.2.${one}`));
		expect(answers.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 404));
		expect(answers.at(-1)).toBe(429);
		const neighbour = open(`127.0.0.${from + 1}`);
		expect(await guess(neighbour, `127.0.0.${from}`)).toBe(404);
		for (const one of [guesser, neighbour]) one.close();
	});

	test("the cookies of a whole domain are not refused", async () => {
		const cookie = Array.from({ length: 6 }, (_, n) => `site${n}=${"y".repeat(4_000)}`).join("; ");
		expect((await call("/profile", { cookie }, open())).headers[":status"]).toBe(200);
	});

	test("oversized requests are refused", async () => {
		const post = { ":method": "POST", "content-type": "application/json" };
		const by = open();
		const declared = { ...post, "content-length": TOO_MUCH.length };
		const { headers } = await call("/api/go/AAAAAAAAAAAA/marks", declared, by, TOO_MUCH);
		expect(headers[":status"]).toBe(413);
		by.close();
		const unsaid = open();
		const refused = await call("/api/go/AAAAAAAAAAAA/marks", post, unsaid, TOO_MUCH);
		// The portal may hang up first, at the call's own limit: then Caddy has no answer to pass on.
		expect([413, 502]).toContain(refused.headers[":status"]);
		unsaid.close();
		const path = "/api/helpdesk/cohorts/group/lookups/name";
		const largest = await call(path, post, open(), LARGEST);
		expect(largest.headers[":status"]).toBe(401);
	});

	test("metrics cannot be read from outside", async () => {
		const { headers } = await call("/api/metrics", { authorization: `Bearer ${TOKEN}` });
		expect(headers[":status"]).toBe(404);
	});

	test("no log has a ticket, even when the portal does not answer", async () => {
		const own = mkdtempSync(join(folder, "alone-"));
		for (const file of ["tls.crt", "tls.key"]) copyFileSync(join(folder, file), join(own, file));
		const alone = await start(own, await freePort());
		const by = open("127.0.0.1", alone.ports.tls);
		const { headers } = await call(`/api/watches/${tickets[index]}`, {}, by);
		expect(headers[":status"]).toBe(502);
		by.close();
		await endProcess(alone.child);
		const errors = join(own, "error.log");
		const log = alone.output() + (existsSync(errors) ? readFileSync(errors, "utf8") : "");
		expect(log).not.toContain(tickets[index]);
	});
});
