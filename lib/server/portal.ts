import { now } from "#lib/clock/clock.ts";
import { followTenantClock } from "#lib/clock/tenant-clock.ts";
import type { ClientConfig } from "#lib/core/client-config.ts";
import type { Ending } from "#lib/core/helpdesk/ending.ts";
import { type PortalHealth, portalHealth } from "#lib/core/portal-health.ts";
import { openDomain } from "#lib/directory/open-domain.ts";
import type { Log } from "#lib/log.ts";
import { PORTAL_ITSELF } from "./audit/prune.ts";
import { endingsSoon } from "./health/endings.ts";
import { followControllers } from "./health/follow-controllers.ts";
import { storeHealth } from "./health/store-health.ts";
import { type CohortLookUps, createCohortLookUps } from "./helpdesk/cohort-look-ups.ts";
import { createLimits, type Limits } from "./http/limits.ts";
import { type SameAnswer, sameAnswers } from "./http/same-answer.ts";
import { type CheckToken, keysOf, tokenCheck } from "./http/token.ts";
import { startMail } from "./mail/start-mail.ts";
import { measuredDomain, measuredWaits } from "./metrics/measured-domain.ts";
import { createMetrics, type Metrics } from "./metrics/metrics.ts";
import { phoneUri } from "./phone-uri.ts";
import { startRetention } from "./retention.ts";
import { CLOUDS } from "./settings/clouds.ts";
import type { Settings } from "./settings/settings.ts";
import { isInUse } from "./store/backup.ts";
import { databaseFile, isOpenToOthers } from "./store/sqlite.ts";
import { openStore, type Store } from "./store/store.ts";
import { createStreams, type Streams } from "./streams/streams.ts";
import { startWatches, type Watches } from "./watches/watches.ts";

/** All parts of a running portal. Handlers receive it; there is no other global state. */
export type Portal = {
	settings: Settings;
	config: ClientConfig;
	log: Log;
	metrics: Metrics;
	checkToken: CheckToken;
	watches: Watches;
	streams: Streams;
	store: Store;
	limits: Limits;
	sameAnswer: SameAnswer;
	cohortLookUps: CohortLookUps;
	/** For pages of one person, separate so that they do not end a board's look-ups. */
	personLookUps: CohortLookUps;
	/** Expiry dates that will soon make the domain unreadable. */
	endings(): Ending[];
	/** The current state of each part. Never rejects. */
	health(): Promise<PortalHealth>;
	stop(): Promise<void>;
};

/** Opens the store and the domain, and resumes the stored watches. @throws when one of them is unavailable */
export async function startPortal(settings: Settings, log: Log): Promise<Portal> {
	const { dataDir, databaseUrl } = settings;
	// Each portal has its watches in memory: two would overwrite each other's reports.
	if (!databaseUrl && isInUse(databaseFile(dataDir))) {
		throw new Error(
			`DATA_DIR: another process is using the database in ${dataDir}. One portal may; several need DATABASE_URL.`,
		);
	}
	const clock = await followTenantClock(settings.tenant.authority, log);
	const store = await openStore({
		dataDir,
		databaseUrl,
		audit: {
			keys: settings.auditKeys,
			// Logged outside the database, so that truncation of the audit is noticed.
			onWritten: ({ seq, keyId, hash }) => log.info("audit-written", { seq, key: keyId, hash }),
		},
	});
	if (!databaseUrl && isOpenToOthers(dataDir)) log.warn("data-folder-exposed", { folder: dataDir });
	await store.noteAuditKey(PORTAL_ITSELF, now());
	const metrics = createMetrics({ isWhole: true });
	const domain = measuredDomain(await openDomain(settings.connection, log), metrics);
	const controllers = followControllers(domain);
	const watches = await startWatches(measuredWaits(store, metrics), domain, log);
	const limits = createLimits(metrics.limitHit, store.shared?.counted);
	const mail = startMail(settings, { store, limits, metrics, log });
	const stopRetention = startRetention(store, settings.auditRetentionDays, log);
	const streams = createStreams(watches, log);
	const keys = keysOf(settings.tenant, log);
	const storeState = storeHealth(store, log);
	const health = async () =>
		portalHealth({
			store: await storeState(),
			keys: await keys.state(),
			domain: settings.connection ? controllers.state() : "not-set",
			mail: mail.state(),
		});
	metrics.follow({ streams, watches, controllers, health });
	return {
		settings,
		config: clientConfig(settings),
		log,
		metrics,
		checkToken: tokenCheck(settings.tenant, clock.doubt, keys),
		watches,
		streams,
		store,
		limits,
		sameAnswer: sameAnswers(store, log),
		cohortLookUps: store.shared?.lookUps("group") ?? createCohortLookUps(),
		personLookUps: store.shared?.lookUps("person") ?? createCohortLookUps(),
		endings: () => endingsSoon(controllers, now()),
		health,
		async stop() {
			clock.stop();
			controllers.stop();
			await watches.stop();
			stopRetention();
			await mail.stop();
			await domain.close();
			await store.close();
		},
	};
}

/** Picks what a browser may and must know from the settings, field by field, so that nothing leaks. */
export function clientConfig(settings: Settings): ClientConfig {
	const { tenant, change, domain, brand, support } = settings;
	const { id, clientId, domains, authority, graphUrl, apiScope } = tenant;
	return {
		tenant: {
			id,
			clientId,
			domains,
			authority,
			graphUrl,
			apiScope,
			lockedAfter: CLOUDS[tenant.cloud].lockedAfter,
			authContext: change.authContext,
			isCustom: !authority.startsWith(`${CLOUDS[tenant.cloud].login}/`),
		},
		change: {
			method: change.method,
			scope: change.scope,
			microsoftUrl: change.microsoftUrl,
			resetUrl: change.resetUrl,
			hasPasswordWriteback: change.hasPasswordWriteback,
		},
		domain: { ...domain, isWatched: settings.connection !== undefined },
		brand: { name: brand.name },
		support: {
			name: support.name,
			email: support.email,
			phone: support.phone,
			phoneUri: support.phone && phoneUri(support.phone, support.phoneCountry),
			url: support.url,
		},
		isPractice: settings.isPractice,
	};
}
