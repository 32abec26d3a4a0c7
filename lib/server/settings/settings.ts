import { rootCertificates } from "node:tls";
import type { ClientConfig } from "#lib/core/client-config.ts";
import type { LockoutRules } from "#lib/core/readiness/observation.ts";
import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { type AuditKeys, readAuditKeys } from "../audit/audit-keys.ts";
import type { Brand } from "../brand/brand.ts";
import { brandSettings } from "./brand-settings.ts";
import { readCaFile } from "./ca-file.ts";
import { CLOUDS, type Cloud } from "./clouds.ts";
import {
	type Environment,
	environmentSchema,
	notationMistakes,
	tlsMistake,
	unseenMistakes,
	type Variables,
	withSecretsFromFiles,
} from "./environment.ts";
import { checkKeytab } from "./keytab-file.ts";
import { type MailSettings, mailSettings } from "./mail-settings.ts";

export type Tenant = {
	id: string;
	clientId: string;
	cloud: Cloud;
	/** The organisation's own domains, in lower case. */
	domains: readonly string[];
	/** The tenant's authority, e.g. `https://login.microsoftonline.com/<tenant>`. */
	authority: string;
	graphUrl: string;
	/** The scope of the portal's own API. */
	apiScope: string;
};

export type Settings = {
	tenant: Tenant;
	/** The public origin of the portal. */
	portalUrl: string;
	change: ClientConfig["change"] & {
		/** The authentication context (Conditional Access) that a token needs to start a change. */
		authContext: string | undefined;
	};
	domain: Omit<ClientConfig["domain"], "isWatched">;
	/** `undefined`: the portal cannot see the managed domain, and says so. */
	connection: DomainConnection | undefined;
	dataDir: string;
	/** PostgreSQL, for more than one portal; `undefined`: a SQLite file in `dataDir`. */
	databaseUrl: string | undefined;
	/** Addresses and networks of proxies whose `X-Forwarded-For` is trusted. */
	trustedProxies: string[];
	helpdeskRole: string;
	/** Audit rows older than this are deleted. */
	auditRetentionDays: number;
	/** The keys that sign audit rows; empty: unsigned. */
	auditKeys: AuditKeys;
	brand: Brand;
	support: Omit<ClientConfig["support"], "phoneUri"> & {
		/** The country of telephone numbers that do not start with `+`, like `DE`. */
		phoneCountry: string | undefined;
	};
	/** Lets a scraper read the metrics from another machine; `undefined`: not possible. */
	metricsToken: string | undefined;
	/** `undefined`: no mail is sent, and no mail address is stored. */
	mail: MailSettings | undefined;
	/** The tenant is the practice tenant on this machine. */
	isPractice: boolean;
};

export type SettingsResult =
	| { ok: true; value: Settings }
	/** No tenant is configured, which means the practice tenant. */
	| { ok: false; reason: "no-tenant" }
	| { ok: false; reason: "mistakes"; mistakes: string[] };

/** Reads the settings from the environment; all errors are reported at once, without secrets. */
export function readSettings(environment: Variables): SettingsResult {
	const { env, wrong } = withSecretsFromFiles(environment);
	const isUnset = NEVER_IN_PRACTICE.every((name) => !env[name] && !wrong.has(name));
	if (isUnset) return { ok: false, reason: "no-tenant" };
	for (const { path, message } of environmentSchema.safeParse(env).error?.issues ?? []) {
		wrong.set(String(path[0]), `${path.join(".")}: ${message}.`);
	}
	for (const [name, mistake] of [...notationMistakes(env), ...unseenMistakes(env)]) {
		wrong.set(name, mistake);
	}
	// The other settings are checked as if the wrong ones were not set; that does not count as another mistake.
	const right = Object.entries(env).filter(([name]) => !wrong.has(name));
	const e = environmentSchema.parse(Object.fromEntries(right));
	const mistakes = [...tlsMistake(env), ...missingSettings(env), ...missingChangePage(e)];
	if (e.DOMAIN_BIND_METHOD === "gssapi") checkKeytab(e.DOMAIN_BIND_KEYTAB_FILE, mistakes);
	const ca = e.DOMAIN_CA_FILE && readCaFile("DOMAIN_CA_FILE", e.DOMAIN_CA_FILE, mistakes);
	const mail = mailSettings(e, mistakes);
	const auditKeys = readAuditKeys(e.AUDIT_KEY_FILE, mistakes);
	const brand = brandSettings(e, mistakes);
	const isNew = (mistake: string) => !wrong.has(mistake.slice(0, mistake.indexOf(":")));
	const all = [...wrong.values(), ...mistakes.filter(isNew)];
	if (all.length > 0) return { ok: false, reason: "mistakes", mistakes: all };
	return {
		ok: true,
		value: { ...settingsFrom(e, ca || rootCertificates), mail, auditKeys, brand },
	};
}

