import { randomUUID } from "node:crypto";
import { mkdtemp, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Client, InvalidCredentialsError } from "ldapts";
import { POLICY_SETTINGS } from "#practice/domain/domain-policy.ts";
import type {
	AccountEvents,
	ControllerEvents,
	DomainEnvironment,
	DomainPerson,
} from "#practice/domain/stand-in.ts";
import type { ControllerDescription, ControllerProcess } from "./controller-process.ts";

type KerberosState = "answers" | "silent" | "refused";

/** Events that only real controllers support. */
export type SambaEvents<At extends string> = {
	/** `silent`: the Kerberos service accepts connections and does not answer. `resumeController` also ends it. */
	setKerberos(at: At, state: KerberosState): Promise<void>;
	/** The reading account can no longer sign in by simple bind, as without NTLM password hash synchronisation. */
	takeReaderNtlm(at: At): Promise<void>;
};

const KERBEROS_COMMANDS = {
	answers: "resume-kerberos",
	silent: "silence-kerberos",
	refused: "end-kerberos",
} as const satisfies Record<KerberosState, string>;

/** The settings that make a portal read these controllers of one domain. */
export function portalEnvironment(
	controllers: readonly [ControllerDescription, ...ControllerDescription[]],
): DomainEnvironment {
	const [first] = controllers;
	return {
		DOMAIN_NAME: first.domainName,
		DOMAIN_NETBIOS: first.netbios,
		DOMAIN_LDAPS_URLS: controllers.map((one) => one.ldapsUrl).join(","),
		DOMAIN_BIND_DN: first.bindDn,
		DOMAIN_BIND_PASSWORD: first.bindPassword,
		DOMAIN_BASE_DN: first.baseDn,
		DOMAIN_CA_FILE: first.caFile,
		...POLICY_SETTINGS,
	};
}

/** Account events, by their names in `practice/samba/accounts.py` and `surroundings.py`. */
export function accountEvents<At extends string>(
	of: (at: At) => ControllerProcess,
): AccountEvents<At> {
	const onAccount = (command: string) => (at: At, id: string) => of(at).edit(command, { id });
	return {
		addAccount: (at, person, keys, { place } = {}) =>
			of(at).edit("add_account", { person, keys, place }),
		addMany: (at, people, keys) => of(at).edit("add_many", { people, keys }),
		addTwin: (at, person, keys) => of(at).edit("add_twin", { person, keys }),
		setKeys: (at, person, password, { passwordSetAt, ...choice } = {}) =>
			of(at).edit("set_keys", { person, password, password_set_at: passwordSetAt, ...choice }),
		clearKeys: (at, id, only) => of(at).edit("clear_keys", { id, only }),
		setDisabled: (at, id, disabled) => of(at).edit("set_disabled", { id, disabled }),
		setAccountExpires: (at, id, expires) =>
			of(at).edit("set_account_expires", {
				id,
				expires: expires === "never" ? undefined : expires,
			}),
		setSmartCardRequired: (at, id, required) =>
			of(at).edit("set_smart_card_required", { id, required }),
		setLogonHours: (at, id, hours) => of(at).edit("set_logon_hours", { id, hours }),
		setHidden: (at, id, hidden) => of(at).edit("set_hidden", { id, hidden }),
		describe: (at, id, description) => of(at).edit("describe", { id, description }),
		rename: (at, id, name) => of(at).edit("rename", { id, name }),
		move: (at, id, place) => of(at).edit("move", { id, place }),
		removeAccount: onAccount("remove_account"),
		removeTwin: onAccount("remove_twin"),
		rewriteKeys: onAccount("rewrite_keys"),
		requireChange: onAccount("require_change"),
		touchPasswordTime: onAccount("touch_password_time"),
		lock: onAccount("lock"),
		unlock: onAccount("unlock"),
		expirePassword: onAccount("expire_password"),
		tryWrongPassword: (at, person, times = 1) =>
			tryWrongPassword(of(at).description, person, times),
	};
}

export function controllerEvents<At extends string>(
	of: (at: At) => ControllerProcess,
): ControllerEvents<At> & SambaEvents<At> {
	return {
		hideAttributes: (at, attributes) => of(at).edit("hide_attributes", { attributes }),
		setReaderDisabled: (at, disabled) => of(at).edit("set_reader_disabled", { disabled }),
		takeReaderNtlm: (at) => of(at).edit("take_reader_ntlm", {}),
		setLockoutPolicy: (at, { threshold, durationMs, windowMs, from }) =>
			of(at).edit("set_lockout_policy", {
				threshold,
				duration: durationMs === "until-unlocked" ? 0 : durationMs,
				window: windowMs,
				place: from,
			}),
		stopController: (at) => of(at).control("stop"),
		hangController: (at) => of(at).control("hang"),
		resumeController: (at) => of(at).control("resume"),
		setKerberos: (at, state) => of(at).control(KERBEROS_COMMANDS[state]),
		backUp: async (at) => {
			const domainFolder = dirname(of(at).description.caFile);
			const folder = join(await mkdtemp(join(domainFolder, "backup-")), "copy");
			await of(at).edit("back_up", { folder });
			return () => of(at).control("restore", folder);
		},
	};
}

/** Tries passwords with the simplest sign-in, an LDAP bind. */
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
