import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { postgresPrograms } from "./postgres-process.ts";

/** Something that a part of the tests needs besides Node: where it is, or why it is missing. */
export type Provision = { ok: true } | { ok: false; reason: string };

/** Headless Chromium, used by most tests because it takes about a third less processor time. */
export const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium-headless-shell";
/** Full Chromium: only this one has settings for cookies. */
export const WHOLE_CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** Chromium from Debian's packages, with fonts for every script of the catalogues. */
export async function provideChromium(): Promise<Provision> {
	if ([CHROMIUM, WHOLE_CHROMIUM].every(existsSync)) return { ok: true };
	const cannot = installObstacle("Chromium (or CHROMIUM_PATH)");
	if (cannot) return { ok: false, reason: cannot };
	return apt(["chromium", "chromium-headless-shell", "fonts-liberation", "fonts-noto-core"]);
}

/** Samba's domain controller and its clients. */
export async function provideSamba(): Promise<Provision> {
	const cannot = installObstacle("Samba as a domain controller");
	if (cannot) return { ok: false, reason: cannot };
	return run("bash", [join("practice", "samba", "install.sh")]);
}

/** Samba, and what is needed to compile the Kerberos package. */
export async function provideContracts(): Promise<Provision> {
	const samba = await provideSamba();
	const has = ["/usr/include/gssapi/gssapi.h", "/usr/bin/g++", "/usr/bin/make"].every(existsSync);
	return !samba.ok || has ? samba : apt(["libkrb5-dev", "g++", "make", "python3"]);
}

/** PostgreSQL's server; each test starts its own. */
export async function providePostgres(): Promise<Provision> {
	if (postgresPrograms()) return { ok: true };
	const cannot = installObstacle("PostgreSQL");
	if (cannot) return { ok: false, reason: cannot };
	// Otherwise the package creates a system database, and starts it at every boot.
	if (!existsSync(NO_OWN_CLUSTER)) {
		mkdirSync(dirname(NO_OWN_CLUSTER), { recursive: true });
		writeFileSync(NO_OWN_CLUSTER, "create_main_cluster = false\n");
	}
	return await apt(["postgresql"]);
}

/** Read by Debian's postgresql-common before it creates anything. */
const NO_OWN_CLUSTER = "/etc/postgresql-common/createcluster.conf";

/** Programs for deploying a portal: their Debian packages and paths within these. */
const UNPACKED = {
	nginx: { package: "nginx", file: "usr/sbin/nginx" },
	caddy: { package: "caddy", file: "usr/bin/caddy" },
	promtool: { package: "prometheus", file: "usr/bin/promtool" },
} as const;

const UNPACKED_TO = resolve(".data", "debian");

/** The programs that sandbox a portal in the tests. */
const CONFINEMENT = ["systemd-analyze", "systemd-nspawn", "nsenter", "setpriv"].map(
	(name) => `/usr/bin/${name}`,
);

/** @returns the path of a program provided by `provideDeployment` */
export function debianProgram(name: keyof typeof UNPACKED): string {
	return join(UNPACKED_TO, UNPACKED[name].file);
}

/**
 * The programs for deploying a portal. Proxies and Prometheus are only unpacked: installed as services they
 * would occupy this machine's ports, even after a reboot.
 */
export async function provideDeployment(): Promise<Provision> {
	const cannot = installObstacle("Sandboxing a portal");
	if (cannot) return { ok: false, reason: cannot };
	const has = [...CONFINEMENT, "/bin/ip"].every(existsSync);
	const installed = has
		? { ok: true as const }
		: await apt(["systemd", "systemd-container", "util-linux", "iproute2"]);
	if (!installed.ok) return installed;
	const missing = Object.values(UNPACKED).filter(
		({ file }) => !existsSync(join(UNPACKED_TO, file)),
	);
	if (missing.length === 0) return { ok: true };
	mkdirSync(UNPACKED_TO, { recursive: true });
	const update = await run("apt-get", ["-o", "DPkg::Lock::Timeout=600", "update", "-qq"]);
	if (!update.ok) return update;
	const names = missing.map((one) => one.package);
	const loaded = await run("apt-get", ["download", ...names], UNPACKED_TO);
	if (!loaded.ok) return loaded;
	for (const file of readdirSync(UNPACKED_TO).filter((name) => name.endsWith(".deb"))) {
		const unpacked = await run("dpkg-deb", ["--extract", file, "."], UNPACKED_TO);
		if (!unpacked.ok) return unpacked;
	}
	return { ok: true };
}

function installObstacle(what: string): string | undefined {
	if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) {
		return `${what} would be installed from Debian's packages, but this is not Debian.`;
	}
	if (process.getuid?.() !== 0) return `${what} needs root.`;
	return undefined;
}

async function apt(packages: string[]): Promise<Provision> {
	const waitForLock = ["-o", "DPkg::Lock::Timeout=600"];
	const update = await run("apt-get", [...waitForLock, "update", "-qq"]);
	if (!update.ok) return update;
	return await run("apt-get", [
		...waitForLock,
		"install",
		"-y",
		"-qq",
		"--no-install-recommends",
		...packages,
	]);
}

/** The most recently started installation: apt refuses concurrent ones. */
let installing: Promise<unknown> = Promise.resolve();

/** Runs the command after the previous ones have finished. */
function run(command: string, args: string[], cwd?: string): Promise<Provision> {
	const turn = installing.then(() => runNow(command, args, cwd));
	installing = turn;
	return turn;
}

async function runNow(command: string, args: string[], cwd?: string): Promise<Provision> {
	const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
	try {
		await promisify(execFile)(command, args, { env, cwd, maxBuffer: 64 * 1024 * 1024 });
		return { ok: true };
	} catch (error) {
		// The message contains the command and its standard error.
		return { ok: false, reason: error instanceof Error ? error.message : String(error) };
	}
}
