import type { FastifyInstance, InjectOptions } from "fastify";
import { partOf } from "#lib/core/part-of.ts";
import { portalHealth } from "#lib/core/portal-health.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { exampleController } from "#lib/directory/example-controller.ts";
import type { ManagedDomain } from "#lib/directory/managed-domain.ts";
import { createLog } from "#lib/log.ts";
import { EXAMPLE_BRAND } from "#lib/server/brand/example-brand.ts";
import { createCohortLookUps } from "#lib/server/helpdesk/cohort-look-ups.ts";
import { createLimits } from "#lib/server/http/limits.ts";
import { sameAnswers } from "#lib/server/http/same-answer.ts";
import { createServer } from "#lib/server/http/server.ts";
import { createMetrics } from "#lib/server/metrics/metrics.ts";
import type { Portal } from "#lib/server/portal.ts";
import { openStore } from "#lib/server/store/store.ts";
import { createStreams } from "#lib/server/streams/streams.ts";
import { startWatches } from "#lib/server/watches/watches.ts";
import { makePlace, type TestPlace } from "../store/place.ts";

const DAY_MS = 86_400_000;
export const PERSON = "aaaaaaaa-0000-4000-8000-000000000001";
export const AGENT = "bbbbbbbb-0000-4000-8000-000000000002";
export const person = { id: PERSON, userPrincipalName: "dana@aaddscontoso.com" };

/** A portal on a store of its own, with two scripted controllers, without a network. */
export type TestPortal = {
	place: TestPlace;
	portal: Portal;
	app: FastifyInstance;
	domain: ManagedDomain;
	stop(): Promise<void>;
};

/** @param observe what both controllers hold for everybody when asked */
export async function startTestPortal(observe: () => Observation): Promise<TestPortal> {
	const place = await makePlace();
	const domain: ManagedDomain = {
		controllers: ["dc1", "dc2"].map((id) => ({
			...exampleController(id, observe),
			name: () => `${id}.aaddscontoso.com`,
		})),
	};
	const log = createLog(() => undefined);
	const store = await openStore(place);
	const watches = await startWatches(store, domain, log);
	const portal = partOf<Portal>({
		settings: {
			helpdeskRole: "Keyturn.Helpdesk",
			trustedProxies: [],
			portalUrl: "https://password.contoso.com",
			support: { name: "IT support", email: undefined, phone: undefined, url: undefined },
			brand: EXAMPLE_BRAND,
			change: {},
			tenant: { domains: ["contoso.com"] },
		},
		log,
		store,
		watches,
		streams: createStreams(watches, log),
		limits: createLimits(),
		metrics: createMetrics(),
		sameAnswer: sameAnswers(store, log),
		cohortLookUps: createCohortLookUps(),
		personLookUps: createCohortLookUps(),
		config: { tenant: {} },
		endings: () => [],
		health: async () =>
			portalHealth({ store: "ok", keys: "ok", domain: "degraded", mail: "not-set" }),
		/** The role, and after a space the caller, if it is not the agent of these tests. */
		checkToken: async (header: string | undefined) => {
			const [role, id = AGENT] = header?.split(" ") ?? [];
			if (!role) return { ok: false, code: "token-missing" };
			const caller = { id, userPrincipalName: "sam@aaddscontoso.com", mail: undefined };
			return { ok: true, caller: { ...caller, roles: [role], authContexts: [] } };
		},
	});
	const app = createServer(portal);
	return {
		place,
		portal,
		app,
		domain,
		async stop() {
			portal.streams.stop();
			await app.close();
			portal.watches.stop();
			await portal.store.close();
			await place.remove();
		},
	};
}

export type Call = {
	key?: string;
	body?: unknown;
	role?: string;
	link?: string;
	ticket?: string;
	group?: string;
	lookUp?: string;
	query?: string;
	from?: string;
};

/** Calls as the helpdesk does, by default. */
export async function callOn(
	app: FastifyInstance,
	method: string,
	path: string,
	{
		body,
		key = "",
		role = "Keyturn.Helpdesk",
		query = "",
		from = "192.0.2.1",
		...named
	}: Call = {},
): Promise<Response> {
	const url = path.replaceAll(
		/\{(\w+)\}/g,
		(_, name) => (named as Record<string, string>)[name] ?? "",
	);
	const answer = await app.inject({
		method: method as "GET",
		url: `/api/${url}${query}`,
		remoteAddress: from,
		headers: {
			...(role && { authorization: role }),
			...(key && { "idempotency-key": key }),
		},
		...(body !== undefined && { payload: body as NonNullable<InjectOptions["payload"]> }),
	});
	const { statusCode: status, headers, payload } = answer;
	return new Response(status === 204 ? null : payload, {
		status,
		headers: headers as Record<string, string>,
	});
}

export const content = (changes = {}) => ({
	title: "Move",
	message: "Hello",
	helper: { name: "Ann", mail: "ann@contoso.com", phone: "" },
	deadline: new Date(Date.now() + 9 * DAY_MS).toISOString().slice(0, 10),
	lastDay: new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10),
	language: "de",
	way: "guided",
	domainHint: "",
	...changes,
});
