import { expect, test } from "vitest";
import { namesWithoutFolder } from "./module-ids.ts";

const PAGES = ["app/page.tsx", "app/error.tsx"];

/** The name of a module that Next generates for a page. */
const modulesIn = (folder: string, pages = PAGES) =>
	[
		...pages.map((page) => {
			const request = JSON.stringify({ request: `${folder}/${page}` });
			return `${folder}/node_modules/next/loader.js?modules=${encodeURIComponent(request)}&server=false!`;
		}),
		`${folder}/lib/core/failure.ts`,
		`${folder}/node_modules/next/loader.js?x=1!${folder.replace("/", "")}`,
	].map((name) => ({ identifier: () => name }));

test("a module that Next generates for a page has the same name wherever the project is", () => {
	const [here, there] = ["/one/place", "/somewhere else/b"].map((folder) =>
		namesWithoutFolder(modulesIn(folder), folder).map(({ name }) => name),
	);
	expect(here).toEqual(there);
	expect(here).toHaveLength(PAGES.length);
	expect(new Set(here).size).toBe(PAGES.length);
});

test("the order in which modules are found does not matter", () => {
	const names = (pages: string[]) =>
		namesWithoutFolder(modulesIn("/a", pages), "/a").map(({ name }) => name);
	expect(names(PAGES.toReversed())).toEqual(names(PAGES));
});
