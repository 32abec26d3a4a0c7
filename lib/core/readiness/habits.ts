/**
 * How this domain writes: learned from landings whose assignment is certain, stored per domain, and
 * dropped at the first contradiction. Microsoft documents none of this.
 */
export type Habits = {
	/** What `pwdLastSet` carries after a landing. */
	passwordTime: Habit<PasswordTime> | undefined;
	/** Whether a newly created account holds its final keys. */
	firstKeys: Habit<FirstKeys> | undefined;
	/** The latest change of anybody that became usable, and when. */
	lastLanded: { changedAt: Date; at: Date } | undefined;
	/** Generated for practice. */
	isInvented?: boolean;
};

/**
 * `entra`: Entra's time of the change. `controller`: the controller's time of the write. `unmoved`:
 * the previous time. `other`: none of these.
 */
export type PasswordTime = "entra" | "controller" | "unmoved" | "other";

/** `final`: the keys were unchanged for an hour. `replaced`: other keys followed. */
export type FirstKeys = "final" | "replaced";

export type Habit<Kind> = {
	kind: Kind;
	/** How many landings in a row have shown it. */
	count: number;
	/** The first of them. */
	since?: Date;
	lastSeenAt: Date;
};

/** What one landing has shown. */
export type Lesson =
	| { about: "passwordTime"; kind: PasswordTime }
	| { about: "firstKeys"; kind: FirstKeys };

/** How many landings establish a habit. */
export const LESSONS_NEEDED = 3;

export const NO_HABITS: Habits = {
	passwordTime: undefined,
	firstKeys: undefined,
	lastLanded: undefined,
};

/** Records a lesson. A contradiction restarts the count. */
export function learn(habits: Habits, lesson: Lesson, at: Date): Habits {
	const known = habits[lesson.about];
	const before = known?.kind === lesson.kind ? known : { count: 0, since: at };
	const habit = { ...before, kind: lesson.kind, count: before.count + 1, lastSeenAt: at };
	return { ...habits, [lesson.about]: habit };
}

/** What `pwdLastSet` carries, once three landings have shown it. */
export function passwordTimeHabit({ passwordTime }: Habits): PasswordTime | undefined {
	return established(passwordTime);
}

/** What a newly created account holds, once three first landings have shown it. */
export function firstKeysHabit({ firstKeys }: Habits): FirstKeys | undefined {
	return established(firstKeys);
}

function established<Kind>(habit: Habit<Kind> | undefined): Kind | undefined {
	return habit && habit.count >= LESSONS_NEEDED ? habit.kind : undefined;
}
