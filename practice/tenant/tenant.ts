import type { Section } from "./control-page.ts";
import { createCrowd } from "./directory/crowd.ts";
import { createGroups, type GroupStore } from "./directory/groups.ts";
import { createRegistrations, type Registrations } from "./directory/registrations.ts";
import { sampleGroups } from "./directory/sample-groups.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createPerson } from "./fresh-person.ts";
import { createThrottle, type Throttle } from "./graph/throttle.ts";
import type { Route } from "./http/call.ts";
import { close, listen, serve } from "./http/server.ts";
import { MY_ACCOUNT } from "./my-account/account-pages.ts";
import { createOnPremises } from "./on-premises.ts";
import type { PeopleEvents, PeopleStore, Person, Template } from "./people.ts";
import { createPeople } from "./people-store.ts";
import { createRequestLog, type RequestLog, stepEntries, toEntry } from "./request-log.ts";
import { createRoutes } from "./routes.ts";
import { type SamplePerson, samplePeople } from "./sample-people.ts";
import { type Authority, createAuthority } from "./sign-in/authority.ts";
import type { Consent } from "./sign-in/consent.ts";
import { createDeviceCodes, type DeviceCodes } from "./sign-in/device-codes.ts";
import type { SignIns } from "./sign-in/sign-ins.ts";
import type { Switches } from "./switches.ts";

const TENANT_ID = "11111111-2222-4333-8444-555555555555";
const CLIENT_ID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

export type TenantOptions = {
	/** 0: any free port. */
	port: number;
	/** The application (client) id of the portal's registration, if not the default. */
	clientId?: string;
	/** The portals' origins, e.g. `http://localhost:3000`. */
	portalOrigins: readonly string[];
	/** The addresses of a Microsoft cloud, if something in front of the tenant answers for them. */
	plays?: CloudAddresses;
	/** Callbacks for a managed domain. Optional. */
	sync?: PeopleEvents;
	/** The initial people, instead of the sample people. */
	people?: readonly SamplePerson[];
	/** Further controls below `/practice/`, for paths that the tenant itself does not handle. */
	extra?: Route;
	/** Further sections of the control page, rendered each time it is shown. */
	sections?(): Promise<readonly Section[]>;
	now?(): Date;
};

/** A cloud's sign-in address and Graph: `https` origins. */
export type CloudAddresses = { login: string; graph: string };

/** The settings that make a portal use this tenant. */
type TenantEnvironment = {
	ENTRA_TENANT_ID: string;
	ENTRA_CLIENT_ID: string;
	ENTRA_DOMAINS: string;
	ENTRA_AUTHORITY: string;
	GRAPH_URL: string;
	MICROSOFT_CHANGE_URL: string;
};

export type Tenant = {
	readonly origin: string;
	readonly tenantId: string;
	readonly clientId: string;
	/** The application ID URI of the portal's own API; its scope is `<apiId>/Access`. */
	readonly apiId: string;
	readonly environment: TenantEnvironment;
	readonly people: PeopleStore;
	readonly groups: GroupStore;
	readonly switches: Switches;
	readonly throttle: Throttle;
	readonly faults: Faults;
	readonly requests: RequestLog;
	readonly consent: Consent;
	readonly signIns: SignIns;
	readonly deviceCodes: DeviceCodes;
	/** What administrators have registered. The portal of `clientId` needs no entry. */
	readonly registrations: Registrations;
	/** Creates a fresh person for one test, with a random valid password unless the template has none. */
	createPerson(template: Template, overrides?: Partial<Person>): Promise<SamplePerson>;
	stop(): Promise<void>;
};

/**
 * Starts a practice tenant: Entra's sign-in and Graph on one origin, with sample people.
 *
 * @returns the running tenant; throws if the port is in use.
 */
export async function startTenant(options: TenantOptions): Promise<Tenant> {
	const now = options.now ?? (() => new Date());
	const { people, groups } = await createDirectory(options, now());
	const { server, origin } = await listen(options.port);
	const requests = createRequestLog();
	const faults = createFaults();
	const switches = { continuousAccess: false };
	const throttle = createThrottle(now);
	const onPremises = createOnPremises(people, now);
	const registrations = createRegistrations();
	const deviceCodes = createDeviceCodes();
	const clientId = options.clientId ?? CLIENT_ID;
	const { login, graph } = options.plays ?? { login: origin, graph: origin };
	const authority = await createAuthority(
		{
			origin: login,
			graphOrigin: graph,
			portalOrigins: options.portalOrigins,
			tenantId: TENANT_ID,
			clientId,
			isBehindFront: options.plays !== undefined,
		},
		{ people, faults, switches, now },
	);
	const directory = { origin: graph, people, groups, faults, now };
	serve(server, origin, {
		handle: createRoutes(
			{
				authority,
				directory,
				registrations,
				throttle,
				requests,
				onPremises,
				deviceCodes,
			},
			options,
		),
		handled(outcome) {
			requests.add(toEntry(outcome, people.knownPasswords, now()));
			for (const entry of stepEntries(outcome, now())) requests.add(entry);
		},
	});
	return {
		...identityOf(authority),
		origin,
		people,
		groups,
		switches,
		throttle,
		faults,
		requests,
		consent: authority.consent,
		signIns: authority.signIns,
		deviceCodes,
		registrations,
		createPerson: (template, overrides = {}) =>
			createPerson(people, { template, overrides }, now()),
		stop() {
			onPremises.stop();
			return close(server);
		},
	};
}

/** People, the crowd behind them, and the groups they are in. */
async function createDirectory({ sync = {}, people: given }: TenantOptions, startedAt: Date) {
	const people = createPeople(sync, createCrowd(startedAt));
	const sample = given ?? samplePeople(startedAt);
	for (const { person, password } of sample) await people.add(person, password);
	const groups = createGroups(people);
	for (const group of sampleGroups(sample)) groups.add(group);
	return { people, groups };
}

function identityOf({ origin, apiId, clientId }: Authority) {
	return {
		origin,
		tenantId: TENANT_ID,
		clientId,
		apiId,
		environment: {
			ENTRA_TENANT_ID: TENANT_ID,
			ENTRA_CLIENT_ID: clientId,
			ENTRA_DOMAINS: "contoso.com",
			ENTRA_AUTHORITY: `${origin}/${TENANT_ID}`,
			GRAPH_URL: origin,
			MICROSOFT_CHANGE_URL: origin + MY_ACCOUNT,
		},
	};
}
