/**
 * How this domain writes: learned from landings whose assignment is certain, kept for the domain, and
 * dropped at the first contradiction. Microsoft documents none of it.
 */
export type Habits = {
	/** What `pwdLastSet` carries after a landing. */
	passwordTime: Habit<PasswordTime> | undefined;
	/** Whether an account that was just made holds its final keys. */
	firstKeys: Habit<FirstKeys> | undefined;
	/** The latest change of anybody that has become usable, and when. */
	lastLanded: { changedAt: Date; at: Date } | undefined;
	/** Made up for practice. */
	isInvented?: boolean;
};

/**
 * `entra`: Entra's time of the change. `controller`: the controller's time of the write. `unmoved`: the
 * time of before. `other`: none of them.
 */
export type PasswordTime = "entra" | "controller" | "unmoved" | "other";

/** `final`: the keys stood for an hour. `replaced`: other keys followed. */
export type FirstKeys = "final" | "replaced";

export type Habit<Kind> = {
	kind: Kind;
	/** So many landings in a row have shown it. */
	count: number;
	/** The first of them. */
	since?: Date;
	lastSeenAt: Date;
};

/** What one landing has shown. */
export type Lesson =
	| { about: "passwordTime"; kind: PasswordTime }
	| { about: "firstKeys"; kind: FirstKeys };

/** So many landings make a habit. */
export const LESSONS_NEEDED = 3;

export const NO_HABITS: Habits = {
	passwordTime: undefined,
	firstKeys: undefined,
	lastLanded: undefined,
};

/** Takes a lesson in. One that contradicts what was seen before restarts the count. */
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

/** What an account that was just made holds, once three first landings have shown it. */
export function firstKeysHabit({ firstKeys }: Habits): FirstKeys | undefined {
	return established(firstKeys);
}

function established<Kind>(habit: Habit<Kind> | undefined): Kind | undefined {
	return habit && habit.count >= LESSONS_NEEDED ? habit.kind : undefined;
}
