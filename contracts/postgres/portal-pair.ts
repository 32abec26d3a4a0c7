import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Delays } from "#practice/domain/delivery.ts";
import { type Practice, startPractice } from "#practice/practice.ts";
import { createPerson } from "#practice/tenant/fresh-person.ts";
import type { Template } from "#practice/tenant/people.ts";
import { createPortalClient } from "#practice/tenant/portal-client.ts";
import { type Balancer, startBalancer } from "#tools/balancer.ts";
import { type PortalProcess, startPortal } from "#tools/portal-process.ts";
import { freePort } from "#tools/ports.ts";
import { endProcess } from "#tools/processes.ts";

const DAY_MS = 86_400_000;

/** Two portals in separate processes, on one database and behind a simple load balancer. */
export type PortalPair = {
	practice: Practice;
	balancer: Balancer;
	portal(n: 0 | 1): PortalProcess;
	/** Ends one portal, as a power cut or an operator does. */
	end(n: 0 | 1, signal: "SIGKILL" | "SIGTERM"): Promise<void>;
	startAgain(n: 0 | 1): Promise<void>;
	/** Somebody in the domain who is signed in. */
	signedIn(template?: Template): Promise<SignedIn>;
	stop(): Promise<void>;
};

/** Somebody in the domain, with calls of the portal's interface and of Graph. */
export type SignedIn = Awaited<ReturnType<typeof signIn>>;

/**
 * @param delaysMs how long a change takes to each controller
 * @param more further settings of both portals
 */
export async function startPortalPair(
	databaseUrl: string,
	delaysMs: Delays,
	more: Record<string, string> = {},
): Promise<PortalPair> {
	const folder = mkdtempSync(join(tmpdir(), "keyturn-two-"));
	const ports = [await freePort(), await freePort()] as const;
	const balancer = await startBalancer(
		0,
		ports.map((port) => `http://127.0.0.1:${port}`),
	);
	const practice = await startPractice({
		domain: "simulated",
		port: 0,
		portalOrigins: [balancer.url],
		dataDir: folder,
		madeAt: new Date(Date.now() - DAY_MS),
		delaysMs,
		controllers: { ports: { dc1: 0, dc2: 0 } },
	});
	const environment = {
		...practice.environment,
		PORTAL_URL: balancer.url,
		DATABASE_URL: databaseUrl,
		DATA_DIR: join(folder, "unused"),
		...more,
	};

	const start = (port: number) =>
		startPortal({ port, host: "127.0.0.1", environment, hasPages: false, isQuiet: true });

	const portals = { 0: await start(ports[0]), 1: await start(ports[1]) };
	return {
		practice,
		balancer,
		portal: (n) => portals[n],
		end: (n, signal) => endProcess(portals[n].child, signal),
		async startAgain(n) {
			portals[n] = await start(ports[n]);
		},
		signedIn: (template = "in-domain") => signIn(practice, balancer.url, template),
		async stop() {
			await Promise.all([0, 1].map((n) => endProcess(portals[n === 0 ? 0 : 1].child, "SIGKILL")));
			await balancer.stop();
			await practice.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function signIn({ tenant, environment }: Practice, portalUrl: string, template: Template) {
	const { person, password } = await createPerson(tenant.people, { template }, new Date());
	const tokenFor = async (scope: string) => {
		const client = createPortalClient(tenant, portalUrl);
		const tokens = await client.signIn(person.userPrincipalName, password ?? "", scope);
		return tokens.access_token;
	};
	const own = await tokenFor(`api://${environment.ENTRA_CLIENT_ID}/Access`);
	const graph = await tokenFor("User-PasswordProfile.ReadWrite.All User.Read");
	let current = password;
	return {
		person,
		/** One call, to a portal or to the balancer. */
		async call(at: string, method: string, path: string, body?: unknown, headers: object = {}) {
			const response = await fetch(`${at}/api/${path}`, {
				method,
				headers: {
					...headers,
					authorization: `Bearer ${own}`,
					...(body !== undefined && { "content-type": "application/json" }),
				},
				...(body !== undefined && { body: JSON.stringify(body) }),
			});
			const answer = response.status === 204 ? undefined : await response.json();
			return { status: response.status, answer };
		},
		/** Changes the password through Graph. @returns Entra's time of the change */
		async change(): Promise<string> {
			const newPassword = `Keyturn-${randomBytes(6).toString("hex")}-A1`;
			const changed = await fetch(`${environment.GRAPH_URL}/v1.0/me/changePassword`, {
				method: "POST",
				headers: { authorization: `Bearer ${graph}`, "content-type": "application/json" },
				body: JSON.stringify({ currentPassword: current, newPassword }),
			});
			if (changed.status !== 204) throw new Error(`Graph: HTTP ${changed.status}`);
			current = newPassword;
			return tenant.people.find(person.id)?.lastPasswordChangeDateTime ?? "";
		},
	};
}
