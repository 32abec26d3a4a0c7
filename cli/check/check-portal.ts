import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { isReadableByOthers } from "#lib/server/audit/audit-keys.ts";
import { type MailCheck, verifyMail } from "#lib/server/mail/verify-mail.ts";
import { type EnvLines, located } from "#lib/server/settings/env-file.ts";
import { environmentSchema, FROM_FILE, type Variables } from "#lib/server/settings/environment.ts";
import type { MailSettings } from "#lib/server/settings/mail-settings.ts";
import type { Settings, SettingsResult } from "#lib/server/settings/settings.ts";
import { readHabits } from "#lib/server/store/habits.ts";
import { probeDatabase, probeStore } from "#lib/server/store/probe-store.ts";
import { isFile } from "#lib/server/store/sqlite.ts";
import { type CheckRow, fail, notChecked, pass, rowOf, type Verdict, warn } from "./check-row.ts";
import { judgeClock } from "./clock-check.ts";
import { checkControllers } from "./controllers-check.ts";
import { lookUpControllers } from "./found-controllers.ts";
import { judgeHabits } from "./habits-judgement.ts";
import { judgePermissions, judgeRegistration, sendAuthorize } from "./registration-check.ts";
import { judgeDatabase, judgeDiskSpace, judgeStore } from "./store-judgement.ts";
import {
	judgeDiscovery,
	judgeKeys,
	NO_TENANT_ANSWER,
	sendDiscovery,
	sendKeys,
} from "./tenant-check.ts";

/** The result of a check. */
export type CheckReport = {
	/** Whether the portal would work: nothing failed. */
	ok: boolean;
	checkedAt: Date;
	rows: CheckRow[];
};

/** The settings file, and where it sets each name. */
type ReadFile = { file: string; lines: EnvLines };
const NOT_READ: ReadFile = { file: ".env", lines: new Map() };

type Options = {
	settings: Exclude<SettingsResult, { reason: "no-tenant" }>;
	/** The environment that the settings were read from. */
	environment: Variables;
	/** The settings file. All names in it are meant for the portal. */
	read?: ReadFile;
	/** A person whose account is also shown. */
	userPrincipalName?: string | undefined;
	now?: Date;
};

/**
 * Checks a configuration against the real tenant, controllers, store and mail server. It changes nothing,
 * and tries no password but the reading account's, once.
 */
export async function checkPortal({
	settings,
	environment,
	read = NOT_READ,
	userPrincipalName,
	now = new Date(),
}: Options): Promise<CheckReport> {
	const rows = [
		...judgeSettings(settings, environment, read),
		...judgeSecrets(secretFiles(environment, read)),
	];
	if (settings.ok) {
		const { value } = settings;
		rows.push(...judgeProxies(value.trustedProxies));
		const parts = await Promise.all([
			checkTenant(value),
			value.connection
				? foundControllerRows(value.connection, { userPrincipalName, now })
				: [NO_CONTROLLERS],
			storeRows(value),
			mailRows(value),
		]);
		rows.push(...parts.flat());
	}
	return { ok: rows.every(({ status }) => status !== "failed"), checkedAt: now, rows };
}

async function foundControllerRows(
	connection: DomainConnection,
	options: Parameters<typeof checkControllers>[1],
): Promise<CheckRow[]> {
	const { found, verdict } = await lookUpControllers(connection);
	const rows = verdict ? [rowOf("controllers-found", verdict)] : [];
	if (found.controllerUrls.length === 0) return rows;
	return [...rows, ...(await checkControllers(found, options))];
}

const NO_CONTROLLERS = rowOf(
	"controllers-found",
	warn(
		"None: the portal cannot see the managed domain, so it cannot say when a password works.",
		"Set DOMAIN_NAME and a reading account: DOMAIN_BIND_DN and DOMAIN_BIND_PASSWORD, or DOMAIN_BIND_METHOD=gssapi with DOMAIN_BIND_PRINCIPAL and DOMAIN_BIND_KEYTAB_FILE.",
	),
);

async function storeRows({ connection, ...place }: Settings): Promise<CheckRow[]> {
	const { dataDir, databaseUrl } = place;
	if (databaseUrl) {
		const facts = await probeDatabase(databaseUrl);
		const habits = connection && facts.ok ? judgeHabits(await readHabits(place)) : [];
		return [rowOf("store", judgeDatabase(facts)), ...habits];
	}
	const facts = probeStore(dataDir);
	return [
		rowOf("store", judgeStore(facts, dataDir)),
		rowOf("disk-space", judgeDiskSpace(facts)),
		...(connection && facts.ok ? judgeHabits(await readHabits(place)) : []),
	];
}

async function mailRows({ mail }: Settings): Promise<CheckRow[]> {
	return [rowOf("mail", judgeMail(mail, mail && (await verifyMail(mail))))];
}

const REACH = "Correct the name and port in SMTP_URL, and let this machine reach the mail server.";

const WHAT_TO_DO: Readonly<Record<Exclude<MailCheck, { ok: true }>["code"], string>> = {
	unreachable: REACH,
	certificate: "Put the CA certificate that signed the server's certificate into SMTP_CA_FILE.",
	"no-tls":
		"Use the scheme that fits the port: smtp:// for STARTTLS, smtps:// for TLS from the start. TLS 1.2 or newer is required. If the server has none, and everybody on the way to it may read the mails: ?tls=optional.",
	"sign-in-refused": "Correct the user and the password in SMTP_URL.",
	refused: "Check the mail server's log.",
};

