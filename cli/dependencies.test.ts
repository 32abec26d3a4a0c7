import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** `docs/dependencies.md` gives the reason for each package; this compares it with what is installed. */

type Lock = { packages: Record<string, { license?: string; hasInstallScript?: true }> };

const read = (file: string) => readFileSync(file, "utf8");
const { dependencies, devDependencies } = JSON.parse(read("package.json"));
const lock: Lock = JSON.parse(read("package-lock.json"));
const document = read("docs/dependencies.md");

/** The rows of the tables below a heading, with their cells. */
function rowsBelow(heading: string): string[][] {
	const [, part = ""] = document.split(`## ${heading}\n`);
	const [own = ""] = part.split("\n## ");
	return [...own.matchAll(/^\| (`.*) \|$/gm)].map(([, row = ""]) =>
		row.split("|").map((cell) => cell.trim()),
	);
}

const namesIn = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
const named = (heading: string) => rowsBelow(heading).flatMap(([first]) => namesIn(first));

describe("the page of dependencies", () => {
	test.each([
		["In production", dependencies],
		["For building and testing", devDependencies],
	])("names exactly the packages: %s", (heading, packages) => {
		expect(named(heading).toSorted()).toEqual(Object.keys(packages).toSorted());
	});
	test.each(["In production", "For building and testing"])("has their licences: %s", (heading) => {
		for (const row of rowsBelow(heading)) {
			const own = namesIn(row[0]).map((name) => lock.packages[`node_modules/${name}`]?.license);
			expect([row[0], row.at(-1)]).toEqual([row[0], [...new Set(own)].join(", ")]);
		}
	});
	test("names every installed package that has an install script", () => {
		const scripted = Object.entries(lock.packages).flatMap(([folder, { hasInstallScript }]) =>
			hasInstallScript ? [folder.replace("node_modules/", "")] : [],
		);
		expect(named("Install scripts").toSorted()).toEqual(scripted.toSorted());
	});
});

test("no install script is run, and every version is exact", () => {
	expect(read(".npmrc").split("\n")).toContain("ignore-scripts=true");
	for (const version of Object.values({ ...dependencies, ...devDependencies }))
		expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
