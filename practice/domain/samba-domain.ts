import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { ControllerAddress } from "#practice/samba/clients.ts";
import {
	type ControllerEnvironment,
	type ControllerProcess,
	startController,
} from "#practice/samba/controller-process.ts";
import { POLICY_SETTINGS } from "./domain-policy.ts";
import {
	CONTROLLERS,
	type Controller,
	type DomainEnvironment,
	type DomainPerson,
	type DomainStandIn,
} from "./stand-in.ts";

export type SambaDomainOptions = {
	/** Short and plain, because unix sockets lie below it. Default: a temporary folder, removed at the end. */
	dataDir?: string;
	/** Where the seeded directories are kept for later runs. Default: nowhere that outlives `dataDir`. */
	cacheDir?: string;
	/** Loopback addresses, one for each controller, since the LDAP ports cannot be changed. */
	ips?: Record<Controller, string>;
	/** Kerberos encryption types. Default: AES only, as in Entra Domain Services. */
	etypes?: string;
};

export type SambaDomain = DomainStandIn & {
	/** For the real clients of `practice/samba/clients.ts`. */
	readonly controllers: Readonly<Record<Controller, ControllerAddress>>;
	/** As `addAccount`, for thousands of people. */
	addMany(at: Controller, people: readonly DomainPerson[], keys: "none" | "old"): Promise<void>;
	/** Gives an account another name to sign in with; the object stays the same. */
	rename(at: Controller, id: string, name: string): Promise<void>;
	/** Back to a directory without people, and running. Quicker than a new domain. */
	reset(at: Controller): Promise<void>;
};

const DEFAULT_IPS = { dc1: "127.0.0.10", dc2: "127.0.0.11" };

/**
 * Starts a managed domain of two real controllers (Samba), which do not replicate: each has what is written
 * to it. Needs root and the packages of `practice/samba/install.sh`. Throws what the controllers say.
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
		environment: portalEnvironment(controllers),
		controllers: { dc1: dc1.description, dc2: dc2.description },
		...edits(controllers),
		stopController: (at) => controllers[at].control("stop"),
		hangController: (at) => controllers[at].control("hang"),
		resumeController: (at) => controllers[at].control("resume"),
		reset: (at) => controllers[at].control("reset"),
		stop,
	};
}

function environmentOf(
	name: Controller,
	dataDir: string,
	{ cacheDir, ips = DEFAULT_IPS, etypes }: SambaDomainOptions,
): ControllerEnvironment {
	return {
		DOMAIN_DIR: dataDir,
		DC_HOST: name,
		DC_IP: ips[name],
		...(cacheDir && { DC_CACHE_DIR: resolve(cacheDir) }),
		...(etypes && { DC_ETYPES: etypes }),
	};
}

function portalEnvironment({ dc1, dc2 }: Record<Controller, ControllerProcess>): DomainEnvironment {
	const { description } = dc1;
	return {
		DOMAIN_NAME: description.domainName,
		DOMAIN_NETBIOS: description.netbios,
		DOMAIN_LDAPS_URLS: [dc1, dc2].map((one) => one.description.ldapsUrl).join(","),
		DOMAIN_BIND_DN: description.bindDn,
		DOMAIN_BIND_PASSWORD: description.bindPassword,
		DOMAIN_BASE_DN: description.baseDn,
		DOMAIN_CA_FILE: description.caFile,
		...POLICY_SETTINGS,
	};
}

/** What happens to accounts, by the names of `practice/samba/accounts.py`. */
function edits(controllers: Record<Controller, ControllerProcess>) {
	const onAccount = (command: string) => (at: Controller, id: string) =>
		controllers[at].edit(command, { id });
	return {
		addAccount: (at, person, keys) => controllers[at].edit("add_account", { person, keys }),
		addMany: (at, people, keys) => controllers[at].edit("add_many", { people, keys }),
		setKeys: (at, person, password, options = {}) =>
			controllers[at].edit("set_keys", {
				person,
				password,
				password_set_at: options.passwordSetAt,
				ntlm_only: options.ntlmOnly,
			}),
		setDisabled: (at, id, disabled) => controllers[at].edit("set_disabled", { id, disabled }),
		describe: (at, id, description) => controllers[at].edit("describe", { id, description }),
		rename: (at, id, name) => controllers[at].edit("rename", { id, name }),
		removeAccount: onAccount("remove_account"),
		clearKeys: onAccount("clear_keys"),
		requireChange: onAccount("require_change"),
		touchPasswordTime: onAccount("touch_password_time"),
		lock: onAccount("lock"),
		unlock: onAccount("unlock"),
		expirePassword: onAccount("expire_password"),
	} satisfies Partial<SambaDomain>;
}
