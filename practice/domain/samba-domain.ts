import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { ControllerAddress, SignIn } from "#practice/samba/clients.ts";
import {
	accountEvents,
	controllerEvents,
	portalEnvironment,
	type SambaEvents,
} from "#practice/samba/controller-events.ts";
import { type ControllerEnvironment, startController } from "#practice/samba/controller-process.ts";
import { type SignInTruth, signInTruth } from "#practice/samba/sign-in-truth.ts";
import { CONTROLLERS, type Controller, type DomainStandIn } from "./stand-in.ts";

export type SambaDomainOptions = {
	/** Short and simple, because it contains Unix sockets. Default: a temporary folder, removed at the end. */
	dataDir?: string;
	/** A loopback address for each controller, since the LDAP ports cannot be changed. */
	ips?: Record<Controller, string>;
};

export type SambaDomain = DomainStandIn &
	SambaEvents<Controller> & {
		/** For the real clients of `practice/samba/clients.ts`. */
		readonly controllers: Readonly<Record<Controller, ControllerAddress>>;
		/** The results of real sign-ins on each controller; they leave no failed attempts. */
		signInTruth(signIn: SignIn): Promise<Record<Controller, SignInTruth>>;
	};

const DEFAULT_IPS = { dc1: "127.0.0.10", dc2: "127.0.0.11" };

/**
 * Starts a managed domain of two real controllers (Samba) that do not replicate: each has only what is written
 * to it. Needs root and the packages of `practice/samba/install.sh`. Throws the controllers' errors.
 */
export async function startSambaDomain(options: SambaDomainOptions = {}): Promise<SambaDomain> {
	const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "samba-")));
	const removeOwnFolder = async () => {
		if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
	};
	const starts = await Promise.allSettled(
		CONTROLLERS.map((name) => startController(environmentOf(name, resolve(dataDir), options))),
	);
	const started = starts.filter((start) => start.status === "fulfilled");
	const stop = async () => {
		await Promise.all(started.map((start) => start.value.end()));
		await removeOwnFolder();
	};
	const [dc1, dc2] = started.map((start) => start.value);
	if (!dc1 || !dc2) {
		await stop();
		throw starts.find((start) => start.status === "rejected")?.reason;
	}
	const controllers = { dc1, dc2 };
	return {
		environment: portalEnvironment([dc1.description, dc2.description]),
		controllers: { dc1: dc1.description, dc2: dc2.description },
		...accountEvents((at: Controller) => controllers[at]),
		...controllerEvents((at: Controller) => controllers[at]),
		signInTruth: async (signIn) => {
			const [first, second] = await Promise.all([
				signInTruth(dc1, signIn),
				signInTruth(dc2, signIn),
			]);
			return { dc1: first, dc2: second };
		},
		stop,
	};
}

function environmentOf(
	name: Controller,
	dataDir: string,
	{ ips = DEFAULT_IPS }: SambaDomainOptions,
): ControllerEnvironment {
	return {
		DOMAIN_DIR: dataDir,
		DC_HOST: name,
		DC_IP: ips[name],
	};
}
