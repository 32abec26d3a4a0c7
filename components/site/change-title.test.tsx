import { beforeEach, expect, test } from "vitest";
import { changeTitle } from "#lib/browser/site/change-title.ts";

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
