import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** What a part of the tests needs of the machine, beside Node: where it is, or why it is not. */
export type Provision = { ok: true } | { ok: false; reason: string };

export const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** Chromium from Debian's packages, with fonts for every script of the catalogues. */
export function provideChromium(): Provision {
	if (existsSync(CHROMIUM)) return { ok: true };
	const cannot = whyNotInstall("Chromium (or CHROMIUM_PATH)");
	if (cannot) return { ok: false, reason: cannot };
	return apt(["chromium", "fonts-liberation", "fonts-noto-core"]);
}

/** Samba's domain controller and its clients. */
export function provideSamba(): Provision {
	const cannot = whyNotInstall("Samba as a domain controller");
	if (cannot) return { ok: false, reason: cannot };
	return run("bash", [join("practice", "samba", "install.sh")]);
}

/** Samba, and what the package that signs in by Kerberos is compiled with. */
export function provideContracts(): Provision {
	const samba = provideSamba();
	const has = ["/usr/include/gssapi/gssapi.h", "/usr/bin/g++", "/usr/bin/make"].every(existsSync);
	return !samba.ok || has ? samba : apt(["libkrb5-dev", "g++", "make", "python3"]);
}

function whyNotInstall(what: string): string | undefined {
	if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) {
		return `${what} is installed from Debian's packages, and this is not Debian.`;
	}
	if (process.getuid?.() !== 0) return `${what} needs root.`;
	return undefined;
}

function apt(packages: string[]): Provision {
	const patience = ["-o", "DPkg::Lock::Timeout=600"];
	const update = run("apt-get", [...patience, "update", "-qq"]);
	if (!update.ok) return update;
	return run("apt-get", [
		...patience,
		"install",
		"-y",
		"-qq",
		"--no-install-recommends",
		...packages,
	]);
}

function run(command: string, args: string[]): Provision {
	const { status, stdout, stderr } = spawnSync(command, args, {
		encoding: "utf8",
		env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
	});
	if (status === 0) return { ok: true };
	return { ok: false, reason: `${command} ${args.join(" ")} failed:\n${stdout}${stderr}` };
}
