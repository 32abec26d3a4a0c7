import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { errors, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "#lib/log.ts";
import { tenantKeys } from "./tenant-keys.ts";

/** A tenant that serves its keys over HTTP and counts the requests. */

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
const MINUTE_MS = 60_000;
/** Longer than the pause between two reads. */
const A_PAUSE_MS = 1_000;

const pairs = new Map<string, Pair>();
const publicKeys = new Map<string, JWK>();
beforeAll(async () => {
	for (const kid of ["old", "new"]) {
		const pair = await generateKeyPair("RS256", { extractable: true });
		pairs.set(kid, pair);
		publicKeys.set(kid, { ...(await exportJWK(pair.publicKey)), kid, use: "sig", alg: "RS256" });
	}
});

let server: Server;
let url: string;
let asked: number;
let answer: (response: ServerResponse) => void;
let now: number;
let lines: string[];
const log = createLog((line) => lines.push(line));

const withKeys = (...kids: string[]) => {
	answer = (response) =>
		response
			.setHeader("content-type", "application/json")
			.end(JSON.stringify({ keys: kids.map((kid) => publicKeys.get(kid)) }));
};
const away = () => {
	answer = (response) => response.destroy();
};

beforeEach(async () => {
	asked = 0;
	now = 0;
	lines = [];
	withKeys("old");
	server = createServer((_, response) => {
		asked += 1;
		answer(response);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
});
afterEach(() => {
	server.closeAllConnections();
	server.close();
});

async function token(kid: string, signedBy = kid): Promise<string> {
	const key = pairs.get(signedBy)?.privateKey ?? pairs.get("old")?.privateKey;
	return await new SignJWT({}).setProtectedHeader({ alg: "RS256", kid }).sign(key as CryptoKey);
}

/** Keys whose age is set with `now`; pauses between reads take real time. */
function keysOf() {
	const keys = tenantKeys(url, () => now + performance.now());
	return async (kid: string, signedBy?: string) => {
		try {
			await jwtVerify(await token(kid, signedBy), keys.find);
			return "accepted";
		} catch (error) {
			return error instanceof errors.JOSEError ? "refused" : "unreachable";
		}
	};
}

describe("while the tenant does not answer", () => {
	test.each([
		["cuts the connection", away],
		[
			"answers an error",
			() => {
				answer = (response) => response.writeHead(503).end();
			},
		],
		[
			"sends somewhere else",
			() => {
				answer = (response) => response.writeHead(302, { location: "/login" }).end();
			},
		],
		[
			"answers something else",
			() => {
				answer = (response) => response.end("<html>");
			},
		],
		[
			"answers something that is not a key set",
			() => {
				answer = (response) => response.end('{"keys":"none"}');
			},
		],
		["answers an empty set", () => withKeys()],
		[
			"answers a set without a key that verifies",
			() => {
				answer = (response) => response.end('{"keys":[null,{"kty":"oct","k":"AAAA"}]}');
			},
		],
	])("known keys remain accepted for a day: it %s", async (_how, fail) => {
		const check = keysOf();
		expect(await check("old")).toBe("accepted");
		fail();
		for (const minutes of [9, 11, 60, 23 * 60]) {
			now = minutes * MINUTE_MS;
			expect(await check("old"), `${minutes} minutes`).toBe("accepted");
		}
		now = 25 * 60 * MINUTE_MS;
		expect(await check("old")).toBe("unreachable");
		withKeys("old");
		now += A_PAUSE_MS;
		expect(await check("old")).toBe("accepted");
	});
	test("a token with an unknown key is not refused, but a forged signature is", async () => {
		const check = keysOf();
		expect(await check("old")).toBe("accepted");
		away();
		now += A_PAUSE_MS;
		expect(await check("new")).toBe("unreachable");
		expect(await check("old", "new")).toBe("refused");
	});
	test("a portal that has just started has none", async () => {
		away();
		const check = keysOf();
		expect(await check("old")).toBe("unreachable");
		withKeys("old");
		now += A_PAUSE_MS;
		expect(await check("old")).toBe("accepted");
	});
});

test("a key that the tenant has withdrawn is refused, without a request for a new one", async () => {
	const check = keysOf();
	expect(await check("old")).toBe("accepted");
	withKeys("new");
	now = 11 * MINUTE_MS;
	expect(await check("old")).toBe("accepted");
	await expect.poll(() => check("old")).toBe("refused");
});

describe("a key change", () => {
	/** The pause before one read, plus slack for a busy machine. Otherwise keys are read only every ten minutes. */
	const SOON_MS = 15_000;

	test("takes effect within a moment after one garbage token", async () => {
		const check = keysOf();
		expect(await check("old")).toBe("accepted");
		expect(await check("garbage")).toBe("refused");
		withKeys("old", "new");
		const startedAt = performance.now();
		expect(await check("new")).toBe("accepted");
		expect(performance.now() - startedAt).toBeLessThan(SOON_MS);
	});
	test("takes effect within a moment in a flood, and the tenant is asked once a second", async () => {
		const check = keysOf();
		expect(await check("old")).toBe("accepted");
		const floods: Promise<string>[] = [];
		const floodedAt = performance.now();
		const flood = setInterval(() => {
			for (let n = 0; n < 10; n++) floods.push(check(`garbage ${floods.length}`));
		}, 20);
		await new Promise((resolve) => setTimeout(resolve, 500));
		withKeys("old", "new");
		const startedAt = performance.now();
		expect(await check("new")).toBe("accepted");
		const tookMs = performance.now() - startedAt;
		clearInterval(flood);
		expect(new Set(await Promise.all(floods))).toEqual(new Set(["refused"]));
		expect(tookMs).toBeLessThan(SOON_MS);
		// 50 per second on an idle machine, fewer on a busy one: far more than requests to the tenant.
		expect(floods.length).toBeGreaterThan(50);
		expect(asked).toBeLessThan(5 + (performance.now() - floodedAt) / 1_000);
	});
	test("is not missed by a read that started before it", async () => {
		const check = keysOf();
		expect(await check("old")).toBe("accepted");
		const answered = Promise.withResolvers<ServerResponse>();
		answer = (response) => answered.resolve(response);
		const early = check("new");
		const response = await answered.promise;
		withKeys("old", "new");
		const late = check("new");
		response.end(JSON.stringify({ keys: [publicKeys.get("old")] }));
		expect([await early, await late]).toEqual(["refused", "accepted"]);
	});
});

describe("the state of the keys", () => {
	const aged = () => tenantKeys(url, () => now + performance.now(), log);
	test("is found before any token arrives, by reading them", async () => {
		expect(await aged().state()).toBe("ok");
	});
	test("is away without keys, and ok once the tenant serves them", async () => {
		away();
		const keys = aged();
		expect(await keys.state()).toBe("away");
		now += A_PAUSE_MS;
		expect(await keys.state()).toBe("away");
		withKeys("old");
		now += A_PAUSE_MS;
		expect(await keys.state()).toBe("ok");
		expect(lines.map((line) => JSON.parse(line))).toMatchObject([
			{ event: "tenant-keys-unread", url, cause: { code: "UND_ERR_SOCKET" } },
			{ event: "tenant-keys-read" },
		]);
	});
	test("is degraded for a day while the known ones are old", async () => {
		const keys = aged();
		await keys.state();
		away();
		now = 60 * MINUTE_MS;
		expect(await keys.state()).toBe("degraded");
		now = 25 * 60 * MINUTE_MS;
		expect(await keys.state()).toBe("away");
	});
	test("is known within a second or so, even if the tenant hangs", async () => {
		answer = () => undefined;
		const startedMs = performance.now();
		expect(await aged().state()).toBe("away");
		expect(performance.now() - startedMs).toBeLessThan(2_500);
	});
});
