import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { show } from "#components/test-support/show.tsx";
import type { SessionEnd, StoredRun } from "#lib/browser/helpdesk/expire/expiry-session.ts";
import { noteGroup } from "#lib/browser/helpdesk/recent.ts";
import { partOf } from "#lib/core/part-of.ts";
import { StoppedRun } from "./stopped-run.tsx";

const NONE = { lastPasswordChangeAt: undefined, at: undefined, code: "", isAudited: true };
const STORED = partOf<StoredRun>({
	run: {
		id: "r",
		agentId: "a",
		startedAt: new Date(),
		isEnded: true,
		group: "Sales",
		groupId: "g",
	},
	rows: (["expired", "waiting"] as const).map((state) => ({
		...NONE,
		id: state,
		displayName: state,
		userPrincipalName: state,
		state,
		sends: 0,
	})),
});

test.each<[string, { end: SessionEnd | undefined; isUnfinished: boolean }]>([
	["a run that has just ended", { end: "complete", isUnfinished: false }],
	["a paused run", { end: "paused", isUnfinished: true }],
	["a paused run after a reload", { end: undefined, isUnfinished: true }],
	["a report after a reload", { end: undefined, isUnfinished: false }],
])("a card has no empty space above its content: %s", async (_, how) => {
	const act = () => {};
	const { container } = await show(
		<div className="card">
			<StoppedRun
				stage={{ kind: "stopped", stored: STORED, ...how }}
				onResume={act}
				onAgain={act}
				onDiscard={act}
			/>
		</div>,
		{ signIn: signedIn() },
	);
	const card = container.querySelector(".card");
	if (!card) throw new Error("There is no card.");
	const inside =
		card.getBoundingClientRect().top + Number.parseFloat(getComputedStyle(card).paddingTop);
	const texts = [...card.querySelectorAll("[class*=bg-], h2")];
	const first = texts.find((one) => one.checkVisibility())?.getBoundingClientRect().top ?? 0;
	expect(first - inside).toBeLessThan(4);
	expect(first - inside).toBeGreaterThanOrEqual(0);
});

test.each<SessionEnd | undefined>(["complete", undefined])(
	"after a run the agent is told to tell the people, and where to follow them: %s",
	async (end) => {
		// Names are not unique.
		noteGroup({ id: "other", displayName: "Sales" });
		const act = () => {};
		await show(
			<StoppedRun
				stage={{ kind: "stopped", stored: STORED, end, isUnfinished: false }}
				onResume={act}
				onAgain={act}
				onDiscard={act}
			/>,
			{ signIn: signedIn() },
		);
		await expect.element(page.getByText(/^They are asked for a new password/)).toBeVisible();
		const to = (name: string) => page.getByRole("link", { name }).element().getAttribute("href");
		expect(to("Send a link")).toBe("/helpdesk/links");
		expect(to("Follow on the board")).toBe("/helpdesk/groups/g");
		await expectAccessible();
	},
);
