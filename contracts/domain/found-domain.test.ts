import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lookUpControllers } from "#cli/check/found-controllers.ts";
import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { connectFoundDomain, type FoundDomain } from "#lib/directory/found-domain.ts";
import { createLog } from "#lib/log.ts";
import { type NameServer, startNameServer, type Zone } from "#practice/dns/name-server.ts";
import { namesFrom } from "#practice/dns/names-from.ts";
import { personNamed } from "#practice/domain/example-people.ts";
import { startSimulatedDomain } from "#practice/domain/simulated-domain.ts";
import type { DomainStandIn } from "#practice/domain/stand-in.ts";
import { freePort } from "#tools/ports.ts";
import { connectionTo } from "./connection-to.ts";

/** Controllers found through a real DNS server and read over real TLS, on loopback addresses. */

const DOMAIN = "aaddscontoso.com";
const HOSTS = { dc1: "127.0.0.60", dc2: "127.0.0.61" };
const person = personNamed("ada");
const keys = [{ id: person.id, userPrincipalName: person.userPrincipalName }];

const SRV = (...hosts: string[]): Zone => ({
	SRV: { [`_ldap._tcp.${DOMAIN}`]: hosts },
	A: { [`dc1.${DOMAIN}`]: [HOSTS.dc1], [`dc2.${DOMAIN}`]: [HOSTS.dc2] },
});
const BOTH = SRV(`dc1.${DOMAIN}`, `dc2.${DOMAIN}`);
const ADDRESSES: Zone = { A: { [DOMAIN]: [HOSTS.dc1, HOSTS.dc2] } };
/** Certificate names as in Microsoft's instructions, and as sold. */
const WILDCARD = { dns: [`*.${DOMAIN}`], ip: [] };
const ITSELF = { dns: [DOMAIN], ip: [] };

let dataDir: string;
let port: number;
let dns: NameServer;
let domain: DomainStandIn | undefined;
let found: FoundDomain | undefined;
let lines: string[];

beforeEach(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "keyturn-"));
	port = await freePort();
	lines = [];
});
afterEach(async () => {
	await found?.close();
	await domain?.stop();
	await dns.stop();
	found = undefined;
	domain = undefined;
	rmSync(dataDir, { recursive: true });
});

type Start = {
	zone: Zone | undefined;
	certificateNames?: typeof WILDCARD;
	everyMs?: number;
	missedForMs?: number;
};

/** Only the domain's name and an account are set. */
async function start({ zone, certificateNames, ...times }: Start): Promise<FoundDomain> {
	dns = await startNameServer(zone ?? {});
	dns.zone = zone;
	domain = await startSimulatedDomain({
		dataDir,
		hosts: HOSTS,
		ports: { dc1: port, dc2: port },
		...(certificateNames && { certificateNames }),
	});
	await domain.addAccount("dc1", person, "old");
	const { DOMAIN_NAME, DOMAIN_BIND_DN, DOMAIN_BIND_PASSWORD, DOMAIN_CA_FILE } = domain.environment;
	const connection = connectionTo({
		DOMAIN_KERBEROS_CHECK: "false",
		DOMAIN_NAME,
		DOMAIN_BIND_DN,
		DOMAIN_BIND_PASSWORD,
		DOMAIN_CA_FILE,
	});
	expect(connection.baseDn).toBe("DC=aaddscontoso,DC=com");
	found = await connectFoundDomain(connection, {
		domainName: DOMAIN,
		log: createLog((line) => lines.push(line)),
		names: namesFrom(dns.address),
		port,
		retryMs: 50,
		...times,
	});
	return found;
}

const ids = () => found?.controllers.map(({ id }) => id) ?? [];
/** The number of lookups so far. */
const looks = () => dns.asked.filter((type) => type === "SRV").length;
const url = (host: string) => `ldaps://${host}:${port}`;

async function kinds(): Promise<string[]> {
	const answers = (found?.controllers ?? []).map(async (controller) => {
		const observation = (await controller.read(keys)).get(person.id);
		return observation?.kind === "unread" ? observation.reason : (observation?.kind ?? "none");
	});
	return await Promise.all(answers);
}

