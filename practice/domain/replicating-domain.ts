import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SignIn } from "#practice/samba/clients.ts";
import {
	accountEvents,
	controllerEvents,
	portalEnvironment,
	type SambaEvents,
} from "#practice/samba/controller-events.ts";
import { type ControllerProcess, startController } from "#practice/samba/controller-process.ts";
import { type SignInTruth, signInTruth } from "#practice/samba/sign-in-truth.ts";
import type { AccountEvents, ControllerEvents, DomainEnvironment } from "./stand-in.ts";

const MACHINES = ["dc1", "dc2", "dc3"] as const;
export type Machine = (typeof MACHINES)[number];

/**
 * A domain of real, replicating controllers: an event is written on one machine, and `replicate` copies it
 * to another with its metadata unchanged. Nothing replicates on its own.
 */
export type ReplicatingDomain = AccountEvents<Machine> &
	ControllerEvents<Machine> &
	SambaEvents<Machine> & {
		/** The settings that make a portal read these machines, in this order. */
		environmentOf(...machines: [Machine, ...Machine[]]): DomainEnvironment;
		/** Replicates one machine's contents to another, now. */
		replicate(from: Machine, to: Machine): Promise<void>;
		/**
		 * Joins a machine, which starts with everything that `from` holds. An existing one is rebuilt
		 * with a new invocation id. The first machine has the domain's unique roles and stays.
		 */
		join(machine: Exclude<Machine, "dc1">, from: Machine): Promise<void>;
		/** The results of real sign-ins on each machine of the domain; they leave no failed attempts. */
		signInTruth(signIn: SignIn): Promise<Partial<Record<Machine, SignInTruth>>>;
		stop(): Promise<void>;
	};

const IPS = { dc1: "127.0.0.91", dc2: "127.0.0.92", dc3: "127.0.0.93" };

/**
 * Starts a domain of two replicating real controllers (Samba) on one machine, without DNS; a third can
 * join. Needs root and the packages of `practice/samba/install.sh`. Throws the controllers' errors.
 */
export async function startReplicatingDomain(): Promise<ReplicatingDomain> {
	const dataDir = await mkdtemp(join(tmpdir(), "samba-"));
	const running = new Map<Machine, ControllerProcess>();

	async function start(machine: Machine, from?: Machine): Promise<void> {
		await running.get(machine)?.end();
		running.delete(machine);
		const controller = await startController({
			DOMAIN_DIR: dataDir,
			DC_HOST: machine,
			DC_IP: IPS[machine],
			DC_REPLICATES: "yes",
			...(from && { DC_JOINS: from }),
		});
		running.set(machine, controller);
	}

	async function stop(): Promise<void> {
		await Promise.all([...running.values()].map((controller) => controller.end()));
		await rm(dataDir, { recursive: true, force: true });
	}

	function of(machine: Machine): ControllerProcess {
		const controller = running.get(machine);
		if (controller) return controller;
		throw new Error(`${machine} has not joined.`);
	}

	try {
		await start("dc1");
		await start("dc2", "dc1");
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		environmentOf: (first, ...others) =>
			portalEnvironment([of(first).description, ...others.map((one) => of(one).description)]),
		...accountEvents(of),
		...controllerEvents(of),
		replicate: (from, to) => of(to).control("replicate", from),
		join: start,
		signInTruth: async (signIn) => {
			const truths: Partial<Record<Machine, SignInTruth>> = {};
			for (const [machine, controller] of running) {
				truths[machine] = await signInTruth(controller, signIn);
			}
			return truths;
		},
		stop,
	};
}