/** The errors in the settings that a portal needs outside practice. */
export function mistakesIn(result: Exclude<SettingsResult, { ok: true }>): string[] {
	return result.reason === "no-tenant" ? missingSettings({}) : result.mistakes;
}

const TENANT = ["ENTRA_TENANT_ID", "ENTRA_CLIENT_ID", "PORTAL_URL"] as const;
/** With one of them a tenant is meant: practice would read no domain and write to another portal's database. */
const NEVER_IN_PRACTICE = [
	...TENANT,
	"ENTRA_AUTHORITY",
	"DOMAIN_LDAPS_URLS",
	"DOMAIN_BIND_DN",
	"DOMAIN_BIND_PRINCIPAL",
	"DATABASE_URL",
];
const ACCOUNT = {
	simple: ["DOMAIN_BIND_DN", "DOMAIN_BIND_PASSWORD"],
	gssapi: ["DOMAIN_BIND_PRINCIPAL", "DOMAIN_BIND_KEYTAB_FILE"],
} as const;

function missingSettings(env: Variables): string[] {
	const missing = (names: readonly string[]) => names.filter((name) => !env[name]);
	return [
		...missing(TENANT).map((name) => `${name}: missing. A tenant needs ${TENANT.join(", ")}.`),
		...missingConnection(env),
	];
}

/** Controllers, or an account to read them, without the rest are an error. */
function missingConnection(env: Variables): string[] {
	const isKerberos = env.DOMAIN_BIND_METHOD === "gssapi";
	const account: readonly string[] = ACCOUNT[isKerberos ? "gssapi" : "simple"];
	if (!env.DOMAIN_LDAPS_URLS && !isKerberos && account.every((name) => !env[name])) return [];
	const mistakes = account
		.filter((name) => !env[name])
		.map((name) => `${name}: missing. Reading the domain's controllers needs it.`);
	if (env.DOMAIN_NAME) return mistakes;
	if (!env.DOMAIN_LDAPS_URLS) {
		mistakes.push(
			"DOMAIN_NAME: missing. The portal finds the controllers in DNS by this name, unless DOMAIN_LDAPS_URLS lists them.",
		);
	} else if (!env.DOMAIN_BASE_DN) {
		mistakes.push("DOMAIN_BASE_DN: missing. Set it, or DOMAIN_NAME, from which it is derived.");
	}
	return mistakes;
}

const DATA_DIR = ".data";

/** Where the store is, even if other settings are wrong. @throws when `DATABASE_URL_FILE` is wrong */
export function placeFrom(variables: Variables): {
	dataDir: string;
	databaseUrl: string | undefined;
} {
	const { env, wrong } = withSecretsFromFiles(variables);
	const mistake = wrong.get("DATABASE_URL");
	if (mistake) throw new Error(mistake);
	return {
		dataDir: env.DATA_DIR?.trim() || DATA_DIR,
		databaseUrl: env.DATABASE_URL?.trim() || undefined,
	};
}

function missingChangePage(e: Environment): string[] {
	const cloud = e.ENTRA_CLOUD ?? "global";
	const isKnown = CLOUDS[cloud].changeUrl ?? e.MICROSOFT_CHANGE_URL;
	if (e.CHANGE_METHOD !== "microsoft" || isKnown) return [];
	return [
		`MICROSOFT_CHANGE_URL: missing. The address of Microsoft's page in the cloud ${cloud} is not known.`,
	];
}

