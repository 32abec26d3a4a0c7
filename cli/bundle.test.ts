import { build } from "esbuild";
import { expect, test } from "vitest";
import { BUNDLE } from "#tools/bundle.ts";

test("the portal's server is small, and all ASCII: a single other character would double its size in memory", async () => {
	const { outputFiles } = await build({
		...BUNDLE,
		entryPoints: ["server.ts"],
		outdir: ".",
		write: false,
	});
	const text = outputFiles.find(({ path }) => path.endsWith("server.js"))?.text ?? "";
	expect(text.length).toBeGreaterThan(1_000_000);
	expect(text.length).toBeLessThan(3_000_000);
	const others = text.split("\n").filter((line) => /\P{ASCII}/u.test(line));
	expect(others.map((line) => line.slice(0, 300))).toEqual([]);
});
