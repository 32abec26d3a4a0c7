import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { show } from "#components/test-support/show.tsx";
import { Tabs } from "./tabs.tsx";

test("only the chosen tab has an edge, which forced colours draw even if it is transparent", async () => {
	const parts = ["One", "Two", "Three"].map((name) => ({ name, content: `Part ${name}` }));
	await show(<Tabs label="Parts" tabs={parts} start={1} />);
	const tabs = page.getByRole("tab").elements();
	const edges = () => tabs.map((tab) => getComputedStyle(tab).borderBottomWidth);
	expect(edges()).toEqual(["0px", "4px", "0px"]);
	const tops = tabs.map((tab) => tab.getBoundingClientRect().top);
	await page.getByRole("tab", { name: "Three" }).click();
	await expect.poll(edges).toEqual(["0px", "0px", "4px"]);
	expect(tabs.map((tab) => tab.getBoundingClientRect().top)).toEqual(tops);
});