function settingsFrom(
	e: Environment,
	ca: string | readonly string[],
): Omit<Settings, "mail" | "auditKeys" | "brand"> {
	const tenant = tenantFrom(e);
	return {
		tenant,
		portalUrl: e.PORTAL_URL ?? "",
		change: {
			method: e.CHANGE_METHOD ?? "portal",
			scope: e.CHANGE_SCOPE || "User-PasswordProfile.ReadWrite.All",
			authContext: e.CHANGE_AUTH_CONTEXT,
			resetUrl: e.PASSWORD_RESET_URL,
			microsoftUrl: e.MICROSOFT_CHANGE_URL ?? CLOUDS[tenant.cloud].changeUrl,
			hasPasswordWriteback: e.PASSWORD_WRITEBACK ?? false,
		},
		domain: {
			name: e.DOMAIN_NAME,
			netbios: e.DOMAIN_NETBIOS,
			scope: { groups: e.DOMAIN_SYNC_GROUPS, isCloudOnly: e.DOMAIN_SYNC_CLOUD_ONLY ?? false },
		},
		connection: connectionFrom(e, ca),
		dataDir: e.DATA_DIR || DATA_DIR,
		databaseUrl: e.DATABASE_URL,
		trustedProxies: e.TRUSTED_PROXIES,
		helpdeskRole: e.HELPDESK_ROLE || "Keyturn.Helpdesk",
		metricsToken: e.METRICS_TOKEN,
		auditRetentionDays: Number(e.AUDIT_RETENTION_DAYS ?? 365),
		support: {
			name: e.SUPPORT_NAME || undefined,
			email: e.SUPPORT_EMAIL,
			phone: e.SUPPORT_PHONE || undefined,
			phoneCountry: e.SUPPORT_PHONE_COUNTRY,
			url: e.SUPPORT_URL,
		},
		isPractice: tenant.authority.startsWith("http://"),
	};
}

function tenantFrom(e: Environment): Tenant {
	const cloud = e.ENTRA_CLOUD ?? "global";
	const id = (e.ENTRA_TENANT_ID ?? "").toLowerCase();
	const clientId = (e.ENTRA_CLIENT_ID ?? "").toLowerCase();
	return {
		id,
		clientId,
		cloud,
		domains: [
			...new Set([...e.ENTRA_DOMAINS, ...(e.DOMAIN_NAME ? [e.DOMAIN_NAME.toLowerCase()] : [])]),
		],
		authority: e.ENTRA_AUTHORITY ?? `${CLOUDS[cloud].login}/${id}`,
		graphUrl: e.GRAPH_URL ?? CLOUDS[cloud].graph,
		apiScope: `api://${clientId}/Access`,
	};
}

function connectionFrom(
	e: Environment,
	ca: string | readonly string[],
): DomainConnection | undefined {
	const isKerberos = e.DOMAIN_BIND_METHOD === "gssapi";
	const bindDn = isKerberos ? e.DOMAIN_BIND_PRINCIPAL : e.DOMAIN_BIND_DN;
	if (!bindDn) return undefined;
	return {
		controllerUrls: e.DOMAIN_LDAPS_URLS,
		domainName: e.DOMAIN_NAME,
		bindDn,
		bindPassword: isKerberos ? "" : (e.DOMAIN_BIND_PASSWORD ?? ""),
		keytabFile: isKerberos ? e.DOMAIN_BIND_KEYTAB_FILE : undefined,
		baseDn: e.DOMAIN_BASE_DN ?? baseDnOf(e.DOMAIN_NAME ?? ""),
		ca,
		objectIdAttribute: e.DOMAIN_OBJECT_ID_ATTRIBUTE || "msDS-aadObjectId",
		lockoutRules: lockoutRulesFrom(e),
		asksKerberos: e.DOMAIN_KERBEROS_CHECK ?? true,
	};
}

const MINUTE_MS = 60_000;

function lockoutRulesFrom(e: Environment): LockoutRules | undefined {
	const [threshold, minutes, windowMinutes] = [
		e.DOMAIN_LOCKOUT_THRESHOLD,
		e.DOMAIN_LOCKOUT_MINUTES,
		e.DOMAIN_LOCKOUT_WINDOW_MINUTES,
	].map((value) => (value === undefined ? undefined : Number(value)));
	if ([threshold, minutes, windowMinutes].every((value) => value === undefined)) return undefined;
	return {
		threshold,
		durationMs: minutes === 0 ? "until-unlocked" : minutes && minutes * MINUTE_MS,
		windowMs: windowMinutes && windowMinutes * MINUTE_MS,
	};
}

/** A domain's DN consists of the labels of its DNS name (RFC 2247). */
function baseDnOf(domainName: string): string {
	return domainName
		.split(".")
		.map((part) => `DC=${part}`)
		.join(",");
}
