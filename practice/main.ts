import { parseArgs } from "node:util";
import { inventHistory } from "./history.ts";
import { type DomainKind, type Practice, startPractice } from "./practice.ts";
import { signInName } from "./tenant/directory/home.ts";

/**
 * Runs the practice tenant in its own process. Sends its parent `{ environment, people }` when
 * ready, or `{ failure }`; ends with the parent.
 */
const { values } = parseArgs({
	options: {
		port: { type: "string", default: "4400" },
		portal: { type: "string", default: "http://localhost:3000" },
		domain: { type: "string", default: "simulated" },
		data: { type: "string", default: ".data/practice" },
		ports: { type: "string" },
		ips: { type: "string" },
		login: { type: "string" },
		graph: { type: "string" },
		/** When the simulated domain was created, in ISO 8601. */
		"made-at": { type: "string" },
		/** The data folder of a portal that should know how the domain writes. */
		habits: { type: "string" },
	},
});

function pair<T>(text: string | undefined, as: (value: string) => T) {
	const [dc1, dc2] = text?.split(",") ?? [];
	return dc1 !== undefined && dc2 !== undefined ? { dc1: as(dc1), dc2: as(dc2) } : undefined;
}

const ports = pair(values.ports, Number);
const ips = pair(values.ips, String);
const { login, graph } = values;

try {
	const practice = await startPractice({
		domain: values.domain as DomainKind,
		port: Number(values.port),
		portalOrigins: values.portal.split(","),
		dataDir: values.data,
		...(values["made-at"] && { madeAt: new Date(values["made-at"]) }),
		...(login && graph && { plays: { login, graph } }),
		controllers: { ...(ports && { ports }), ...(ips && { ips }) },
	});
	if (values.habits) await inventHistory(values.habits, { waits: 0 });
	process.send?.(readyMessage(practice));
	const stop = () => void practice.stop().then(() => process.exit(0));
	process.once("SIGTERM", stop).once("SIGINT", stop).once("disconnect", stop);
} catch (error) {
	process.send?.({ failure: error instanceof Error ? error.message : String(error) });
	process.exitCode = 1;
	process.disconnect?.();
}

function readyMessage({ environment, tenant }: Practice) {
	const people = tenant.people.all().map((person) => ({
		name: person.displayName,
		userName: signInName(person),
		password: tenant.people.initialPassword(person.id),
		purpose: person.purpose,
	}));
	return { origin: tenant.origin, environment, people };
}
