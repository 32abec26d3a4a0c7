import { openBrowser } from "#bench/browser.ts";
import { benchCohort } from "#bench/cohort.ts";
import { benchExpire } from "#bench/expire.ts";
import { benchJourney } from "#bench/journey.ts";
import { benchPassword } from "#bench/password.ts";
import { takePictures } from "#bench/pictures.ts";
import { benchServe } from "#bench/serve.ts";
import { benchStart } from "#bench/start.ts";
import { benchTrust } from "#bench/trust.ts";
import { benchWatch } from "#bench/watch.ts";
import { benchWeight } from "#bench/weight.ts";
import { startStack } from "#e2e/support/stack.ts";
import { provideChromium } from "#tools/debian-packages.ts";
import { buildIfNeeded } from "./build.ts";

/** `npm run bench -- watch --streams 500`: names first, then the options of a bench. */
const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith("--"));
const names = firstOption < 0 ? args : args.slice(0, firstOption);
const options = firstOption < 0 ? [] : args.slice(firstOption);

/** What `npm run bench -- <name>` measures; all of it without a name. */
const BENCHES: Record<string, () => Promise<void>> = {
	weight: () => inBrowser(benchWeight),
	password: () => inBrowser(benchPassword),
	journey: () => inBrowser(benchJourney),
	cohort: () => inBrowser(benchCohort),
	start: benchStart,
	serve: benchServe,
	watch: () => benchWatch(options),
	trust: () => benchTrust(options),
	expire: () => inBrowser(benchExpire),
};

/** What is made only when it is asked for by name. */
const OTHERS: Record<string, () => Promise<void>> = { pictures: () => inBrowser(takePictures) };

/** Benches that are a part of another name, which runs all of its parts. */
const PART_OF: Record<string, string> = { expire: "cohort" };

type Bench = typeof benchExpire;

async function inBrowser(bench: Bench): Promise<void> {
	const provision = await provideChromium();
	if (!provision.ok) throw new Error(provision.reason);
	const stack = await startStack();
	const browser = await openBrowser();
	try {
		await bench(stack, browser, options);
	} finally {
		await browser.close();
		await stack.stop();
	}
}

const known = [...Object.keys(BENCHES), ...Object.keys(OTHERS), ...new Set(Object.values(PART_OF))];
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) {
	console.error(`There is no bench ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
	process.exit(1);
}
// Random days run the portal without its pages.
if (names.some((name) => name !== "trust") || names.length === 0) await buildIfNeeded(console.log);
for (const [name, bench] of Object.entries({ ...BENCHES, ...OTHERS })) {
	const isWanted = names.includes(name) || names.includes(PART_OF[name] ?? name);
	if (names.length > 0 ? !isWanted : name in OTHERS) continue;
	console.log(`\n── ${name}`);
	await bench();
}
