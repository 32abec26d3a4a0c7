import { describe, expect, test } from "vitest";
import { isOfLaterChange } from "../person/person-state.ts";
import { account, keyWrites, minutesAfter, present } from "./example-accounts.ts";
import { kinds, type Readings, Story } from "./example-story.ts";
import { changeOf, dropChange, noteChange, noteSending } from "./ledger.ts";
import type { DirectoryAccount, Observation } from "./observation.ts";

const both = (observation: Observation): Readings => ({ dc1: observation, dc2: observation });
const old = present();

function keys(version: number, minutes: number, more: Partial<DirectoryAccount> = {}): Observation {
	const at = minutesAfter(minutes);
	return present(
		account({ keyVersion: version, keyWrites: keyWrites(version, at), passwordSetAt: at, ...more }),
	);
}
const wanted = { passwordSetAt: "must-change" } as const;

/** A temporary password set ten minutes before the person's own. */
const temporary = (before: Readings = both(old)) =>
	new Story().openTemporary(before, -10).report(minutesAfter(-10), minutesAfter(-10));

const MUST_CHANGE = { state: "blocked", obstacle: { kind: "must-change" } };

describe("a temporary password", () => {
	test("has to be changed from the first moment, wherever its keys are", () => {
		expect(temporary().readinessAt(-9)).toMatchObject(MUST_CHANGE);
		expect(
			temporary()
				.read(-8, { dc1: keys(4, -8, wanted), dc2: old })
				.readinessAt(-8),
		).toMatchObject(MUST_CHANGE);
	});
	test("is never usable, even where the domain does not demand a change", () => {
		const story = temporary().read(-8, both(keys(4, -8)));
		expect(story.readinessAt(-8)).toMatchObject({ ...MUST_CHANGE, settled: undefined });
		expect(story.watch.usableAt).toBeUndefined();
		expect(story.read(-7, both(keys(4, -8, wanted))).readinessAt(-7)).toMatchObject(MUST_CHANGE);
	});
	test("is still temporary when the demand is lifted without other keys", () => {
		const story = temporary().read(-8, both(keys(4, -8, wanted)));
		expect(story.read(-7, both(keys(4, -8))).readinessAt(-7)).toMatchObject(MUST_CHANGE);
	});
	test("also if its date is later than keys that were there before", () => {
		const story = new Story().openTemporary(both(old), -20).read(-15, both(keys(4, -15)));
		story.report(minutesAfter(-10), minutesAfter(-10));
		expect(story.read(-8, both(keys(5, -8))).readinessAt(-8)).toMatchObject(MUST_CHANGE);
	});
	test("of somebody who already had to change is not assigned to their own change", () => {
		const before = both(present(account(wanted)));
		const story = temporary(before).read(-9, before);
		expect(story.read(-8, both(keys(4, -8))).readinessAt(-8)).toMatchObject(MUST_CHANGE);
	});
	test("gives way to a more serious reason", () => {
		const story = temporary().read(-8, both(keys(4, -8, { disabled: true })));
		expect(story.readinessAt(-8)).toMatchObject({
			state: "blocked",
			obstacle: { kind: "disabled" },
		});
	});
	test("that was replaced by other keys is shown as such, and nothing becomes usable", () => {
		const story = temporary().read(-8, both(keys(4, -8, wanted)));
		expect(
			story.read(1, { dc1: keys(5, 1), dc2: keys(4, -8, wanted) }).readinessAt(1),
		).toMatchObject({
			state: "unconfirmed",
			doubt: "moved-on",
			settled: undefined,
		});
	});
	test("that Entra refused is not a change", () => {
		const story = temporary();
		const ledger = dropChange(story.ledger, story.watch.ticket);
		expect(ledger.changes).toEqual([]);
	});
});

/** The person sets their own password; it is reported for the same watch. */
function ownChange(story: Story): Story {
	const { ticket } = story.watch;
	const at = minutesAfter(0);
	story.ledger = noteChange(noteSending(story.ledger, { ticket, at }), ticket, at, at);
	return story;
}

describe("the person's own password after it", () => {
	test("is waiting, then usable once it has landed everywhere", () => {
		const landed = keys(4, -8, wanted);
		const story = ownChange(temporary().read(-8, both(landed)).read(-0.1, both(landed)));
		expect(changeOf(story.ledger, story.watch.ticket)?.isTemporary).toBeUndefined();
		expect(story.read(1, both(landed)).readinessAt(1)).toMatchObject({ state: "waiting" });
		expect(story.read(2, { dc1: keys(5, 2), dc2: landed }).readinessAt(2).state).toBe("arriving");
		expect(story.read(3, both(keys(5, 2))).readinessAt(3).state).toBe("usable");
	});
	test("after a second temporary one, which replaced the first without moving its time", () => {
		const [first, second] = [keys(4, -8, wanted), keys(5, -4, wanted)];
		const again = () => temporary().read(-7, both(first)).openTemporary(both(first), -6);
		const landed = again().report(minutesAfter(-6), minutesAfter(-6)).read(-3, both(second));
		const story = ownChange(landed.read(-0.1, both(second)));
		expect(story.read(3, both(keys(6, 2))).readinessAt(3).state).toBe("usable");
		const late = ownChange(
			again().report(minutesAfter(-6), minutesAfter(-6)).read(-0.1, both(first)),
		);
		expect(late.read(3, both(keys(5, 2))).readinessAt(3)).toMatchObject({
			state: "unconfirmed",
			doubt: "earlier-change",
		});
		const half = both(kinds({ ntlm: 5, kerberos: 4 }, -4, wanted));
		const mixed = ownChange(again().report(minutesAfter(-6), minutesAfter(-6)).read(-0.1, half));
		expect(mixed.read(3, both(keys(6, 2))).readinessAt(3).state).not.toBe("usable");
	});
	test("cannot be distinguished from a temporary one that is still on its way", () => {
		const story = ownChange(temporary().read(-0.1, both(old)));
		expect(story.read(2, both(keys(4, 2))).readinessAt(2)).toMatchObject({
			state: "unconfirmed",
			doubt: "earlier-change",
		});
	});
	test("counts as a later change seconds after the temporary one", () => {
		const watch = { changedAt: minutesAfter(0), usableAt: undefined, stateSince: minutesAfter(0) };
		const soon = new Date(minutesAfter(0).getTime() + 20_000);
		expect(isOfLaterChange(soon, { ...watch, isTemporary: true })).toBe(true);
		expect(isOfLaterChange(minutesAfter(0), { ...watch, isTemporary: true })).toBe(false);
	});
});
