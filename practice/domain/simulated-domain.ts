import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { accountMethods } from "./account-methods.ts";
import { createAuthority } from "./certificates.ts";
import { Directory } from "./directory.ts";
import {
	DOMAIN_DN,
	DOMAIN_NAME,
	DOMAIN_NETBIOS,
	hostName,
	SERVICE_ACCOUNT,
} from "./domain-names.ts";
import { POLICY_SETTINGS } from "./domain-policy.ts";
import { LdapServer, type Traffic } from "./ldap-server.ts";
import { LdapSession, type Reader } from "./ldap-session.ts";
import {
	CONTROLLERS,
	type Controller,
	type ControllerEvents,
	type DomainEnvironment,
	type DomainStandIn,
} from "./stand-in.ts";

export type SimulatedDomainOptions = {
	/** The folder for `ca.pem`; created if missing. */
	dataDir: string;
	/** Loopback addresses; default 127.0.0.1. */
	hosts?: Record<Controller, string>;
	/** 0: any free one. Default: 4636 and 4637. */
	ports?: Record<Controller, number>;
	clock?: () => Date;
	/** When the domain was created; default: now. */
	madeAt?: Date;
	/** The service account's password; default: random. */
	bindPassword?: string;
	/** The DNS names and addresses in every controller's certificate, instead of its own. */
	certificateNames?: { dns: readonly string[]; ip: readonly string[] };
	/** Called for every connection and request, for tests that count them. */
	onTraffic?: (at: Controller, kind: Traffic) => void;
};

type Side = {
	directory: Directory;
	server: LdapServer;
	reader: Reader;
	clock: () => Date;
};

const PORTS: Record<Controller, number> = { dc1: 4636, dc2: 4637 };

/**
 * Starts a managed domain of two controllers on the loopback address, each with its own state.
 *
 * Each start creates a new certificate authority, so a running portal has to be
 * restarted too. Rejects if a port is in use or `ca.pem` cannot be written.
 */
export async function startSimulatedDomain(
	options: SimulatedDomainOptions,
): Promise<DomainStandIn> {
	const clock = options.clock ?? (() => new Date());
	const bindPassword = options.bindPassword ?? randomBytes(18).toString("base64url");
	const authority = await createAuthority("Keyturn practice domain CA");
	const seed = randomUUID();
	const sideOf = async (controller: Controller): Promise<Side> => {
		const reader: Reader = { hidden: new Set(), isDisabled: false };
		const directory = new Directory(controller, seed, options.madeAt ?? clock());
		const openSession = () => new LdapSession({ directory, bindPassword, reader, clock });
		const port = (options.ports ?? PORTS)[controller];
		const { certificateNames, onTraffic } = options;
		const credentials = await authority.issue(certificateNames ?? namesOf(controller));
		const server = new LdapServer({
			host: options.hosts?.[controller],
			port,
			credentials,
			openSession,
			onTraffic: onTraffic && ((kind) => onTraffic(controller, kind)),
		});
		return { directory, server, reader, clock };
	};
	const sides: Record<Controller, Side> = {
		dc1: await sideOf("dc1"),
		dc2: await sideOf("dc2"),
	};
	const caFile = resolve(options.dataDir, "ca.pem");
	try {
		for (const controller of CONTROLLERS) await sides[controller].server.start();
		// Only now: a domain whose ports are in use must not overwrite the running one's certificate.
		// Below the folder of a real portal's database, which practice often creates first.
		await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
		await writeFile(caFile, authority.cert);
	} catch (error) {
		await stopAll(sides);
		throw error;
	}
	return {
		environment: environmentOf(sides, { bindPassword, caFile }),
		...accountMethods(sides),
		...controllerMethods(sides),
		stop: () => stopAll(sides),
	};
}

function lowerCased(names: readonly string[]): ReadonlySet<string> {
	return new Set(names.map((name) => name.toLowerCase()));
}

function namesOf(controller: Controller) {
	return { dns: [hostName(controller), DOMAIN_NAME, "localhost"], ip: ["127.0.0.1"] };
}

async function stopAll(sides: Record<Controller, Side>): Promise<void> {
	for (const controller of CONTROLLERS) await sides[controller].server.stop();
}

function environmentOf(
	sides: Record<Controller, Side>,
	{ bindPassword, caFile }: { bindPassword: string; caFile: string },
): DomainEnvironment {
	return {
		DOMAIN_NAME,
		DOMAIN_NETBIOS,
		DOMAIN_LDAPS_URLS: CONTROLLERS.map((at) => `ldaps://${sides[at].server.address}`).join(),
		DOMAIN_BIND_DN: SERVICE_ACCOUNT.dn,
		DOMAIN_BIND_PASSWORD: bindPassword,
		DOMAIN_BASE_DN: DOMAIN_DN,
		DOMAIN_CA_FILE: caFile,
		// No Kerberos service answers here; the metadata shows which keys exist.
		DOMAIN_KERBEROS_CHECK: "false",
		...POLICY_SETTINGS,
	};
}

function controllerMethods(sides: Record<Controller, Side>): ControllerEvents {
	return {
		hideAttributes: async (at, attributes) => {
			sides[at].reader.hidden = lowerCased(attributes);
		},
		setReaderDisabled: async (at, disabled) => {
			sides[at].reader.isDisabled = disabled;
		},
		setLockoutPolicy: async (at, policy) => sides[at].directory.setLockout(policy),
		backUp: async (at) => {
			const restore = sides[at].directory.backUp();
			return async () => {
				await sides[at].server.stop();
				restore();
				await sides[at].server.start();
			};
		},
		stopController: (at) => sides[at].server.stop(),
		hangController: (at) => sides[at].server.hang(),
		resumeController: (at) => sides[at].server.start(),
	};
}
