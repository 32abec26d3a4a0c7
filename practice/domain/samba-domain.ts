import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Client, InvalidCredentialsError } from "ldapts";
import type { ControllerAddress } from "#practice/samba/clients.ts";
import {
	type ControllerEnvironment,
	type ControllerProcess,
	startController,
} from "#practice/samba/controller-process.ts";
import { POLICY_SETTINGS } from "./domain-policy.ts";
import {
	type AccountEvents,
	CONTROLLERS,
	type Controller,
	type ControllerEvents,
	type DomainEnvironment,
	type DomainPerson,
	type DomainStandIn,
	type StartKeys,
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
	addMany(at: Controller, people: readonly DomainPerson[], keys: StartKeys): Promise<void>;
	/** `silent`: the Kerberos service accepts connections and does not answer. `resumeController` ends it, too. */
	setKerberos(at: Controller, state: KerberosState): Promise<void>;
	/** Back to a directory without people, and running. Quicker than a new domain. */
	reset(at: Controller): Promise<void>;
};

export type KerberosState = "answers" | "silent" | "refused";

const KERBEROS_COMMANDS = {
	answers: "resume-kerberos",
	silent: "silence-kerberos",
	refused: "end-kerberos",
} as const satisfies Record<KerberosState, string>;

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
		...accountEvents(controllers),
		tryWrongPassword: (at, person, times = 1) =>
			tryWrongPassword(controllers[at].description, person, times),
		...controllerEvents(controllers),
		backUp: async (at) => {
			const folder = join(await mkdtemp(join(dataDir, "backup-")), "copy");
			await controllers[at].edit("back_up", { folder });
			return () => controllers[at].control("restore", folder);
		},
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

type Controllers = Record<Controller, ControllerProcess>;

/** What happens to accounts, by the names of `practice/samba/accounts.py` and `surroundings.py`. */
function accountEvents(controllers: Controllers) {
	const onAccount = (command: string) => (at: Controller, id: string) =>
		controllers[at].edit(command, { id });
	return {
		addAccount: (at, person, keys, { place } = {}) =>
			controllers[at].edit("add_account", { person, keys, place }),
		addMany: (at, people, keys) => controllers[at].edit("add_many", { people, keys }),
		addTwin: (at, person, keys) => controllers[at].edit("add_twin", { person, keys }),
		setKeys: (at, person, password, { passwordSetAt, ntlmOnly, ...choice } = {}) =>
			controllers[at].edit("set_keys", {
				person,
				password,
				password_set_at: passwordSetAt,
				ntlm_only: ntlmOnly,
				...choice,
			}),
		clearKeys: (at, id, only) => controllers[at].edit("clear_keys", { id, only }),
		setDisabled: (at, id, disabled) => controllers[at].edit("set_disabled", { id, disabled }),
		setAccountExpires: (at, id, expires) =>
			controllers[at].edit("set_account_expires", {
				id,
				expires: expires === "never" ? undefined : expires,
			}),
		setSmartCardRequired: (at, id, required) =>
			controllers[at].edit("set_smart_card_required", { id, required }),
		setLogonHours: (at, id, hours) => controllers[at].edit("set_logon_hours", { id, hours }),
		setHidden: (at, id, hidden) => controllers[at].edit("set_hidden", { id, hidden }),
		describe: (at, id, description) => controllers[at].edit("describe", { id, description }),
		rename: (at, id, name) => controllers[at].edit("rename", { id, name }),
		move: (at, id, place) => controllers[at].edit("move", { id, place }),
		removeAccount: onAccount("remove_account"),
		removeTwin: onAccount("remove_twin"),
		rewriteKeys: onAccount("rewrite_keys"),
		requireChange: onAccount("require_change"),
		touchPasswordTime: onAccount("touch_password_time"),
		lock: onAccount("lock"),
		unlock: onAccount("unlock"),
		expirePassword: onAccount("expire_password"),
	} satisfies Omit<AccountEvents, "tryWrongPassword"> & Pick<SambaDomain, "addMany">;
}

function controllerEvents(controllers: Controllers) {
	return {
		hideAttributes: (at, attributes) => controllers[at].edit("hide_attributes", { attributes }),
		setReaderDisabled: (at, disabled) => controllers[at].edit("set_reader_disabled", { disabled }),
		setLockoutPolicy: (at, { threshold, durationMs, windowMs, from }) =>
			controllers[at].edit("set_lockout_policy", {
				threshold,
				duration: durationMs === "until-unlocked" ? 0 : durationMs,
				window: windowMs,
				place: from,
			}),
		stopController: (at) => controllers[at].control("stop"),
		hangController: (at) => controllers[at].control("hang"),
		resumeController: (at) => controllers[at].control("resume"),
		setKerberos: (at, state) => controllers[at].control(KERBEROS_COMMANDS[state]),
	} satisfies Omit<ControllerEvents, "backUp"> & Pick<SambaDomain, "setKerberos">;
}

/** By the sign-in that needs least of a controller: an LDAP bind. */
async function tryWrongPassword(
	{ ldapsUrl, caFile, netbios }: ControllerProcess["description"],
	{ samAccountName }: DomainPerson,
	times: number,
): Promise<void> {
	const ca = await readFile(caFile);
	for (let count = 0; count < times; count += 1) {
		const client = new Client({ url: ldapsUrl, timeout: 5_000, tlsOptions: { ca } });
		const password = `Wrong-${randomUUID()}`;
		const refusal = await client
			.bind(`${netbios}\\${samAccountName}`, password)
			.catch((error: unknown) => error);
		await client.unbind();
		if (!(refusal instanceof InvalidCredentialsError)) throw refusal;
	}
}
