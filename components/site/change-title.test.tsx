import { beforeEach, expect, test } from "vitest";
import { show } from "#components/test-support/show.tsx";
import { changeTitle, useLeadingTitle } from "#lib/browser/site/change-title.ts";

beforeEach(() => {
	document.title = "Profile";
});

test("a page's title comes back when what changed it is over", () => {
	const back = changeTitle((title) => `Error: ${title}`);
	expect(document.title).toBe("Error: Profile");
	back();
	expect(document.title).toBe("Profile");
});

test("the title of a page that was gone to meanwhile stays", () => {
	const back = changeTitle((title) => `Error: ${title}`);
	document.title = "Start";
	back();
	expect(document.title).toBe("Start");
});

function Led({ by }: { by: string }) {
	useLeadingTitle(by);
	return null;
}

test.each(["Not found", "Two  spaces"])(
	"%s leads the title, also one that is written later, until it is over",
	async (words) => {
		const led = words.replace(/ +/g, " ");
		const { unmount } = await show(<Led by={words} />);
		await expect.poll(() => document.title).toBe(`${led} – Profile`);
		document.title = "Start";
		await expect.poll(() => document.title).toBe(`${led} – Start`);
		document.title = `Error: ${document.title}`;
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(document.title).toBe(`Error: ${led} – Start`);
		document.title = `${led} – Start`;
		await unmount();
		expect(document.title).toBe("Start");
	},
);
