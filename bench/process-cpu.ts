import { readdirSync, readFileSync } from "node:fs";

/** The kernel counts the time of processes in hundredths of a second (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

/** Processor time that a process has used so far, in seconds (Linux). */
export function cpuSecondsOf(pid: number): number {
	const fields = statOf(pid);
	return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Like `cpuSecondsOf`, including its child processes, even those that have ended. */
export function cpuSecondsWithChildren(pid: number): number {
	const children = readdirSync("/proc").flatMap((name) => {
		try {
			const isChild = /^\d+$/.test(name) && Number(statOf(Number(name))[1]) === pid;
			return isChild ? [cpuSecondsOf(Number(name))] : [];
		} catch {
			// It has ended.
			return [];
		}
	});
	const fields = statOf(pid);
	const ended = (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
	return children.reduce((sum, seconds) => sum + seconds, cpuSecondsOf(pid) + ended);
}

/** The fields of proc_pid_stat(5) from the third on; the name before them may contain any character. */
function statOf(pid: number): string[] {
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** Starts measuring a process. @returns a function for the share of one core used since, in percent */
export function measureCpu(pid: number): () => number {
	const before = { cpu: cpuSecondsOf(pid), at: performance.now() };
	return () => ((cpuSecondsOf(pid) - before.cpu) / ((performance.now() - before.at) / 1000)) * 100;
}
