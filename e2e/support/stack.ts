import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type PortalProcess, startPortal } from "#tools/portal-process.ts";
import { freePort } from "#tools/ports.ts";
import { startPracticeProcess } from "#tools/practice-process.ts";
import { endProcess } from "#tools/processes.ts";
import { type Controls, controlsOf } from "./controls.ts";

type Options = {
	domain?: "simulated" | "samba" | "none";
	/** Loopback addresses of the real controllers. */
	ips?: [string, string];
	/** The error of the portal machine's clock. */
	clockShiftMs?: number;
	/** Further arguments of the practice tenant. */
	practiceArgs?: string[];
	/** Puts something between portal and tenant, and returns the settings for it. */
	front?: (tenant: string, dataDir: string) => Promise<Record<string, string>>;
	/** Further settings of the portal. */
	settings?: Record<string, string>;
};

/** Older than a fresh change and a late one, but younger than people's earlier changes. */
const DOMAIN_AGE_HOURS = 3;

/** No controllers, and no way to find any. */
const WITHOUT_DOMAIN = { DOMAIN_LDAPS_URLS: "", DOMAIN_BIND_DN: "", DOMAIN_BIND_PASSWORD: "" };

/** The production build of the portal with a practice tenant, for tests. */
export type Stack = {
	portal: string;
	tenant: string;
	controls: Controls;
	/** The portal's log so far. */
	log(): string;
	/** The folder of the portal's database. */
	dataDir: string;
	/** Kills the portal like a power cut. */
	killPortal(): Promise<void>;
	startPortalAgain(): Promise<void>;
	stop(): Promise<void>;
};

export async function startStack({
	domain = "simulated",
	ips,
	clockShiftMs,
	practiceArgs = [],
	front,
	settings,
}: Options = {}): Promise<Stack> {
	const dataDir = mkdtempSync(join(tmpdir(), "keyturn-e2e-"));
	const port = await freePort();
	const portal = `http://localhost:${port}`;
	const practice = await startPracticeProcess([
		"--port",
		"0",
		"--portal",
		portal,
		"--data",
		join(dataDir, "practice"),
		"--habits",
		join(dataDir, "portal"),
		"--domain",
		domain === "samba" ? "samba" : "simulated",
		"--ports",
		"0,0",
		...(domain === "samba" ? [] : ["--made-at", hoursAgo(DOMAIN_AGE_HOURS)]),
		...(ips ? ["--ips", ips.join()] : []),
		...practiceArgs,
	]);
	const environment = {
		...practice.environment,
		...(domain === "none" && WITHOUT_DOMAIN),
		PORTAL_URL: portal,
		// Tests run on this machine; some of them act for other addresses.
		TRUSTED_PROXIES: "127.0.0.1,::1",
		DATA_DIR: join(dataDir, "portal"),
		...(clockShiftMs !== undefined && shiftedClock(clockShiftMs)),
		...settings,
		...(await front?.(practice.origin, dataDir)),
	};
	const start = () => startPortal({ port, host: "127.0.0.1", environment, isQuiet: true });
	let running: PortalProcess = await start();
	/** The log of those that were killed. */
	let earlierLog = "";
	return {
		portal,
		tenant: practice.origin,
		controls: controlsOf(practice.origin),
		log: () => earlierLog + running.log(),
		dataDir: environment.DATA_DIR,
		async killPortal() {
			await endProcess(running.child, "SIGKILL");
		},
		async startPortalAgain() {
			earlierLog += running.log();
			running = await start();
		},
		async stop() {
			await Promise.all([endProcess(running.child), endProcess(practice.child)]);
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
}

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * 60_000).toISOString();

function shiftedClock(ms: number): Record<string, string> {
	const file = join(import.meta.dirname, "shifted-clock.ts");
	return { NODE_OPTIONS: `--import=${pathToFileURL(file)}`, SHIFTED_CLOCK_MS: String(ms) };
}
