import { randomUUID } from "node:crypto";
import { now } from "#lib/clock/clock.ts";
import { changeOf } from "#lib/core/readiness/ledger.ts";
import { type Readiness, readiness } from "#lib/core/readiness/readiness.ts";
import { forgetWatch, openForChange, recordChange } from "#lib/server/watches/record-change.ts";
import { personNamed } from "#practice/domain/example-people.ts";
import type { SambaDomain } from "#practice/domain/samba-domain.ts";
import {
	CONTROLLERS,
	type Controller,
	type DomainPerson,
	type SetKeysOptions,
} from "#practice/domain/stand-in.ts";
import type { Portal } from "./portal.ts";

/** Events since the newest change began that obscure the evidence. */
export type Fact =
	| "earlier-pending"
	| "away-at-opening"
	| "absent-at-opening"
	| "written-after-usable"
	| "stranger-before-usable"
	| "recreated"
	| "restored"
	| "rewritten"
	| "cleared"
	| "hidden"
	| "attributes-hidden"
	| "twin";

/** The state of the domain, the same for everybody. */
export type Surroundings = {
	samba: SambaDomain;
	portal: Portal;
	/** Controllers that do not answer. */
	away: Set<Controller>;
	/** Controllers whose Kerberos service is silent. */
	silent: Set<Controller>;
	/** Controllers with unreadable attributes. */
	blind: Set<Controller>;
	/** Whether `pwdLastSet` carries Entra's time in this domain. */
	carriesEntraTime: boolean;
	/** Whether accounts are created with their final keys. */
	makesFinalKeys: boolean;
	/**
	 * Keys were written that no change known to the portal explains. As far as it can tell they may replace first
	 * keys, so it no longer trusts anybody's first keys.
	 */
	hasUnexplainedKeys: boolean;
};

type EntraPassword = { password: string; at: Date; by: "portal" | "helpdesk" };

/** What synchronisation has delivered to a controller. */
type Delivery = {
	/** Numbers of passwords that have not landed, oldest first. */
	onItsWay: number[];
	/** Sent again after the controller was restored, unless a newer one has replaced it. */
	again?: number | undefined;
	/** The number of the password whose keys were written last. */
	holds: number | undefined;
	isThere: boolean;
	isHidden: boolean;
};

/** A person as the test knows them: what Entra holds, what has landed, what was reported to the portal. */
export class Subject {
	person: DomainPerson;
	readonly passwords: EntraPassword[] = [];
	readonly facts = new Set<Fact>();
	delivered: Record<Controller, Delivery>;
	ticket = "";
	/** Whether "usable" was said of the newest change. */
	wasUsable = false;
	readonly #world: Surroundings;

	constructor(world: Surroundings) {
		this.#world = world;
		const id = randomUUID();
		this.person = personNamed(`d${id.slice(0, 8)}`, id);
		const nothing = () => ({ onItsWay: [], holds: undefined, isThere: false, isHidden: false });
		this.delivered = { dc1: nothing(), dc2: nothing() };
	}

	/** The number of the newest password set in the portal. */
	get newest(): number {
		return this.passwords.findLastIndex(({ by }) => by === "portal");
	}

	get password(): string {
		return this.passwords[this.newest]?.password ?? "";
	}

	async addAccount(at: Controller, keys: "none" | "old" | "random"): Promise<void> {
		await this.#world.samba.addAccount(at, this.person, keys);
		const { delivered } = this;
		delivered[at] = { ...delivered[at], holds: undefined, isThere: true, isHidden: false };
	}

	async write(at: Controller, number: number, options: SetKeysOptions = {}): Promise<void> {
		const one = this.passwords[number];
		if (!one) return;
		await this.readiness();
		const { samba, carriesEntraTime } = this.#world;
		await samba.setKeys(at, this.person, one.password, {
			...(carriesEntraTime && { passwordSetAt: one.at }),
			...options,
		});
		const own = this.delivered[at];
		if (own.holds === number || one.by === "helpdesk") this.#world.hasUnexplainedKeys = true;
		own.isThere = true;
		if (options.only === "kerberos") return;
		own.holds = number;
		own.onItsWay = own.onItsWay.filter((other) => other > number);
		if (this.wasUsable) this.facts.add("written-after-usable");
		else if (number > this.newest) this.facts.add("stranger-before-usable");
	}

