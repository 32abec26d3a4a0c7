import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { BUILT } from "./after-build.ts";

/** A page's scripts and style sheets by name without hash, each with its size in bytes at the highest brotli level. */
type Weights = Record<string, number>;
export type PageWeights = Record<string, Weights>;

/** The budget of each page before sign-in code, which loads after the first paint. */
const BUDGET_KB = 130;

/** The recorded weights, updated by running this file: `node cli/page-weight.ts`. */
const RECORD = join("cli", "page-weight.json");

/** The heaviest pages that people load before they can act. */
const PAGES: Record<string, string> = {
	"first page": "en.html",
	"change form": "en/change-password.html",
};

/** Weighs the pages of the last build. @throws when there is no build */
function weighPages(): PageWeights {
	return Object.fromEntries(
		Object.entries(PAGES).map(([name, html]) => [
			name,
			weightsOf([...filesOf(readFileSync(join(BUILT, html), "utf8"))]),
		]),
	);
}

/** The files that a page's HTML loads, except those for old browsers. */
export function filesOf(html: string): Set<string> {
	const tags = html.match(/<(?:script|link)\s[^>]*>/g) ?? [];
	const loaded = tags.filter((tag) => !/\snomodule\b/i.test(tag));
	return new Set(
		loaded.flatMap((tag) => {
			const [, path] = tag.match(/(?:src|href)="\/_next\/([^"]+\.(?:js|css))"/) ?? [];
			return path ? [decodeURIComponent(path)] : [];
		}),
	);
}

function weightsOf(files: readonly string[]): Weights {
	const weights: Weights = {};
	for (const file of files) {
		const body = readFileSync(join(BUILT, "_next", file));
		// MSAL has chunks of its own, recognisable by its name in them.
		if (body.includes("msal.js.browser") || body.includes("acquireTokenSilent")) continue;
		const name = file
			.replace(/^static\/(?:chunks\/)?/, "")
			.replace(/[-.]?[\da-f]{8}(?=\.\w+$)/, "");
		weights[name] = (weights[name] ?? 0) + brotliCompressSync(body).length;
	}
	return weights;
}

const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
const sum = (weights: Weights) => Object.values(weights).reduce((total, one) => total + one, 0);

/** @returns a line for each page over budget, with what grew since the record */
export function tooHeavy(now: PageWeights, recorded: PageWeights): string[] {
	return Object.entries(now).flatMap(([page, weights]) => {
		const total = sum(weights);
		if (total <= BUDGET_KB * 1024) return [];
		const before = recorded[page] ?? {};
		const grown = Object.entries(weights)
			.map(([name, bytes]) => ({ name, by: bytes - (before[name] ?? 0) }))
			.filter(({ by }) => by > 0)
			.sort((a, b) => b.by - a.by)
			.map(({ name, by }) => `${name} by ${kb(by)}`);
		return `The ${page} weighs ${kb(total)} of ${BUDGET_KB} KB. Grown since the record: ${grown.join(", ") || "nothing"}.`;
	});
}

/** @returns the weight of each page of the last build. @throws with what grew when one is over budget */
export function checkPageWeight(): string {
	const now = weighPages();
	const recorded: PageWeights = JSON.parse(readFileSync(RECORD, "utf8"));
	const heavy = tooHeavy(now, recorded);
	if (heavy.length > 0) throw new Error(heavy.join("\n"));
	return Object.entries(now)
		.map(([page, weights]) => `${page} ${kb(sum(weights))}`)
		.join(", ");
}

if (import.meta.main) writeFileSync(RECORD, `${JSON.stringify(weighPages(), null, "\t")}\n`);
