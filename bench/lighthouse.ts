import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { WHOLE_CHROMIUM } from "#tools/debian-packages.ts";

/** A separate folder, because Node uses the package.json nearest to a file. */
const LOCKED = join(import.meta.dirname, "lighthouse");
const HOME = join(".runtime", "lighthouse");
const PROGRAM = join(HOME, "node_modules", "lighthouse", "cli", "index.js");
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;

type Audit = {
	title: string;
	score: number | null;
	numericValue?: number;
	displayValue?: string;
};

/** The part of Lighthouse's report that is used. */
export type Report = {
	categories: Record<
		(typeof CATEGORIES)[number],
		{ score: number; auditRefs: { id: string; weight: number }[] }
	>;
	audits: Record<string, Audit>;
	environment: { benchmarkIndex: number };
};

const execute = promisify(execFile);

/** Installs Lighthouse by its lock file, if necessary; only this benchmark needs it. */
export async function provideLighthouse(): Promise<void> {
	const lock = "package-lock.json";
	const read = (folder: string) => readFileSync(join(folder, lock), "utf8");
	const isThere = existsSync(PROGRAM) && read(HOME) === read(LOCKED);
	if (isThere) return;
	console.log("Installing Lighthouse …");
	mkdirSync(HOME, { recursive: true });
	for (const file of ["package.json", lock]) cpSync(join(LOCKED, file), join(HOME, file));
	await execute("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: HOME });
}

/** On a busy machine the browser sometimes starts too late for Lighthouse. */
const TRIES = 3;

/**
 * Runs Lighthouse on one page with its defaults: a phone on a slow network, simulated, in a fresh browser.
 *
 * @param options further command-line options of Lighthouse
 */
export async function runLighthouse(url: string, options: readonly string[] = []): Promise<Report> {
	for (let tried = 1; ; tried++) {
		try {
			return await runOnce(url, options);
		} catch (error) {
			const { stderr } = error as { stderr?: string };
			if (tried === TRIES) throw new Error(`${url}: ${stderr?.trim() || error}`);
		}
	}
}

async function runOnce(url: string, options: readonly string[]): Promise<Report> {
	const { stdout } = await execute(
		process.execPath,
		[
			PROGRAM,
			url,
			"--output=json",
			"--quiet",
			"--no-enable-error-reporting",
			`--only-categories=${CATEGORIES.join()}`,
			...options,
			"--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
		],
		{ env: { ...process.env, CHROME_PATH: WHOLE_CHROMIUM }, maxBuffer: 64 * 1024 ** 2 },
	);
	return JSON.parse(stdout) as Report;
}

/** Lighthouse's findings in a category. */
export function findingsOf({ categories, audits }: Report, category: (typeof CATEGORIES)[number]) {
	return categories[category].auditRefs.flatMap(({ id, weight }) => {
		const audit = audits[id];
		const isFound = audit && weight > 0 && audit.score !== null && audit.score < 1;
		return isFound ? [`${audit.title} ${audit.displayValue ?? ""}`.trim()] : [];
	});
}