	/** Sets a password in Entra, to land on each controller. */
	setInEntra(by: EntraPassword["by"], at: Date): void {
		const number = this.passwords.length;
		this.passwords.push({ password: `Stone-Heron-${randomUUID().slice(0, 8)}-Kt`, at, by });
		for (const each of CONTROLLERS) {
			const { onItsWay, again } = this.delivered[each];
			const waiting = onItsWay.filter((other) => other !== again);
			Object.assign(this.delivered[each], { onItsWay: [...waiting, number], again: undefined });
		}
	}

	/** The person changes the password in the portal. */
	async change({ isReported = true } = {}): Promise<void> {
		const facts = await this.#factsAtOpening();
		const { id, userPrincipalName } = this.person;
		const { watches } = this.#world.portal;
		const before = this.passwords.at(-1)?.at;
		const { ticket } = await openForChange(
			watches,
			{ id, userPrincipalName },
			{ lastChangedAt: before },
		);
		this.ticket = ticket;
		this.wasUsable = false;
		this.facts.clear();
		for (const fact of facts) this.facts.add(fact);
		// Entra's date has whole seconds.
		const changedAt = new Date(Math.floor(now().getTime() / 1000) * 1000);
		this.setInEntra("portal", changedAt);
		if (isReported) await recordChange(watches, { ticket, personId: id }, changedAt);
	}

	/** Opens a watch without a change. */
	async openOnly(): Promise<void> {
		const { id, userPrincipalName } = this.person;
		await openForChange(this.#world.portal.watches, { id, userPrincipalName });
	}

	async forget(): Promise<void> {
		const own = { ticket: this.ticket, personId: this.person.id };
		await forgetWatch(this.#world.portal.watches, own);
	}

	rename(name: string): void {
		this.person = personNamed(name, this.person.id);
	}

	/** What the portal says of the newest change. */
	async readiness(): Promise<Readiness | undefined> {
		const { live } = this.#world.portal.watches;
		const watch = live.get(this.ticket);
		if (!watch) return undefined;
		const surroundings = await live.surroundings(watch);
		const change = changeOf(surroundings.ledger, this.ticket);
		const found = change && readiness({ ...surroundings, change }, now());
		if (change?.usable) this.wasUsable = true;
		return found && { ...found, state: watch.state };
	}

	/** Whether every answering controller was read after an instant. */
	async isReadSince(since: Date): Promise<boolean> {
		const { live } = this.#world.portal.watches;
		const watch = live.get(this.ticket);
		if (!watch) return false;
		const { ledger, controllerIds } = await live.surroundings(watch);
		return controllerIds.every((id, index) => {
			const at = CONTROLLERS[index];
			const latest = ledger.controllers.find((controller) => controller.id === id)?.latest;
			if (at && this.#world.away.has(at)) return true;
			return latest !== undefined && latest.kind !== "unread" && latest.readAt > since;
		});
	}

	async #factsAtOpening(): Promise<Fact[]> {
		const { away, blind } = this.#world;
		const each = CONTROLLERS.map((at) => this.delivered[at]);
		const before = this.passwords.length > 0 ? await this.readiness() : undefined;
		const hasLanded = before?.controllers.every(({ keys }) => keys.kind === "new") ?? true;
		const isPending = each.some(({ onItsWay }) => onItsWay.length > 0);
		const facts: [Fact, boolean][] = [
			["earlier-pending", this.passwords.length > 0 && (isPending || !hasLanded)],
			["away-at-opening", away.size > 0],
			["absent-at-opening", each.some(({ isThere }) => !isThere)],
			["hidden", each.some(({ isHidden }) => isHidden)],
			["attributes-hidden", blind.size > 0],
			["twin", this.facts.has("twin")],
		];
		return facts.flatMap(([fact, isSo]) => (isSo ? [fact] : []));
	}
}
