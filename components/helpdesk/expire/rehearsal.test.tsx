import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { show } from "#components/test-support/show.tsx";
import { exampleCandidate } from "#lib/core/cohort/example-people.ts";
import type { Failure } from "#lib/core/failure.ts";
import { Rehearsal } from "./rehearsal.tsx";

const PERSON = exampleCandidate({
	displayName: "Dana",
	// Already the next day in Berlin.
	lastPasswordChangeAt: new Date("2026-11-10T23:30:00Z"),
});
const READ = {
	people: [PERSON],
	unread: [],
	protectedIds: new Set<string>(),
	rolesFailure: undefined,
	...({ reach: "anybody", mayExpire: true } as const),
};

test.each([
	["local", "Nobody would be affected."],
	["utc", "One person would have to set a new password."],
])("the day from which people are left out is in the agent's time zone: %s", async (zone, who) => {
	localStorage.setItem("keyturn.helpdesk", JSON.stringify({ zone }));
	const none = () => undefined;
	await show(<Rehearsal read={READ} unread={[]} onStart={none} onBack={none} again={none} />, {
		signIn: signedIn(),
	});
	await expect.element(page.getByText("One person would have")).toBeVisible();
	page
		.getByLabelText(/^Leave out people who changed/)
		.element()
		.focus();
	// Types the same day in any country's order.
	await userEvent.keyboard("11112026");
	await expect
		.element(page.getByLabelText(/^Leave out people who changed/))
		.toHaveValue("2026-11-11");
	await expect.element(page.getByText(who)).toBeVisible();
});

const again = vi.fn();

const rehearsal = (rolesFailure: Failure) => {
	const on = { onStart: () => {}, onBack: () => {}, again };
	return show(<Rehearsal read={{ ...READ, rolesFailure }} unread={[]} {...on} />, {
		signIn: signedIn(),
	});
};

const alert = page.getByRole("alert");

test("role holders that Graph failed to return are requested again, without asking for consent", async () => {
	await rehearsal({ code: "graph-throttled" });
	await expect
		.element(alert.getByText("We could not read who holds a directory role"))
		.toBeVisible();
	await expect.element(alert.getByText(/^Microsoft is busy/)).toBeVisible();
	expect(alert.getByRole("button").elements()).toHaveLength(1);
	await alert.getByRole("button", { name: "Try again" }).click();
	expect(again).toHaveBeenCalledOnce();
	await expectAccessible();
});

test("without the permission an administrator is asked for it", async () => {
	await rehearsal({ code: "right-missing", scope: "RoleManagement.Read.Directory" });
	await expect.element(alert.getByText(/RoleManagement\.Read\.Directory/)).toBeVisible();
	expect(alert.getByRole("button", { name: "Try again" }).elements()).toEqual([]);
});
