import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { now } from "#lib/clock/clock.ts";
import type { Doubt, ReadinessState } from "#lib/core/readiness/readiness.ts";
import { type Watch, watchReadiness } from "#lib/core/watch/watch.ts";
import {
	type Announcement,
	forgetWatch,
	openForChange,
	recordChange,
} from "#lib/server/watches/record-change.ts";
import type { Watches } from "#lib/server/watches/watches.ts";
import type { SambaDomain } from "#practice/domain/samba-domain.ts";
import {
	CONTROLLERS,
	type Controller,
	type DomainPerson,
	type DomainStandIn,
	type SetKeysOptions,
	type StartKeys,
} from "#practice/domain/stand-in.ts";
import type { Portal } from "./portal.ts";

export type StageOptions = {
	stand: DomainStandIn;
	/** The portal that reads that domain. */
	portal: Portal;
	/** Real sign-ins, if the domain supports them. */
	truth?: SambaDomain["signInTruth"] | undefined;
};

/**
 * Twenty seconds: one reading a second, and the time that a refused one takes. Counted in readings, since a machine
 * that slows the test down slows down the portal in it too.
 */
const TRIES = 400;
const PAUSE_MS = 50;
const BOTH = CONTROLLERS;

type Which = "both" | Controller;
const at = (which: Which): readonly Controller[] => (which === "both" ? BOTH : [which]);

/** A person with a portal and a domain, and what can happen to both. */
export class Stage {
	person: DomainPerson = somebody();
	readonly stand: DomainStandIn;
	readonly portal: Portal;
	/** Every password set in Entra, oldest first. */
	readonly passwords: string[] = [];
	readonly #truth: StageOptions["truth"];
	readonly #away = new Set<Controller>();
	#ticket = "";

	constructor({ stand, portal, truth }: StageOptions) {
		this.stand = stand;
		this.portal = portal;
		this.#truth = truth;
	}

