import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { signedIn } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { EndLink } from "./end-link.tsx";

const ID = "0123456789ab";

test("a link is ended by keyboard, and the focus is never lost", async () => {
	const onEnded = vi.fn();
	answer(`DELETE /api/helpdesk/links/${ID}`, { id: ID });
	await show(
		<>
			<PageHeading>Move</PageHeading>
			<EndLink id={ID} onEnded={onEnded} />
		</>,
		{ signIn: signedIn() },
	);
	const heading = page.getByRole("heading", { name: "End this link" });
	await userEvent.keyboard("{Tab}{Enter}");
	await expect.element(page.getByText("Are you sure")).toBeVisible();
	await expect.element(heading).toHaveFocus();
	await userEvent.keyboard("{Tab}{Tab}{Enter}");
	await expect.element(heading).toHaveFocus();
	await userEvent.keyboard("{Tab}{Enter}{Tab}{Enter}");
	await expect.poll(() => onEnded.mock.calls).toHaveLength(1);
	await expect.element(page.getByRole("heading", { level: 1 })).toHaveFocus();
});
