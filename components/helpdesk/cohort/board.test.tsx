import { beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { signedIn } from "#components/test-support/example-person.ts";
import { show } from "#components/test-support/show.tsx";
import { useCohort } from "#lib/browser/helpdesk/cohort/use-cohort.ts";
import { countStates } from "#lib/core/cohort/cohort-counts.ts";
import { Board } from "./board.tsx";

vi.mock("#lib/browser/helpdesk/cohort/use-cohort.ts", () => ({ useCohort: vi.fn() }));

const GROUP = { id: "g", displayName: "Sales", description: "Everybody in sales" };

beforeEach(() => {
	vi.mocked(useCohort).mockReturnValue({
		view: {
			...{ phase: "reading", failure: undefined, portalFailure: undefined, waitUntil: undefined },
			...{ total: undefined, lookedUp: 0, people: [], counts: countStates([]), left: 0 },
			now: new Date("2026-11-29T09:40:00Z"),
		},
		...{ history: [], nested: [], resume: () => {}, lookUpAgain: () => {} },
	});
});

const heading = page.getByRole("heading", { level: 1, name: "Sales" });

test("a board that was opened from a search result takes the focus that went with it", async () => {
	await show(<Board group={GROUP} />, { signIn: signedIn() });
	await expect.element(heading).toHaveFocus();
});

test("a board leaves the focus to somebody who is searching meanwhile", async () => {
	const field = document.createElement("input");
	document.body.append(field);
	field.focus();
	await show(<Board group={GROUP} />, { signIn: signedIn() });
	await expect.element(heading).toBeVisible();
	expect(document.activeElement).toBe(field);
	field.remove();
});
