import {
	CONTROLLERS,
	type Controller,
	type DomainPerson,
	type DomainStandIn,
	type SetKeysOptions,
} from "./stand-in.ts";

export type Delays = Record<Controller, number>;

export type DeliveryOptions = {
	domain: Pick<DomainStandIn, "setKeys" | "requireChange" | "describe" | "addAccount">;
	/** How the domain writes what lands. */
	manner?: Partial<Manner>;
	/** How long a change in Entra takes to each controller. */
	delaysMs?: Delays;
	now?: () => Date;
	/** Runs something once after a delay; returns a function that cancels it. */
	setTimer?: (run: () => void, delayMs: number) => () => void;
};

/** How the domain writes. Microsoft documents none of this, so a portal has to cope with all of it. */
export type Manner = {
	/** What `pwdLastSet` carries: Entra's time of the change, the controller's time of the write, or the earlier time. */
	passwordTime: "entra" | "controller" | "unmoved";
	/** Whether a change replaces one that has not landed; otherwise all land, in order. */
	keepsOnlyLatest: boolean;
	/** How long before its keys an account is created, with random keys; 0: with its keys. */
	accountAheadMs: number;
	/** How long before the NTLM key the Kerberos keys are written; 0: together. */
	kerberosAheadMs: number;
};

const MANNER: Manner = {
	passwordTime: "controller",
	keepsOnlyLatest: true,
	accountAheadMs: 0,
	kerberosAheadMs: 0,
};

/** Something on its way to one controller. */
export type Pending = {
	person: DomainPerson;
	controller: Controller;
	carries: ("keys" | "require-change")[];
	/** `held`: it lands when `deliver` is called. */
	dueAt: Date | "held";
	/** Why it did not land; it has been held since. */
	failure: string | undefined;
};

type Parcel = {
	person: DomainPerson;
	controller: Controller;
	/** Kept in memory until it has landed, and nowhere else. */
	password: string | undefined;
	/** Entra's time of the change. */
	changedAt: Date;
	requiresChange: boolean;
	dueAt: Date | "held";
	failure?: string;
	cancel: () => void;
};

/** A real domain takes about a quarter of an hour, which is too long for practice. */
const DELAYS_MS: Delays = { dc1: 45_000, dc2: 53_000 };

/** Simulates the synchronisation from Entra to the managed domain: changes land after a delay. */
export class Delivery {
	readonly #options: Required<Omit<DeliveryOptions, "manner">>;
	/** What is on its way, by person and controller, oldest first. */
	readonly #parcels = new Map<string, Parcel[]>();
	#manner: Manner;
	readonly #overrides = new Map<string, Delays | "held">();

