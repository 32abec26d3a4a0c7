import { CONTROLLERS, type Controller, type DomainPerson, type DomainStandIn } from "./stand-in.ts";

export type Delays = Record<Controller, number>;

/** Something on its way to one controller. */
export type Pending = {
	person: DomainPerson;
	controller: Controller;
	carries: ("keys" | "require-change")[];
	/** `held`: it lands when `deliver` is called. */
	dueAt: Date | "held";
	/** Why it did not land; it has been held ever since. */
	failure: string | undefined;
};

type Parcel = {
	person: DomainPerson;
	controller: Controller;
	/** Kept only in memory, until it has landed. */
	password: string | undefined;
	requiresChange: boolean;
	dueAt: Date | "held";
	failure?: string;
	timer?: NodeJS.Timeout;
};

/** A real domain takes about a quarter of an hour, which would be too long for practice. */
const DELAYS_MS: Delays = { dc1: 45_000, dc2: 53_000 };

/**
 * Simulates the synchronisation from Entra to the managed domain: changes land after a delay, and one
 * that has not landed is superseded by the next.
 */
export class Delivery {
	readonly #domain: Pick<DomainStandIn, "setKeys" | "requireChange">;
	readonly #delaysMs: Delays;
	/** What is on its way, by person and controller. */
	readonly #parcels = new Map<string, Parcel>();
	readonly #held = new Set<string>();

	/** @param delaysMs how long a change in Entra takes to each controller */
	constructor(domain: Pick<DomainStandIn, "setKeys" | "requireChange">, delaysMs = DELAYS_MS) {
		this.#domain = domain;
		this.#delaysMs = delaysMs;
	}

	/** The password was changed in Entra. */
	changed(person: DomainPerson, password: string): void {
		for (const at of CONTROLLERS) this.#send(at, { person, password, requiresChange: false });
	}

	/** The password must be changed at the next sign-in (`forceChangePasswordNextSignIn` in Graph). */
	expired(person: DomainPerson): void {
		for (const at of CONTROLLERS) {
			const password = this.#parcels.get(keyOf(person.id, at))?.password;
			this.#send(at, { person, password, requiresChange: true });
		}
	}

	/** A person's later changes wait for `deliver`. */
	hold(personId: string): void {
		this.#held.add(personId);
	}

	/** Makes what is on its way land now. `false`: there was nothing, or it failed and is held. */
	async deliver(personId: string, controller: Controller): Promise<boolean> {
		const key = keyOf(personId, controller);
		const parcel = this.#parcels.get(key);
		if (!parcel) return false;
		clearTimeout(parcel.timer);
		this.#parcels.delete(key);
		const { person, password, requiresChange } = parcel;
		try {
			if (password !== undefined) await this.#domain.setKeys(controller, person, password);
			if (requiresChange) await this.#domain.requireChange(controller, person.id);
			return true;
		} catch (error) {
			const failure = error instanceof Error ? error.message : String(error);
			// A later change may have replaced it in the meantime.
			if (!this.#parcels.has(key)) this.#parcels.set(key, { ...parcel, dueAt: "held", failure });
			return false;
		}
	}

	/** What is on its way, without passwords. */
	pending(): Pending[] {
		return [...this.#parcels.values()].map((parcel) => ({
			person: parcel.person,
			controller: parcel.controller,
			carries: [
				...(parcel.password === undefined ? [] : (["keys"] as const)),
				...(parcel.requiresChange ? (["require-change"] as const) : []),
			],
			dueAt: parcel.dueAt,
			failure: parcel.failure,
		}));
	}

	/** Cancels everything that is on its way. */
	stop(): void {
		for (const { timer } of this.#parcels.values()) clearTimeout(timer);
		this.#parcels.clear();
	}

	#send(
		controller: Controller,
		content: Pick<Parcel, "person" | "password" | "requiresChange">,
	): void {
		const { id } = content.person;
		const key = keyOf(id, controller);
		clearTimeout(this.#parcels.get(key)?.timer);
		const parcel = { ...content, controller };
		if (this.#held.has(id)) {
			this.#parcels.set(key, { ...parcel, dueAt: "held" });
			return;
		}
		const delayMs = this.#delaysMs[controller];
		const timer = setTimeout(() => void this.deliver(id, controller), delayMs);
		this.#parcels.set(key, { ...parcel, dueAt: new Date(Date.now() + delayMs), timer });
	}
}

function keyOf(personId: string, controller: Controller): string {
	return `${controller} ${personId}`;
}