	/** Stops the portal, and restores the controllers. */
	async end(): Promise<void> {
		await this.portal.end();
		for (const controller of [...this.#away]) await this.back(controller);
		for (const controller of CONTROLLERS) await this.stand.hideAttributes(controller, []);
		expect(this.portal.faults).toEqual([]);
	}

	/** Adds an account of the person to the domain. */
	async account(keys: StartKeys, which: Which = "both"): Promise<void> {
		for (const c of at(which)) await this.stand.addAccount(c, this.person, keys);
	}

	/** The person changes the password in the portal: a watch is opened and the change reported. */
	async change(announcement: Announcement = {}): Promise<void> {
		await this.open(announcement);
		await this.report();
	}

	/** The same, for a person whose account has older keys. */
	async changeOldPassword(): Promise<void> {
		await this.account("old");
		await this.change();
	}

	/** The same, until the keys have landed everywhere and the portal says so. */
	async changeUntilUsable(): Promise<void> {
		await this.changeOldPassword();
		await this.lands();
		await this.says("usable");
	}

	/** Like `change`, up to the lost response. */
	async open(announcement: Announcement = {}): Promise<void> {
		const { id, userPrincipalName } = this.person;
		const watch = await openForChange(this.watches, { id, userPrincipalName }, announcement);
		this.#ticket = watch.ticket;
		this.passwords.push(freshPassword());
	}

	async report(changedAt = new Date()): Promise<void> {
		const own = { ticket: this.#ticket, personId: this.person.id };
		await recordChange(this.watches, own, changedAt);
	}

	async forget(): Promise<void> {
		await forgetWatch(this.watches, { ticket: this.#ticket, personId: this.person.id });
	}

	/** The keys of a change land: the newest, or an earlier one by its number from 1. */
	async lands(
		which: Which = "both",
		options: SetKeysOptions & { of?: number } = {},
	): Promise<void> {
		const { of = this.passwords.length, ...more } = options;
		const password = this.passwords[of - 1];
		if (password === undefined) throw new Error(`There is no change ${of}.`);
		for (const c of at(which)) await this.stand.setKeys(c, this.person, password, more);
	}

	/** Somebody else sets a password unknown to the portal, and its keys land. */
	async landsAnother(which: Which = "both", options: SetKeysOptions = {}): Promise<void> {
		const password = freshPassword();
		for (const c of at(which)) await this.stand.setKeys(c, this.person, password, options);
	}

	async on(which: Which, event: (controller: Controller, id: string) => Promise<unknown>) {
		for (const c of at(which)) await event(c, this.person.id);
	}

	/** Metadata has whole seconds, so anything older must be older by one. */
	async pause(seconds = 1.1): Promise<void> {
		await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
	}

	/** A controller refuses connections, or accepts them and never answers. */
	async away(controller: Controller, how: "stopped" | "hung"): Promise<void> {
		this.#away.add(controller);
		await (how === "stopped"
			? this.stand.stopController(controller)
			: this.stand.hangController(controller));
	}

	async back(controller: Controller): Promise<void> {
		this.#away.delete(controller);
		await this.stand.resumeController(controller);
	}

	/** Every controller answers again. */
	async untilAnswering(): Promise<void> {
		const areAnswering = async () => {
			const { ledger } = await this.watches.live.surroundings(this.watch);
			return ledger.controllers.every(({ latest }) => latest.kind !== "unread");
		};
		await eventually(async () => expect(await areAnswering()).toBe(true));
	}

	/** What the portal says once everything has been read after this moment. */
	async says(state: ReadinessState, reason?: Doubt | string): Promise<void> {
		await this.#untilRead();
		await eventually(() => {
			const found = this.#found();
			const shown = found?.doubt ?? found?.obstacle?.kind;
			const about = `of ${this.person.samAccountName}: ${JSON.stringify(found)}`;
			expect([this.watch.state, shown], about).toEqual([state, reason ?? shown]);
		});
		if (state === "usable") await this.provesTrue();
	}

	/** Called when "usable" was said: every real sign-in with the newest password must succeed. */
	async provesTrue(): Promise<void> {
		const password = this.passwords.at(-1);
		if (!this.#truth || password === undefined) return;
		const answers = await this.#truth({ account: this.person.samAccountName, password });
		const refusals = CONTROLLERS.filter((controller) => {
			const { kerberos, ntlm } = answers[controller];
			return !this.#away.has(controller) && !(kerberos.ok && ntlm.ok);
		});
		expect(refusals).toEqual([]);
	}

	get watch(): Watch {
		const watch = this.watches.live.get(this.#ticket);
		if (!watch) throw new Error("The watch is not being followed.");
		return watch;
	}

	get watches(): Watches {
		return this.portal.watches;
	}

	#surroundings: Awaited<ReturnType<Watches["live"]["surroundings"]>> | undefined;

	#found() {
		const { watch } = this;
		void this.watches.live.surroundings(watch).then((known) => {
			this.#surroundings = known;
		});
		return this.#surroundings && watchReadiness(watch, this.#surroundings, now());
	}

	/** Waits until every controller has been asked again, with any result. */
	async #untilRead(): Promise<void> {
		const since = now();
		const unread = async () => {
			const { ledger, controllerIds } = await this.watches.live.surroundings(this.watch);
			return controllerIds
				.map((id) => ({ id, latest: ledger.controllers.find((c) => c.id === id)?.latest }))
				.filter(({ latest }) => !latest || latest.readAt <= since);
		};
		await eventually(async () =>
			expect(await unread(), `since ${since.toISOString()}`).toEqual([]),
		);
		this.#found();
	}
}

async function eventually(expectation: () => void | Promise<void>): Promise<void> {
	for (let tried = 1; ; tried++) {
		try {
			return await expectation();
		} catch (error) {
			if (tried === TRIES) throw error;
		}
		await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
	}
}

let count = 0;

/** Names as in real directories: mixed case, a space, an apostrophe, non-ASCII letters. */
const NAMES = ["Dana", "o'Neil", "Zoë", "van der Berg", "müller"];

function somebody(): DomainPerson {
	const id = randomUUID();
	const samAccountName = `t${++count}${id.slice(0, 8)}`;
	return {
		id,
		userPrincipalName: `${samAccountName}@aaddscontoso.com`,
		samAccountName,
		displayName: `${NAMES[count % NAMES.length]} ${count}`,
	};
}

function freshPassword(): string {
	return `Stone-Heron-${randomUUID().slice(0, 8)}-Kt`;
}
