import { setTimeout as sleep } from "node:timers/promises";
import { CONTROLLERS, type Controller } from "#practice/domain/stand-in.ts";
import type { Subject, Surroundings } from "./subject.ts";

/** `ordinary`: synchronisation and administration as on most days. `hostile`: everything else that can happen. */
export type DayKind = "ordinary" | "hostile";

/** An event, recorded by name so that it can be replayed. `choice`: from 0 to 1. */
export type Step = { name: string; at: Controller; choice: number };

type PersonEvent = (subject: Subject, step: Step, world: Surroundings) => Promise<void>;

/** A unique name. */
const freshName = ({ person }: Subject, { choice }: Step) =>
	`${person.samAccountName.slice(0, 9)}${Math.floor(choice * 1e6).toString(36)}`;

/** Only if there is an account. */
const onAccount =
	(event: PersonEvent): PersonEvent =>
	async (subject, step, world) => {
		if (subject.delivered[step.at].isThere) await event(subject, step, world);
	};

const ORDINARY: Record<string, PersonEvent> = {
	async "the next password lands"(subject, { at }) {
		const [next] = subject.delivered[at].onItsWay;
		if (next !== undefined) await subject.write(at, next);
	},
	async "the next password lands everywhere"(subject) {
		for (const at of CONTROLLERS) {
			const [next] = subject.delivered[at].onItsWay;
			if (next !== undefined) await subject.write(at, next);
		}
	},
	async "only the latest password lands"(subject, { at }) {
		const latest = subject.delivered[at].onItsWay.at(-1);
		if (latest !== undefined) await subject.write(at, latest);
	},
	async "the latest password lands everywhere"(subject) {
		for (const at of CONTROLLERS) {
			const latest = subject.delivered[at].onItsWay.at(-1);
			if (latest !== undefined) await subject.write(at, latest);
		}
	},
	async "the held keys land again"(subject, { at }) {
		const { holds, onItsWay } = subject.delivered[at];
		if (holds === subject.passwords.length - 1 && onItsWay.length === 0)
			await subject.write(at, holds);
	},
	async "Kerberos keys land before the NTLM key"(subject, { at }) {
		const [next] = subject.delivered[at].onItsWay;
		if (next !== undefined && subject.delivered[at].isThere)
			await subject.write(at, next, { only: "kerberos" });
	},
	async "the account is created before its keys"(subject, { at }, { makesFinalKeys }) {
		if (subject.delivered[at].isThere) return;
		await subject.addAccount(at, makesFinalKeys ? "none" : "random");
	},
	"it is locked": onAccount((subject, { at }, { samba }) => samba.lock(at, subject.person.id)),
	"it is unlocked": onAccount((subject, { at }, { samba }) => samba.unlock(at, subject.person.id)),
	"it is disabled": onAccount((subject, { at }, { samba }) =>
		samba.setDisabled(at, subject.person.id, true),
	),
	"it is enabled": onAccount((subject, { at }, { samba }) =>
		samba.setDisabled(at, subject.person.id, false),
	),
	"its password expires": onAccount((subject, { at }, { samba }) =>
		samba.expirePassword(at, subject.person.id),
	),
	"its password must be changed": onAccount((subject, { at }, { samba }) =>
		samba.requireChange(at, subject.person.id),
	),
	"it is moved": onAccount((subject, { at, choice }, { samba }) =>
		samba.move(at, subject.person.id, choice < 0.5 ? "people" : "elsewhere"),
	),
	"its description changes": onAccount((subject, step, { samba }) =>
		samba.describe(step.at, subject.person.id, freshName(subject, step)),
	),
	async "it is renamed"(subject, step, { samba }) {
		const name = freshName(subject, step);
		for (const at of CONTROLLERS) {
			if (subject.delivered[at].isThere) await samba.rename(at, subject.person.id, name);
		}
		subject.rename(name);
	},
	"the password is changed": (subject) => subject.change(),
};

const HOSTILE: Record<string, PersonEvent> = {
	async "three changes in a row"(subject) {
		for (let count = 0; count < 3; count += 1) await subject.change();
	},
	async "a watch is opened without a change, and the password is changed"(subject) {
		await subject.openOnly();
		await subject.change();
		subject.facts.add("earlier-pending");
	},
	"the password is changed, and the response is lost": (subject) =>
		subject.change({ isReported: false }),
	async "the watch is deleted, and the password is changed"(subject) {
		const hasBeen = subject.facts.has("earlier-pending");
		const found = await subject.readiness();
		await subject.forget();
		await subject.change();
		const hasLanded = found?.controllers.every(({ keys }) => keys.kind === "new");
		if (hasBeen || !hasLanded) subject.facts.add("earlier-pending");
	},
	async "the helpdesk sets a password"(subject) {
		// To the portal, two changes within two seconds have the same date.
		await sleep(2_500);
		subject.setInEntra("helpdesk", new Date());
	},
	"its keys are removed": onAccount(async (subject, { at, choice }, world) => {
		const only = choice < 0.4 ? undefined : choice < 0.7 ? "kerberos" : "ntlm";
		await world.samba.clearKeys(at, subject.person.id, only);
		subject.facts.add("cleared");
		world.hasUnexplainedKeys = true;
	}),
	"its keys are written once more": onAccount(async (subject, { at }, world) => {
		await world.samba.rewriteKeys(at, subject.person.id);
		subject.facts.add("rewritten");
		world.hasUnexplainedKeys = true;
	}),
	"its password time is set to now": onAccount(async (subject, { at }, { samba }) => {
		await samba.touchPasswordTime(at, subject.person.id);
		subject.facts.add("rewritten");
	}),
	"it is removed": onAccount(async (subject, { at }, { samba }) => {
		await samba.removeAccount(at, subject.person.id);
		const own = subject.delivered[at];
		subject.delivered[at] = { ...own, holds: undefined, isThere: false, isHidden: false };
		subject.facts.add("recreated");
	}),
	"it is recreated": onAccount(async (subject, { at }, world) => {
		await subject.addAccount(at, "old");
		subject.facts.add("recreated");
		world.hasUnexplainedKeys = true;
	}),
	"it is hidden": onAccount(async (subject, { at }, { samba }) => {
		await samba.setHidden(at, subject.person.id, true);
		subject.delivered[at].isHidden = true;
		subject.facts.add("hidden");
	}),
	"it is shown": onAccount(async (subject, { at }, { samba }) => {
		await samba.setHidden(at, subject.person.id, false);
		subject.delivered[at].isHidden = false;
	}),
	"another account has its id": onAccount(async (subject, step, { samba }) => {
		const name = freshName(subject, step);
		const { id } = subject.person;
		const twin = { id, samAccountName: name, userPrincipalName: `${name}@aaddscontoso.com` };
		if (subject.facts.has("twin")) await samba.removeTwin(step.at, id).catch(() => undefined);
		await samba.addTwin(step.at, { ...twin, displayName: name }, "random");
		subject.facts.add("twin");
	}),
};

