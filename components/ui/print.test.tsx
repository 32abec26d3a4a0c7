import { afterEach, beforeEach, expect, test } from "vitest";
import { cdp, page } from "vitest/browser";
import { show } from "#components/test-support/show.tsx";
import { Disclosure } from "./disclosure.tsx";
import { Tabs } from "./tabs.tsx";

/** The tests' browser moves nothing on screen either. */
const media = (media: "print" | "") =>
	cdp().send("Emulation.setEmulatedMedia", {
		media,
		features: [{ name: "prefers-reduced-motion", value: "reduce" }],
	});
beforeEach(() => media("print"));
afterEach(() => media(""));

test("all tabs are printed under their names", async () => {
	const tabs = ["Windows", "Mac"].map((name) => ({ name, content: <p>On {name}</p> }));
	await show(<Tabs label="Where" tabs={tabs} />);
	for (const text of ["Windows", "On Windows", "Mac", "On Mac"]) {
		const found = page.getByText(text, { exact: true }).elements();
		expect(
			found.some((one) => one.checkVisibility()),
			text,
		).toBe(true);
	}
});

test("what is folded is not printed, and what was opened is", async () => {
	const { container } = await show(<Disclosure summary="Technical details">Once</Disclosure>);
	const details = container.querySelector("details") ?? new HTMLDetailsElement();
	expect(details.checkVisibility()).toBe(false);
	details.open = true;
	await expect.poll(() => page.getByText("Once").query()?.checkVisibility()).toBe(true);
});
