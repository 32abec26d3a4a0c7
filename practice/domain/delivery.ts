import { CONTROLLERS, type Controller, type DomainPerson, type DomainStandIn } from "./stand-in.ts";

export type Delays = Record<Controller, number>;

export type DeliveryOptions = {
	domain: Pick<DomainStandIn, "setKeys" | "requireChange">;
	/** How long a change in Entra takes to each controller. */
	delaysMs?: Delays;
	now?: () => Date;
	/** Runs something once after a time; gives back how to call it off. */
	setTimer?: (run: () => void, delayMs: number) => () => void;
};

/** Something on its way to one controller. */
export type Pending = {
	person: DomainPerson;
	controller: Controller;
	carries: ("keys" | "require-change")[];
	/** `held`: it lands when `deliver` is called. */
	dueAt: Date | "held";
	/** Why it did not land; it is held since. */
	failure: string | undefined;
};

type Parcel = {
	person: DomainPerson;
	controller: Controller;
	/** Kept here, in memory, until it has landed; nowhere else. */
	password: string | undefined;
	requiresChange: boolean;
	dueAt: Date | "held";
	failure?: string;
	cancel: () => void;
};

/** About as long as a real domain takes is a quarter of an hour; nobody practises that long. */
const DELAYS_MS: Delays = { dc1: 45_000, dc2: 53_000 };

/** Plays the synchronisation from Entra to the managed domain: what changes there lands here a while later. */
export class Delivery {
	readonly #options: Required<DeliveryOptions>;
	readonly #parcels = new Map<string, Parcel>();
	readonly #overrides = new Map<string, Delays | "held">();

	constructor(options: DeliveryOptions) {
		this.#options = {
			delaysMs: DELAYS_MS,
			now: () => new Date(),
			setTimer: (run, delayMs) => {
				const timer = setTimeout(run, delayMs);
				return () => clearTimeout(timer);
			},
			...options,
		};
	}

	/** The password was changed in Entra. Supersedes what has not landed yet. */
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

	/** Sets how long a person's later changes take, or that they are held; `undefined`: as everybody's. */
	setDelays(personId: string, delays: Delays | "held" | undefined): void {
		if (delays) this.#overrides.set(personId, delays);
		else this.#overrides.delete(personId);
	}

	/** Lets what is on its way land now. `false`: nothing was, or it did not land, and is held. */
	async deliver(personId: string, controller: Controller): Promise<boolean> {
		const key = keyOf(personId, controller);
		const parcel = this.#parcels.get(key);
		if (!parcel) return false;
		parcel.cancel();
		this.#parcels.delete(key);
		try {
			await this.#land(parcel);
			return true;
		} catch (error) {
			const failure = error instanceof Error ? error.message : String(error);
			// A later change that was sent meanwhile has taken its place.
			if (!this.#parcels.has(key)) {
				this.#parcels.set(key, { ...parcel, dueAt: "held", failure, cancel: () => {} });
			}
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

	/** Calls off everything that is on its way. */
	stop(): void {
		for (const { cancel } of this.#parcels.values()) cancel();
		this.#parcels.clear();
	}

	#send(
		controller: Controller,
		content: Pick<Parcel, "person" | "password" | "requiresChange">,
	): void {
		const { delaysMs, now, setTimer } = this.#options;
		const { id } = content.person;
		const key = keyOf(id, controller);
		this.#parcels.get(key)?.cancel();
		const delays = this.#overrides.get(id) ?? delaysMs;
		if (delays === "held") {
			this.#parcels.set(key, { ...content, controller, dueAt: "held", cancel: () => {} });
			return;
		}
		const cancel = setTimer(() => void this.deliver(id, controller), delays[controller]);
		const dueAt = new Date(now().getTime() + delays[controller]);
		this.#parcels.set(key, { ...content, controller, dueAt, cancel });
	}

	async #land({ controller, person, password, requiresChange }: Parcel): Promise<void> {
		const { domain } = this.#options;
		if (password !== undefined) await domain.setKeys(controller, person, password);
		if (requiresChange) await domain.requireChange(controller, person.id);
	}
}

/** Starts to play the synchronisation for a domain. */
export function createDelivery(options: DeliveryOptions): Delivery {
	return new Delivery(options);
}

function keyOf(personId: string, controller: Controller): string {
	return `${controller} ${personId}`;
}
