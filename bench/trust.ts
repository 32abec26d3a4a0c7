import { playRandomDays, type Tally } from "../contracts/trust/random-days.ts";
import { startSambaDomain } from "../practice/domain/samba-domain.ts";
import { numbersIn } from "./options.ts";
import { ms, printTable, quantile } from "./table.ts";
import { timeOnePerson } from "./trust/one-person.ts";

/** Separate addresses, so that tests can run at the same time. */
const IPS = { dc1: "127.0.0.72", dc2: "127.0.0.73" };

/**
 * Random days on two real controllers, and how soon one waiting person sees the result: `--steps`,
 * `--hostile-steps`, `--rounds`, `--seed`.
 */
export async function benchTrust(args: string[]): Promise<void> {
	const { seed, rounds, ...days } = numbersIn(args, {
		steps: 1_000,
		"hostile-steps": 500,
		rounds: 100,
		seed: 1 + Math.floor(Math.random() * 1e6),
	});
	const samba = await startSambaDomain({ ips: IPS });
	try {
		const times = await timeOnePerson(samba, rounds);
		printTable("one person waits, on two Samba controllers", [
			["", "median", "p99", "aim (p99)"],
			["from landing to the client", ...both(times.landed), "1500 ms"],
			["from lock to `blocked`", ...both(times.locked), "3000 ms"],
		]);
		const stories: string[] = [];
		const live = (kind: "ordinary" | "hostile", steps: number) =>
			playRandomDays({
				samba,
				kind,
				steps,
				seed,
				onFailure: (failure, story) =>
					stories.push([`${failure.kind}: ${failure.detail}`, ...story].join("\n  ")),
			});
		const ordinary = await live("ordinary", days.steps);
		const hostile = await live("hostile", days["hostile-steps"]);
		printTable(`random days, seed ${seed}`, [
			["days", ...COLUMNS, "doubts while sign-ins succeed"],
			["ordinary", ...row(ordinary)],
			["hostile", ...row(hostile)],
		]);
		for (const story of stories) console.error(story);
		if (stories.length > 0) process.exitCode = 1;
	} finally {
		await samba.stop();
	}
}

const both = (times: readonly number[]) => [ms(quantile(times, 0.5)), ms(quantile(times, 0.99))];

const COLUMNS = ["steps", "usable", "working", "false", "missed", "unknowable"] as const;

function row(tally: Tally): (string | number)[] {
	const doubts = Object.entries(tally.doubts).map(([reason, count]) => `${reason} ${count}`);
	return [...COLUMNS.map((name) => tally[name]), doubts.join(", ") || "none"];
}
