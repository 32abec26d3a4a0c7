import { type ReactNode, useState } from "react";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { show } from "#components/test-support/show.tsx";
import { Loading } from "./loading.tsx";
import { LOADING_SLOT } from "./loading-slot.tsx";

/** A page whose content changes, and what was put into the place where loading is heard. */
async function stage() {
	const announced: string[] = [];
	let change: (next: ReactNode) => void = () => undefined;
	function Stage() {
		const [shown, setShown] = useState<ReactNode>(null);
		change = setShown;
		return shown;
	}
	await show(<Stage />);
	const slot = document.getElementById(LOADING_SLOT);
	if (!slot) throw new Error("There is no such place.");
	new MutationObserver(() => announced.push(slot.textContent ?? "")).observe(slot, {
		childList: true,
		characterData: true,
		subtree: true,
	});
	return { announced, change: (next: ReactNode) => change(next) };
}

test("loading that goes from part to part is announced once, and later loading again", async () => {
	const { announced, change } = await stage();
	change(<Loading key="session">Loading</Loading>);
	await expect.poll(() => announced).toEqual(["Loading…"]);
	for (const part of ["person", "consent"]) {
		change(<Loading key={part}>Loading</Loading>);
		// Long enough to be heard.
		await new Promise((resolve) => setTimeout(resolve, 700));
		expect(announced).toEqual(["Loading…"]);
	}
	change(<p>Here it is</p>);
	await expect.poll(() => announced).toEqual(["Loading…", ""]);
	change(<Loading>Reading</Loading>);
	await expect.poll(() => announced).toEqual(["Loading…", "", "Reading…"]);
});

test("what is there at once is seen, not heard", async () => {
	const { announced, change } = await stage();
	change(<Loading>Loading</Loading>);
	await expect.element(page.getByText("Loading…")).toBeVisible();
	change(<p>Here it is</p>);
	await expect.element(page.getByText("Here it is")).toBeVisible();
	expect(announced).toEqual([]);
});
