import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { verifyMail } from "#lib/server/mail/verify-mail.ts";
import type { Variables } from "#lib/server/settings/environment.ts";
import type { Settings, SettingsResult } from "#lib/server/settings/settings.ts";
import { probeStore } from "#lib/server/store/probe-store.ts";
import { readHabits } from "#lib/server/store/read-habits.ts";
import { type CheckRow, warn } from "./check-row.ts";
import { checkControllers } from "./controllers-check.ts";
import { lookUpControllers } from "./found-controllers.ts";
import { judgeHabits } from "./habits-judgement.ts";
import { judgeMail } from "./mail-check.ts";
import { judgeSettings } from "./settings-check.ts";
import { judgeDiskSpace, judgeStore } from "./store-judgement.ts";
import { checkTenant } from "./tenant-rows.ts";

/** What a check comes to. */
export type CheckReport = {
	/** Whether the portal would work: nothing failed. */
	ok: boolean;
	checkedAt: Date;
	rows: CheckRow[];
};

type Options = {
	settings: Exclude<SettingsResult, { because: "no-tenant" }>;
	/** What the settings were read from. */
	environment: Variables;
	/** The person of the managed domain whose account is shown as well. */
	userPrincipalName?: string | undefined;
	now?: Date;
};

/**
 * Checks a configuration against the world as it is: the tenant, every controller, the store, the mail
 * server. Nothing is changed anywhere, nobody's password is tried but the reading account's, and that
 * once.
 */
export async function checkPortal({
	settings,
	environment,
	userPrincipalName,
	now = new Date(),
}: Options): Promise<CheckReport> {
	const rows = judgeSettings(settings, environment);
	if (settings.ok) {
		const { value } = settings;
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
	const rows: CheckRow[] = verdict ? [{ check: "controllers-found", ...verdict }] : [];
	if (found.controllerUrls.length === 0) return rows;
	return [...rows, ...(await checkControllers(found, options))];
}

const NO_CONTROLLERS: CheckRow = {
	check: "controllers-found",
	...warn(
		"None: the portal cannot see the managed domain, so it cannot say when a password works.",
		"Set DOMAIN_NAME and a reading account: DOMAIN_BIND_DN and DOMAIN_BIND_PASSWORD, or DOMAIN_BIND_METHOD=gssapi with DOMAIN_BIND_PRINCIPAL and DOMAIN_BIND_KEYTAB_FILE.",
	),
};

function storeRows({ dataDir, connection }: Settings): CheckRow[] {
	const facts = probeStore(dataDir);
	return [
		{ check: "store", ...judgeStore(facts, dataDir) },
		{ check: "disk-space", ...judgeDiskSpace(facts) },
		...(connection && facts.ok ? judgeHabits(readHabits(dataDir)) : []),
	];
}

async function mailRows({ mail }: Settings): Promise<CheckRow[]> {
	return [{ check: "mail", ...judgeMail(mail, mail && (await verifyMail(mail))) }];
}