export const EVENTS = { ...ORDINARY, ...HOSTILE };

/** Helpful events are more likely, so that people keep reaching "usable". */
const LIKELY = [
	...Array<string>(3).fill("the next password lands"),
	...Array<string>(4).fill("the next password lands everywhere"),
	...Array<string>(4).fill("only the latest password lands"),
	...Array<string>(5).fill("the latest password lands everywhere"),
	...Array<string>(3).fill("the password is changed"),
	"it is unlocked",
	"it is enabled",
];
const LIKELY_SHARE = { ordinary: 0.65, hostile: 0.55 } satisfies Record<DayKind, number>;

export function eventNames(kind: DayKind, choice: number): readonly string[] {
	if (choice < LIKELY_SHARE[kind]) return LIKELY;
	return Object.keys(kind === "ordinary" ? ORDINARY : EVENTS);
}

type WorldEvent = (world: Surroundings, step: Step, subjects: readonly Subject[]) => Promise<void>;

/** At most one controller is down at a time. */
const whileAllAnswer =
	(event: WorldEvent): WorldEvent =>
	async (world, step, subjects) => {
		if (world.away.size === 0) await event(world, step, subjects);
	};

const ORDINARY_WORLD: Record<string, WorldEvent> = {
	"a controller stops": whileAllAnswer(async ({ samba, away }, { at }) => {
		await samba.stopController(at);
		away.add(at);
	}),
	"a controller hangs": whileAllAnswer(async ({ samba, away }, { at }) => {
		await samba.hangController(at);
		away.add(at);
	}),
	"all controllers are back": async (world) => recover(world),
	async "the portal is restarted"({ portal }) {
		await portal.stop();
		await portal.start();
	},
};

/** Attributes that the portal may not read, one at a time. */
const HIDDEN_ATTRIBUTES = [
	["replPropertyMetaData"],
	["msDS-KeyVersionNumber"],
	["pwdLastSet"],
	["userAccountControl", "msDS-User-Account-Control-Computed", "lockoutTime"],
	["msDS-KeyVersionNumber", "replPropertyMetaData"],
	["msDS-KeyVersionNumber", "replPropertyMetaData", "pwdLastSet"],
];

const HOSTILE_WORLD: Record<string, WorldEvent> = {
	async "a Kerberos service is silent"({ samba, silent, away }, { at }) {
		if (away.has(at)) return;
		await samba.setKerberos(at, "silent");
		silent.add(at);
	},
	async "attributes are hidden"({ samba, blind }, { at, choice }, subjects) {
		const index = Math.floor(choice * HIDDEN_ATTRIBUTES.length);
		await samba.hideAttributes(at, HIDDEN_ATTRIBUTES[index] ?? []);
		blind.add(at);
		for (const { facts } of subjects) facts.add("attributes-hidden");
	},
	async "all attributes are shown"({ samba, blind }) {
		for (const at of blind) await samba.hideAttributes(at, []);
		blind.clear();
	},
	"a backup is taken and, after a minute of work, restored": whileAllAnswer(
		async (world, { at }, subjects) => {
			const restore = await world.samba.backUp(at);
			const before = new Map(subjects.map((one) => [one, structuredClone(one.delivered[at])]));
			for (const subject of subjects) {
				const latest = subject.delivered[at].onItsWay.at(-1);
				if (latest !== undefined) await subject.write(at, latest);
			}
			await sleep(1_500);
			await restore();
			for (const [subject, delivered] of before) {
				subject.delivered[at] = delivered;
				// The newest password in Entra is sent again.
				if (delivered.onItsWay.length === 0) {
					delivered.again = subject.passwords.length - 1;
					delivered.onItsWay.push(delivered.again);
				}
				subject.facts.add("restored");
			}
			world.silent.delete(at);
		},
	),
};

export const WORLD_EVENTS = { ...ORDINARY_WORLD, ...HOSTILE_WORLD };

export function worldEventNames(kind: DayKind): readonly string[] {
	return Object.keys(kind === "ordinary" ? ORDINARY_WORLD : WORLD_EVENTS);
}

/** Makes everything answer and readable. */
export async function recover({ samba, away, silent, blind }: Surroundings): Promise<void> {
	for (const at of away) await samba.resumeController(at);
	for (const at of silent) await samba.setKerberos(at, "answers");
	for (const at of blind) await samba.hideAttributes(at, []);
	away.clear();
	silent.clear();
	blind.clear();
}
