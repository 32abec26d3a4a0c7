import type { Settings } from "#lib/server/settings/settings.ts";
import type { CheckRow } from "./check-row.ts";
import { judgeClock } from "./clock-check.ts";
import { judgePermissions, judgeRegistration, sendAuthorize } from "./registration-check.ts";
import {
	judgeDiscovery,
	judgeKeys,
	NO_TENANT_ANSWER,
	sendDiscovery,
	sendKeys,
} from "./tenant-check.ts";

/** Asks the tenant what it tells anybody, and judges it. The app is judged only where a tenant answers. */
export async function checkTenant(settings: Settings): Promise<CheckRow[]> {
	const { tenant } = settings;
	const [discovery, keys] = await Promise.all([sendDiscovery(tenant), sendKeys(tenant)]);
	const tenantVerdict = judgeDiscovery(discovery, tenant);
	const registration =
		tenantVerdict.status === "failed"
			? NO_TENANT_ANSWER
			: judgeRegistration(await sendAuthorize(settings), settings);
	const reading = discovery.ok && discovery.date && { ...discovery, time: discovery.date };
	const rows: CheckRow[] = [
		{ check: "tenant-discovery", ...tenantVerdict },
		{ check: "tenant-keys", ...judgeKeys(keys, tenant) },
		{ check: "clock", ...judgeClock(reading || undefined) },
		{ check: "app-registration", ...registration },
		{ check: "app-permissions", ...judgePermissions(settings) },
	];
	const subject = new URL(tenant.authority).host;
	return rows.map((row) => ({ ...row, subject }));
}