	constructor({ manner, ...options }: DeliveryOptions) {
		this.#manner = { ...MANNER, ...manner };
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

	get manner(): Manner {
		return this.#manner;
	}

	/** Sets how later landings are written. */
	setManner(manner: Partial<Manner>): void {
		this.#manner = { ...this.#manner, ...manner };
	}

	/** The password was changed in Entra. */
	changed(person: DomainPerson, password: string): void {
		for (const at of CONTROLLERS) this.#send(at, { person, password, requiresChange: false });
	}

	/** The password must be changed at the next sign-in (`forceChangePasswordNextSignIn` in Graph). */
	expired(person: DomainPerson): void {
		for (const at of CONTROLLERS) {
			const password = this.#parcels.get(keyOf(person.id, at))?.at(-1)?.password;
			this.#send(at, { person, password, requiresChange: true });
		}
	}

	/** Sets how long a person's later changes take, or that they are held; `undefined`: the default. */
	setDelays(personId: string, delays: Delays | "held" | undefined): void {
		if (delays) this.#overrides.set(personId, delays);
		else this.#overrides.delete(personId);
	}

	/** Makes what is on its way land now. `false`: there was nothing, or it failed and is held. */
	async deliver(personId: string, controller: Controller): Promise<boolean> {
		const key = keyOf(personId, controller);
		const [parcel, ...later] = this.#parcels.get(key) ?? [];
		if (!parcel) return false;
		parcel.cancel();
		this.#keep(key, later);
		try {
			await this.#land(parcel);
			return true;
		} catch (error) {
			const failure = error instanceof Error ? error.message : String(error);
			const held: Parcel = { ...parcel, dueAt: "held", failure, cancel: () => {} };
			const since = this.#parcels.get(key) ?? [];
			// A later change has replaced it in the meantime.
			if (since.length === 0 || !this.#manner.keepsOnlyLatest) this.#keep(key, [held, ...since]);
			return false;
		}
	}

	/** What is on its way, without passwords. */
	pending(): Pending[] {
		return [...this.#parcels.values()].flat().map((parcel) => ({
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
		for (const { cancel } of [...this.#parcels.values()].flat()) cancel();
		this.#parcels.clear();
	}

	#send(
		controller: Controller,
		content: Pick<Parcel, "person" | "password" | "requiresChange">,
	): void {
		const { delaysMs, now, setTimer } = this.#options;
		const { id } = content.person;
		const key = keyOf(id, controller);
		const before = this.#parcels.get(key) ?? [];
		if (this.#manner.keepsOnlyLatest) for (const { cancel } of before) cancel();
		const kept = this.#manner.keepsOnlyLatest ? [] : before;
		const changedAt = new Date(Math.floor(now().getTime() / 1000) * 1000);
		const delays = this.#overrides.get(id) ?? delaysMs;
		const isHeld = delays === "held";
		const cancel = isHeld
			? () => {}
			: setTimer(() => void this.deliver(id, controller), delays[controller]);
		const dueAt = isHeld ? "held" : new Date(now().getTime() + delays[controller]);
		this.#keep(key, [...kept, { ...content, controller, changedAt, dueAt, cancel }]);
	}

	#keep(key: string, parcels: Parcel[]): void {
		if (parcels.length > 0) this.#parcels.set(key, parcels);
		else this.#parcels.delete(key);
	}

	async #land({ controller, person, password, changedAt, requiresChange }: Parcel): Promise<void> {
		const { domain } = this.#options;
		if (password !== undefined) await this.#write(controller, person, { password, changedAt });
		if (requiresChange) await domain.requireChange(controller, person.id);
	}

	async #write(
		controller: Controller,
		person: DomainPerson,
		{ password, changedAt }: { password: string; changedAt: Date },
	): Promise<void> {
		const { domain } = this.#options;
		const { passwordTime, accountAheadMs, kerberosAheadMs } = this.#manner;
		if (accountAheadMs > 0 && !(await this.#isThere(controller, person))) {
			await domain.addAccount(controller, person, "random");
			await this.#pause(accountAheadMs);
		}
		const options: SetKeysOptions =
			passwordTime === "controller"
				? {}
				: { passwordSetAt: passwordTime === "entra" ? changedAt : "unmoved" };
		if (kerberosAheadMs > 0) {
			await domain.setKeys(controller, person, password, { ...options, only: "kerberos" });
			await this.#pause(kerberosAheadMs);
			await domain.setKeys(controller, person, password, { ...options, only: "ntlm" });
			return;
		}
		await domain.setKeys(controller, person, password, options);
	}

	async #isThere(controller: Controller, { id }: DomainPerson): Promise<boolean> {
		return await this.#options.domain.describe(controller, id, "Synchronised").then(
			() => true,
			() => false,
		);
	}

	#pause(ms: number): Promise<void> {
		return new Promise((resolve) => this.#options.setTimer(() => resolve(), ms));
	}
}

/** Starts simulating the synchronisation for a domain. */
export function createDelivery(options: DeliveryOptions): Delivery {
	return new Delivery(options);
}

function keyOf(personId: string, controller: Controller): string {
	return `${controller} ${personId}`;
}
