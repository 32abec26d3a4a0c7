import { chromium } from "playwright";
import { benchCohort } from "#bench/cohort.ts";
import { benchExpire } from "#bench/expire.ts";
import { benchJourney } from "#bench/journey.ts";
import { benchLoad } from "#bench/load.ts";
import { optionsIn, WrongOption } from "#bench/options.ts";
import { benchPages } from "#bench/pages.ts";
import { takePictures } from "#bench/pictures.ts";
import { benchServe } from "#bench/serve.ts";
import { benchSoak } from "#bench/soak.ts";
import { benchStart } from "#bench/start.ts";
import { benchTrust } from "#bench/trust.ts";
import { benchWatch } from "#bench/watch.ts";
import { benchWeight } from "#bench/weight.ts";
import { startStack } from "#e2e/support/stack.ts";
import { provideChromium, WHOLE_CHROMIUM } from "#tools/debian-packages.ts";
import { buildIfNeeded } from "./build.ts";
import { end, say } from "./command.ts";

const WRONG_USE = 2;

/** `npm run bench -- watch --streams 500`: first names, then options. */
const args = process.argv.slice(2).filter((arg) => arg !== "--");
const firstOption = args.findIndex((arg) => arg.startsWith("--"));
const names = firstOption < 0 ? args : args.slice(0, firstOption);
const options = firstOption < 0 ? [] : args.slice(firstOption);

/** The benchmarks by name; without a name all of them run. */
const BENCHES: Record<string, () => Promise<void>> = {
	weight: withoutOptions(() => inBrowser(benchWeight)),
	journey: withoutOptions(() => inBrowser(benchJourney)),
	cohort: withoutOptions(() => inBrowser(benchCohort)),
	start: withoutOptions(benchStart),
	serve: withoutOptions(benchServe),
	watch: () => benchWatch(options),
	load: () => benchLoad(options),
	trust: () => benchTrust(options),
	expire: () => inBrowser(benchExpire),
};

/** Run only when named. */
const OTHERS: Record<string, () => Promise<void>> = {
	pictures: () => inBrowser(takePictures),
	pages: () => inBrowser(benchPages),
	soak: () => benchSoak(options),
};

/** Benchmarks that another name runs along with its other parts. */
const PART_OF: Record<string, string> = { expire: "cohort" };

type Bench = typeof benchExpire;

function withoutOptions(bench: () => Promise<void>): () => Promise<void> {
	return () => {
		optionsIn(options, {});
		return bench();
	};
}

async function inBrowser(bench: Bench): Promise<void> {
	const provision = await provideChromium();
	if (!provision.ok) throw new Error(provision.reason);
	const stack = await startStack();
	const browser = await chromium.launch({
		executablePath: WHOLE_CHROMIUM,
		args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
	});
	try {
		await bench(stack, browser, options);
	} finally {
		await browser.close();
		await stack.stop();
	}
}

const known = [...Object.keys(BENCHES), ...Object.keys(OTHERS)];
const USAGE = `npm run bench -- [NAME…] [OPTIONS]

  NAME     all of ${Object.keys(BENCHES).join(", ")};
           or ${Object.keys(OTHERS).join(", ")}
  OPTIONS  of the benchmark that is named: docs/figures.md has them`;
if (args.includes("--help")) {
	say(USAGE);
	process.exit(0);
}
if (names.length === 0 && options.length > 0)
	end(WRONG_USE, `${options[0]}: name a benchmark first.`, "", USAGE);
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) {
	end(WRONG_USE, `Unknown benchmark: ${unknown.join(", ")}. Known: ${known.join(", ")}.`);
}
/** They run the portal without its pages. */
const WITHOUT_PAGES = ["trust", "load", "soak"];
if (names.some((name) => !WITHOUT_PAGES.includes(name)) || names.length === 0)
	await buildIfNeeded(console.log);
for (const [name, bench] of Object.entries({ ...BENCHES, ...OTHERS })) {
	const isWanted = names.includes(name) || names.includes(PART_OF[name] ?? name);
	if (names.length > 0 ? !isWanted : name in OTHERS) continue;
	console.log(`\n── ${name}`);
	await bench().catch((error: unknown) => {
		if (!(error instanceof WrongOption)) throw error;
		end(WRONG_USE, error.message, "docs/figures.md names the options of each benchmark.");
	});
}
