import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** The process listening on a local TCP port (Linux). @throws if there is none */
export function listenerOf(port: number): number {
	const hex = port.toString(16).toUpperCase().padStart(4, "0");
	const sockets = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) =>
		readFileSync(table, "utf8").split("\n"),
	);
	const line = sockets.find((l) => new RegExp(`^\\s*\\d+: \\w+:${hex} \\w+:0000 0A `).test(l));
	const inode = line?.trim().split(/\s+/)[9];
	const pid = readdirSync("/proc").find(
		(name) => /^\d+$/.test(name) && filesOf(name).includes(`socket:[${inode}]`),
	);
	if (!pid) throw new Error(`Nothing listens on port ${port}.`);
	return Number(pid);
}

/** Resident memory of a process in bytes (Linux). */
export function memoryOf(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** A process's open files; none if it has ended or belongs to another user. */
function filesOf(pid: string): string[] {
	const folder = join("/proc", pid, "fd");
	return orNothing(() => readdirSync(folder)).flatMap((name) =>
		orNothing(() => [readlinkSync(join(folder, name))]),
	);
}

function orNothing(read: () => string[]): string[] {
	try {
		return read();
	} catch {
		return [];
	}
}
