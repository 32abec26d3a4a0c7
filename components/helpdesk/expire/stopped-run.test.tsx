import { expect, test } from "vitest";
import { signedIn } from "#components/test-support/example-person.ts";
import { show } from "#components/test-support/show.tsx";
import type { SessionEnd, StoredRun } from "#lib/browser/helpdesk/expire/expiry-session.ts";
import { partOf } from "#lib/core/part-of.ts";
import { StoppedRun } from "./stopped-run.tsx";

const NONE = { lastPasswordChangeAt: undefined, at: undefined, code: "", isAudited: true };
const STORED = partOf<StoredRun>({
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
