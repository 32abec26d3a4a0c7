import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { BUILT } from "./after-build.ts";

/** Scripts and style sheets of a page by name without hash, each in bytes of brotli at its best. */
type Weights = Record<string, number>;
export type PageWeights = Record<string, Weights>;

/** What each page may weigh before sign-in code, which comes after the first paint. */
const BUDGET_KB = 130;

/** What the pages weighed when this file was last run alone: `node cli/page-weight.ts`. */
const RECORD = join("cli", "page-weight.json");
const LATE_PARTS = join(".next", "react-loadable-manifest.json");

/** The heaviest that people load before they can act; `late`: what comes after the first paint. */
const PAGES: { name: string; html: string; late?: string }[] = [
	{ name: "first page", html: "en.html" },
	{
		name: "change form",
		html: "en/change-password.html",
		late: "components/change/lazy-pages.tsx -> ./change-area.tsx",
	},
];

/** Weighs the pages of the last build. @throws when there is none, or a page has lost its late part */
function weighPages(): PageWeights {
	const parts: Record<string, { files: string[] }> = JSON.parse(readFileSync(LATE_PARTS, "utf8"));
	return Object.fromEntries(
		PAGES.map(({ name, html, late }) => {
			const files = filesOf(readFileSync(join(BUILT, html), "utf8"));
			if (late) {
				const part = parts[late];
				if (!part) throw new Error(`The build has no part “${late}”.`);
				for (const file of part.files) files.add(file);
			}
			return [name, weightsOf([...files])];
		}),
	);
}

/** The files that a page's HTML loads; what only old browsers load is left out. */
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
		// Everything of MSAL's is one or more chunks of its own; it names itself in them.
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

/** @returns a line for each page that is too heavy, which names what grew since the record */
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

/** @returns what each page of the last build weighs. @throws with what grew when one is too heavy */
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
