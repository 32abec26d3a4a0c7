import {
	type FirstKeys,
	firstKeysHabit,
	type Habit,
	type Habits,
	LESSONS_NEEDED,
	type PasswordTime,
	passwordTimeHabit,
} from "#lib/core/readiness/habits.ts";
import { type CheckRow, notChecked, pass, rowOf, type Verdict } from "./check-row.ts";

const TIMES: Readonly<Record<PasswordTime, string>> = {
	entra:
		"pwdLastSet carries Entra's time of the change. A time that matches proves which change the keys belong to",
	controller:
		"pwdLastSet carries the controller's time of the write. It does not show which change the keys belong to, so the portal relies on the order of versions",
	unmoved:
		"pwdLastSet does not move with new keys. The portal does not wait for it, and relies on the order of versions",
	other:
		"pwdLastSet carries neither Entra's time nor the controller's. The portal relies on the order of versions",
};

const SETTLING = "until its keys have been replaced once or have stood still for three minutes";

const FIRST: Readonly<Record<FirstKeys, string>> = {
	final:
		"A new account has its final keys at once, so a first change is usable as soon as they are on every controller",
	replaced: `A new account's first keys are replaced later. A first change is not called usable ${SETTLING}`,
};

/** Reports how the domain writes, as far as the portal has learned. Without that it works, but more slowly. */
export function judgeHabits(habits: Habits | undefined): CheckRow[] {
	if (!habits) {
		const unread = notChecked("The database cannot be read.", "Fix the database first.");
		return [rowOf("password-time", unread), rowOf("first-keys", unread)];
	}
	const time = passwordTimeHabit(habits);
	const first = firstKeysHabit(habits);
	return [
		rowOf(
			"password-time",
			time
				? learned(TIMES[time], habits.passwordTime)
				: unknown(
						"whose time pwdLastSet carries. Until then the portal relies on the order of versions",
						habits.passwordTime,
					),
		),
		rowOf(
			"first-keys",
			first
				? learned(FIRST[first], habits.firstKeys)
				: unknown(
						`whether a new account has its final keys at once. Until then a first change is not called usable ${SETTLING}`,
						habits.firstKeys,
					),
		),
	];
}

function learned(words: string, habit: Habit<unknown> | undefined): Verdict {
	return pass(`${words} (${seen(habit)}).`);
}

function unknown(what: string, habit: Habit<unknown> | undefined): Verdict {
	const hint = habit ? `; so far "${habit.kind}", ${seen(habit)}` : "";
	return notChecked(
		`Not known yet: ${what} (${LESSONS_NEEDED} landings in a row are needed${hint}).`,
	);
}

function seen(habit: Habit<unknown> | undefined): string {
	if (!habit) return "not seen";
	const landings = `${habit.count} landing${habit.count === 1 ? "" : "s"} in a row`;
	const since = habit.since ? ` since ${day(habit.since)}` : "";
	return `${landings}${since}, last on ${day(habit.lastSeenAt)}`;
}

const day = (date: Date) => date.toISOString().slice(0, 10);