describe("controllers are found", () => {
	test("by the domain's SRV record, certified for their own names", async () => {
		await start({ zone: { ...BOTH, A: { ...BOTH.A, ...ADDRESSES.A } } });
		expect(ids()).toEqual([url(`dc1.${DOMAIN}`), url(`dc2.${DOMAIN}`)]);
		expect(await kinds()).toEqual(["present", "absent"]);
		expect(found?.controllers.map((c) => c.name())).toEqual([`dc1.${DOMAIN}`, `dc2.${DOMAIN}`]);
	});
	test.each([
		["for every controller of the domain", WILDCARD],
		["for the domain's name", ITSELF],
	])("by the addresses of its name, with a certificate %s", async (_what, certificateNames) => {
		await start({ zone: ADDRESSES, certificateNames });
		expect(ids()).toEqual([url(HOSTS.dc1), url(HOSTS.dc2)]);
		expect(await kinds()).toEqual(["present", "absent"]);
	});
	test("but none outside the domain's name", async () => {
		await start({ zone: SRV("dc1.example.com", `evil${DOMAIN}`, ".") });
		expect(ids()).toEqual([]);
	});
});

test("the check lists the controllers found, or says that there are none", async () => {
	dns = await startNameServer(BOTH);
	const names = namesFrom(dns.address);
	const connection: DomainConnection = {
		controllerUrls: [],
		domainName: DOMAIN,
		bindDn: "",
		bindPassword: "",
		baseDn: "",
		ca: "",
		objectIdAttribute: "",
		lockoutRules: undefined,
		asksKerberos: false,
	};
	const { found, verdict } = await lookUpControllers(connection, names);
	expect(found.controllerUrls).toEqual([`ldaps://dc1.${DOMAIN}`, `ldaps://dc2.${DOMAIN}`]);
	expect(verdict?.found).toMatch(/dc1.*dc2/);
	dns.zone = {};
	expect((await lookUpControllers(connection, names)).verdict?.found).toMatch(
		/lists no controller/,
	);
	dns.zone = undefined;
	expect((await lookUpControllers(connection, names)).verdict?.found).toMatch(/ESERVFAIL/);
});

describe("a certificate is refused", () => {
	const cases: [what: string, zone: Zone, dns: string[]][] = [
		["of another domain, at an address", ADDRESSES, ["*.example.com", "example.com"]],
		["of one other machine, at an address", ADDRESSES, [`web.${DOMAIN}`]],
		["of one other machine, at a name", BOTH, [`web.${DOMAIN}`]],
		["of the domain's name, at a controller's name", BOTH, [DOMAIN]],
	];
	test.each(cases)("%s", async (_what, zone, names) => {
		await start({ zone, certificateNames: { dns: names, ip: [] } });
		expect(await kinds()).toEqual(["certificate", "certificate"]);
	});
});

describe("the names are looked up again", () => {
	test("and a new controller is added", async () => {
		await start({ zone: SRV(`dc1.${DOMAIN}`), everyMs: 30 });
		expect(ids()).toEqual([url(`dc1.${DOMAIN}`)]);
		const changed = new Promise<void>((resolve) => found?.onChange(resolve));
		const [first] = found?.controllers ?? [];
		dns.zone = BOTH;
		await changed;
		expect(ids()).toEqual([url(`dc1.${DOMAIN}`), url(`dc2.${DOMAIN}`)]);
		expect(found?.controllers[0]).toBe(first);
	});
	test("and a missing one is dropped, but not at once, since it may only be restarting", async () => {
		await start({ zone: BOTH, everyMs: 30, missedForMs: 3_000 });
		const changed = new Promise<void>((resolve) => found?.onChange(resolve));
		const before = looks();
		dns.zone = SRV(`dc2.${DOMAIN}`);
		await expect.poll(looks).toBeGreaterThan(before + 3);
		expect(ids()).toHaveLength(2);
		await changed;
		expect(ids()).toEqual([url(`dc2.${DOMAIN}`)]);
	});
	test("until DNS answers, if it did not at the start", async () => {
		await start({ zone: undefined });
		expect(ids()).toEqual([]);
		expect(lines.join()).toContain("controllers-not-found");
		dns.zone = BOTH;
		await expect.poll(ids).toHaveLength(2);
	});
	test("while DNS fails, the known controllers stay", async () => {
		await start({ zone: BOTH, everyMs: 30, missedForMs: 1 });
		dns.zone = undefined;
		await expect.poll(() => lines.join()).toContain("controllers-not-found");
		expect(ids()).toHaveLength(2);
	});
	test("at once when no controller can be read", async () => {
		await start({ zone: BOTH });
		await domain?.stopController("dc1");
		await new Promise((resolve) => setTimeout(resolve, 60));
		expect(await kinds()).toEqual(["refused", "absent"]);
		expect(looks()).toBe(1);
		await domain?.stopController("dc2");
		expect(await kinds()).toEqual(["refused", "refused"]);
		await expect.poll(looks).toBe(2);
	});
});
