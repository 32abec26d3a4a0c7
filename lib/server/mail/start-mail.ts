import { now } from "#lib/clock/clock.ts";
import type { PartState } from "#lib/core/portal-health.ts";
import type { WatchMail } from "#lib/core/watch/watch-mails.ts";
import type { Log } from "#lib/log.ts";
import type { Limits } from "#lib/server/http/limits.ts";
import type { Metrics } from "#lib/server/metrics/metrics.ts";
import type { Settings } from "#lib/server/settings/settings.ts";
import type { Store } from "#lib/server/store/store.ts";
import { DEFAULT_LOCALE, isLocale } from "#lib/text/locales.ts";
import { composeMail, type MailSite } from "./compose.ts";
import { mailTexts } from "./mail-texts.ts";
import { createOutbox } from "./outbox.ts";
import { connectSmtp, type Smtp } from "./smtp.ts";

/** How often the store is checked for mails that are due. */
const TICK_MS = 2_000;

/** How long a hanging mail server may delay shutdown, in milliseconds. */
const STOP_WITHIN_MS = 900;

/** Sends in the background until `stop`, which waits briefly for a mail that is being sent. */
type RunningMail = { state(): PartState; stop(): Promise<void> };

/** Starts sending the mails in the store; does nothing if no mail server is configured. */
export function startMail(
	settings: Settings,
	{ store, limits, metrics, log }: { store: Store; limits: Limits; metrics: Metrics; log: Log },
): RunningMail {
	if (!settings.mail) return { state: () => "not-set", stop: async () => undefined };
	const { brand, support } = settings;
	const smtp = connectSmtp(settings.mail, { name: brand.name, replyTo: support.email });
	const outbox = createOutbox({
		store,
		send: sender(smtp, siteOf(settings)),
		limits,
		metrics,
		log,
		now,
	});
	const stop = repeat((signal) =>
		outbox.drain(signal).catch((error) => log.error("outbox-failed", { error })),
	);
	return {
		state: () => (outbox.isServerAway() ? "away" : "ok"),
		async stop() {
			const timeout = setTimeout(() => smtp.close(), STOP_WITHIN_MS);
			await stop();
			clearTimeout(timeout);
			smtp.close();
		},
	};
}

/** What mails say about the portal. */
export function siteOf({ portalUrl, brand, support }: Settings): MailSite {
	const { name, accent, domainLabels } = brand;
	return { portalUrl, brand: name, accent: accent.light, domainLabels, support };
}

/** Writes each mail in its language at the time of sending. */
export function sender(smtp: Smtp, site: MailSite) {
	return async (id: string, about: WatchMail) => {
		const locale = isLocale(about.locale) ? about.locale : DEFAULT_LOCALE;
		const composed = composeMail(
			about,
			{ locale, t: await mailTexts(locale, site.domainLabels) },
			site,
		);
		return await smtp.send({ ...composed, id, to: about.mail, locale });
	};
}

/** Repeats the work with a pause in between. @returns a function that ends it after the current run */
function repeat(work: (stop: AbortSignal) => Promise<void>): () => Promise<void> {
	const stop = new AbortController();
	let timer: NodeJS.Timeout;
	let current = Promise.resolve();
	const schedule = () => {
		timer = setTimeout(() => {
			current = work(stop.signal).then(() => {
				if (!stop.signal.aborted) schedule();
			});
		}, TICK_MS);
		timer.unref();
	};
	schedule();
	return async () => {
		stop.abort();
		clearTimeout(timer);
		await current;
	};
}