/** Judges the connection to the mail server. Configured mail that does not work is a failure: people rely on it. */
export function judgeMail(
	settings: MailSettings | undefined,
	check: MailCheck | undefined,
): Verdict {
	if (!settings || !check) return notChecked("Mail is off: SMTP_URL and MAIL_FROM are not set.");
	const server = `${settings.host}:${settings.port}`;
	if (check.ok) {
		const signIn = settings.credentials ? ", and accepts name and password" : "";
		return pass(`${server} answers${signIn}. No mail was sent.`);
	}
	return fail(`${server} accepts no mail: ${check.detail}.`, WHAT_TO_DO[check.code]);
}

/** Variables with these prefixes are certainly meant for the portal. */
const OURS = /^(?:ENTRA|DOMAIN|SUPPORT|BRAND|SMTP)_/;

/** Read by Node itself, when `npm start` passes a settings file on. */
const NODES = /^(?:NODE_|https?_proxy$|no_proxy$)/i;

/** Judges the settings: a row for every mistake, and for every name that looks like a setting but is not one. */
export function judgeSettings(
	result: Exclude<SettingsResult, { reason: "no-tenant" }>,
	environment: Variables,
	read: ReadFile = NOT_READ,
): CheckRow[] {
	const verdicts: Verdict[] = result.ok
		? [pass("Complete, without mistakes.")]
		: located(result.mistakes, read.lines, read.file).map((mistake) =>
				fail(mistake, `Correct it in ${read.file} or the environment; .env.example explains it.`),
			);
	const unknown = unknownNames(environment, [...read.lines.keys()]).map((name) =>
		warn(`${name}: there is no setting with this name.`, "Compare it with .env.example."),
	);
	return [...verdicts, ...unknown].map((verdict) => rowOf("settings", verdict));
}

/** The files with a secret of the portal; the audit's keys are judged with the settings. */
function secretFiles(environment: Variables, { file, lines }: ReadFile): string[] {
	const hasSecret = FROM_FILE.some((name) => lines.has(name));
	const named = [
		...FROM_FILE.map((name) => environment[`${name}_FILE`]),
		environment.DOMAIN_BIND_KEYTAB_FILE,
	];
	return [...(hasSecret ? [file] : []), ...named.filter((file) => file !== undefined)];
}

/** A row for every file with a secret that other users of this machine can read. */
export function judgeSecrets(files: readonly string[]): CheckRow[] {
	return files
		.filter((file) => isFile(file) && isReadableByOthers(file))
		.map((file) =>
			warn(
				`Other users of this machine can read ${file}, which contains a secret.`,
				`Leave it to the portal's own account: chmod go= ${file} (in a container: mode 0440, owned by root and the portal's group)`,
			),
		)
		.map((verdict) => rowOf("settings", verdict));
}

/** Networks with prefix lengths up to these are too wide to belong to one operator. */
const TOO_WIDE = { ipv4: 7, ipv6: 15 };

/** A row for every trusted network wide enough to include strangers, who can each claim any address. */
export function judgeProxies(proxies: readonly string[]): CheckRow[] {
	return proxies
		.filter((proxy) => {
			const [address, bits] = proxy.split("/");
			const most = address?.includes(":") ? TOO_WIDE.ipv6 : TOO_WIDE.ipv4;
			return bits !== undefined && Number(bits) <= most;
		})
		.map((proxy) =>
			warn(
				`TRUSTED_PROXIES: anyone in ${proxy} can claim any network address, so guessing is not limited.`,
				"Name only the addresses that your proxies connect from.",
			),
		)
		.map((verdict) => rowOf("settings", verdict));
}

function unknownNames(environment: Variables, namesInFile: readonly string[]): string[] {
	const known = new Set([
		...Object.keys(environmentSchema.shape),
		...FROM_FILE.map((name) => `${name}_FILE`),
	]);
	const meant = Object.keys(environment).filter((name) => OURS.test(name) && environment[name]);
	const written = namesInFile.filter((name) => !NODES.test(name));
	return [...new Set([...meant, ...written])].filter((name) => !known.has(name)).sort();
}

/** Reads the tenant's public documents and judges them. The app is judged only if a tenant answers. */
async function checkTenant(settings: Settings): Promise<CheckRow[]> {
	const { tenant } = settings;
	const [discovery, keys] = await Promise.all([sendDiscovery(tenant), sendKeys(tenant)]);
	const tenantVerdict = judgeDiscovery(discovery, tenant);
	const registration =
		tenantVerdict.status === "failed"
			? NO_TENANT_ANSWER
			: judgeRegistration(await sendAuthorize(settings), settings);
	const reading =
		discovery.ok && discovery.date ? { ...discovery, time: discovery.date } : undefined;
	const rows = [
		rowOf("tenant-discovery", tenantVerdict),
		rowOf("tenant-keys", judgeKeys(keys, tenant)),
		...(discovery.ok ? [rowOf("clock", judgeClock(reading))] : []),
		rowOf("app-registration", registration),
		rowOf("app-permissions", judgePermissions(settings)),
	];
	const subject = new URL(tenant.authority).host;
	return rows.map((row) => ({ ...row, subject }));
}
