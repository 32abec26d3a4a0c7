import { readFileSync } from "node:fs";

/** The kernel counts the time of processes in hundredths of a second (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

/** Processor time that a process has used so far, in seconds (Linux). */
function cpuSecondsOf(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	// The name in brackets may hold anything; fields 14 and 15 of proc_pid_stat(5) follow it.
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Begins to measure a process; gives the share of one core that it used since, in percent. */
export function measureCpu(pid: number): () => number {
	const before = { cpu: cpuSecondsOf(pid), at: performance.now() };
	return () => ((cpuSecondsOf(pid) - before.cpu) / ((performance.now() - before.at) / 1000)) * 100;
}
