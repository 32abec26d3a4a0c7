import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, type ClientOptions, EqualityFilter, type SearchOptions } from "ldapts";
import { guidBytes } from "./guid-bytes.ts";
import { type SimulatedDomainOptions, startSimulatedDomain } from "./simulated-domain.ts";
import { CONTROLLERS, type Controller, type DomainStandIn } from "./stand-in.ts";

/** A simulated domain for a test, with the portal's LDAP client. */
export type ExampleDomain = {
	domain: DomainStandIn;
	ca: string;
	port(at: Controller): number;
	/** A client that trusts the domain and has not signed in. */
	client(at: Controller, options?: Partial<ClientOptions>): Client;
	/** A client that has signed in as the service account. */
	signIn(at: Controller, options?: Partial<ClientOptions>): Promise<Client>;
	/** Stops the domain and every client. */
	end(): Promise<void>;
};

/** Starts a domain on free ports. */
export async function startExampleDomain(
	options: Partial<SimulatedDomainOptions> = {},
): Promise<ExampleDomain> {
	const dataDir = await mkdtemp(join(tmpdir(), "domain-"));
	const removeData = () => rm(dataDir, { recursive: true });
	const domain = await startSimulatedDomain({
		dataDir,
		ports: { dc1: 0, dc2: 0 },
		...options,
	}).catch(async (error: unknown) => {
		await removeData();
		throw error;
	});
	const { environment } = domain;
	const ca = await readFile(environment.DOMAIN_CA_FILE, "utf8");
	const clients: Client[] = [];
	const url = (at: Controller) =>
		environment.DOMAIN_LDAPS_URLS.split(",")[CONTROLLERS.indexOf(at)] ?? "";
	const client: ExampleDomain["client"] = (at, more) => {
		const made = new Client({ url: url(at), tlsOptions: { ca }, ...more });
		clients.push(made);
		return made;
	};
	return {
		domain,
		ca,
		port: (at) => Number(new URL(url(at)).port),
		client,
		async signIn(at, more) {
			const made = client(at, more);
			await made.bind(environment.DOMAIN_BIND_DN, environment.DOMAIN_BIND_PASSWORD);
			return made;
		},
		async end() {
			await Promise.allSettled(clients.map((one) => one.unbind()));
			await domain.stop();
			await removeData();
		},
	};
}

const BINARY = ["objectGUID", "msDS-AzureADObjectId", "replPropertyMetaData"];

/** Searches the whole domain. */
export async function find(client: Client, filter: SearchOptions["filter"], more?: SearchOptions) {
	const { searchEntries } = await client.search("DC=aaddscontoso,DC=com", {
		scope: "sub",
		explicitBufferAttributes: BINARY,
		...(filter && { filter }),
		...more,
	});
	return searchEntries;
}

export const byId = (id: string) =>
	new EqualityFilter({ attribute: "msDS-aadObjectId", value: id });

export const byOctets = (id: string) =>
	new EqualityFilter({ attribute: "msDS-AzureADObjectId", value: guidBytes(id) });

/** The client's error for a refused operation. */
export async function refusal(operation: Promise<unknown>) {
	const error = await operation.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	return error as { code?: number | string; message?: string } | undefined;
}
