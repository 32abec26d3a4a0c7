import { expect, test } from "vitest";
import { randomFrom } from "../random-from.ts";
import { minutesAfter } from "./example-accounts.ts";
import { ModelController, NOBODYS, type Writing, wholeSeconds } from "./example-domain.ts";
import {
	domainThat,
	makesFinalKeys,
	type Readings,
	replacesFirstKeys,
	Story,
} from "./example-story.ts";
import { type Habits, NO_HABITS } from "./habits.ts";
import { noteRefused } from "./ledger.ts";

/**
 * Random days of a person, judged from what a portal can read and compared with the truth. `READINESS_DAYS` plays more
 * of them, `READINESS_SEED` repeats a day or starts from another. Excludes what no evidence can show: passwords set
 * elsewhere during a watch and, without metadata, a Kerberos key more than two minutes behind the NTLM key.
 */
// biome-ignore lint/style/noProcessEnv: how long a test runs is no setting of the portal
const { READINESS_DAYS = "100", READINESS_SEED = "20261201" } = process.env;
const DAYS = Number(READINESS_DAYS);
const SEED = Number(READINESS_SEED);

const FROM_MINUTE = -150;
const TO_MINUTE = 170;

/** How the domain writes on one day. */
type Domain = {
	time: "entra" | "controller" | "unmoved";
	order: "at-once" | "ntlm-first" | "kerberos-first";
	isReplicating: boolean;
	hasMetadata: boolean;
	/** Accounts are created with the password's keys, not random ones. */
	hasFinalFirstKeys: boolean;
	/** Whether changes land in the order in which they were made. */
	isInOrder: boolean;
};

type Attempt = { ticket: string; password: number; isRefused: boolean };

class Day {
	readonly story: string[] = [];
	isFalse = false;
	isUsable = false;
	/** Nothing happened that could hide the truth from a portal. */
	isPlain = false;
	readonly #random: () => number;
	readonly #domain: Domain;
	readonly #controllers: readonly ModelController[];
	readonly #portal: Story;
	readonly #seen: { hasMetadata: boolean; hasOrigins: boolean };
	#events: { minute: number; name: string; run: () => void }[] = [];
	#now = FROM_MINUTE;
	#isPortalDown = false;
	/** How far the portal's clock is ahead, in minutes. */
	#aheadMinutes = 0;
	#attempt: Attempt | undefined;
	/** Entra's current password and its date. */
	#entra: { password: number; changedAt: Date | undefined } = { password: 0, changedAt: undefined };
	#lastLandingMinute = FROM_MINUTE;
	#accounts = 0;
	readonly #landing = new Map<ModelController, number>();

	constructor(seed: number) {
		this.#random = randomFrom(seed);
		const order = this.#pick(["at-once", "at-once", "ntlm-first", "kerberos-first"] as const);
		this.#domain = {
			time: this.#pick(["entra", "controller", "controller", "unmoved"]),
			order,
			isReplicating: this.#maybe(0.7),
			hasMetadata: order !== "at-once" || this.#maybe(0.8),
			hasFinalFirstKeys: this.#maybe(0.5),
			isInOrder: this.#maybe(0.8),
		};
		const { hasMetadata, isReplicating, time, hasFinalFirstKeys } = this.#domain;
		this.#seen = { hasMetadata, hasOrigins: isReplicating };
		const offsetMs = () => (this.#maybe(0.5) ? 0 : this.#between(-90_000, 90_000));
		const ids = ["dc1", "dc2", "dc3"].slice(0, this.#pick([2, 2, 3]));
		this.#controllers = ids.map((id) => new ModelController(id, offsetMs()));
		const isTimeKnown = this.#maybe(0.6);
		const known: Habits = isTimeKnown ? domainThat(time) : NO_HABITS;
		const { firstKeys } = this.#maybe(0.5)
			? NO_HABITS
			: hasFinalFirstKeys
				? makesFinalKeys
				: replacesFirstKeys;
		this.#portal = new Story({ ...known, firstKeys });
		this.story.push(
			`seed ${seed}, time ${isTimeKnown ? "known" : "unknown"}, ${JSON.stringify(this.#domain)}`,
		);
		if (this.#maybe(0.8)) this.#startWithAccount();
		this.#isPlainSoFar = isTimeKnown || time !== "unmoved";
		this.#planReplication();
		this.#planChanges();
		// In other domains a rewritten key cannot be told from a new one.
		const mayRewrite = isTimeKnown ? time !== "unmoved" : !isReplicating;
		this.#planDisturbances({ mayRewrite });
	}

	#isPlainSoFar: boolean;

	/** Runs the day to its end, or until the portal says something false. */
	live(): this {
		const everyMinutes = this.#between(0.3, 2);
		while (this.#now < TO_MINUTE && !this.isFalse) {
			const until = this.#now + everyMinutes;
			const [next] = this.#events;
			if (next && next.minute <= until) {
				this.#events.shift();
				this.#now = Math.max(this.#now, next.minute);
				if (next.name) this.#note(next.name);
				next.run();
			} else {
				this.#now = until;
				if (this.#attempt && !this.#isPortalDown) this.#look(this.#attempt);
			}
		}
		this.isPlain = this.#isPlainSoFar;
		return this;
	}

	#look({ password, isRefused }: Attempt): void {
		const { watch } = this.#portal.read(this.#portalNow(), this.#readings());
		if (watch.state !== "usable") return;
		if (!this.isUsable) this.#note("usable");
		this.isUsable = true;
		const refusing = this.#controllers.filter((one) => !one.isAway && !one.accepts(password));
		if (refusing.length === 0 && !isRefused) return;
		this.isFalse = true;
		this.#note(`false: ${JSON.stringify(this.#controllers.map(({ account }) => account))}`);
	}

	#readings(): Readings {
		const readAt = minutesAfter(this.#portalNow());
		return Object.fromEntries(
			this.#controllers.map((one) => [one.id, { ...one.observe(this.#now, this.#seen), readAt }]),
		);
	}

	#portalNow = () => this.#now + this.#aheadMinutes;

	#startWithAccount(): void {
		const [first, ...others] = this.#controllers;
		if (!first) return;
		first.create("old", 0, -100_000);
		for (const minute of [-90_000, -80_000]) {
			const passwordSetAt = first.clock(minute);
			first.write({ ntlm: 0, kerberos: 0, passwordSetAt }, minute);
		}
		for (const other of others) other.replicateFrom(first);
	}

	#planReplication(): void {
		if (!this.#domain.isReplicating) return;
		for (let minute = FROM_MINUTE; minute < TO_MINUTE; minute += this.#between(0.2, 8)) {
			const [one, other] = this.#shuffled();
			this.#at(minute, "", () => {
				if (!one || !other) return;
				one.replicateFrom(other);
				other.replicateFrom(one);
			});
		}
	}

	/** Up to two earlier changes, and one that the person follows. */
	#planChanges(): void {
		const count = this.#pick([1, 1, 1, 2, 2, 3]);
		this.#isPlainSoFar &&= count === 1;
		let minute = this.#between(-120, -5);
		for (let password = 1; password <= count; password += 1) {
			if (password === count && this.#maybe(0.7)) minute = Math.max(minute, 0);
			// A password set elsewhere becomes known by its date at the next attempt.
			if (password === 1 && count > 1 && this.#maybe(0.3)) this.#change(password, minute);
			else this.#try(password, minute);
			minute += this.#between(0.5, 70);
		}
	}

	/** The portal opens a watch, and the person tries to change the password. */
	#try(password: number, minute: number): void {
		const attempt = { ticket: `try-${password}`, password, isRefused: this.#maybe(0.12) };
		this.#at(minute, `a watch is opened for password ${password}`, () => {
			const { changedAt } = this.#entra;
			this.#portal.open(this.#readings(), this.#portalNow(), {
				ticket: attempt.ticket,
				...(changedAt && { lastChangedAt: changedAt }),
			});
			this.#attempt = attempt;
		});
		const answered = minute + this.#between(0.03, 0.3);
		const isLost = this.#maybe(0.15);
		const reported = answered + (this.#maybe(0.8) ? this.#between(0.02, 1) : this.#between(1, 40));
		this.#isPlainSoFar &&= !attempt.isRefused && !isLost;
		if (attempt.isRefused) {
			this.#at(answered, `password ${password} is refused`, () => {
				this.#portal.ledger = noteRefused(this.#portal.ledger, attempt.ticket);
			});
			return;
		}
		const changedAt = this.#change(password, answered);
		if (isLost) return;
		this.#at(reported, `the change to ${password} is reported`, () => {
			if (this.#attempt === attempt)
				this.#portal.report(changedAt, minutesAfter(this.#portalNow()));
		});
	}

	/** Entra has a new password, which lands some time later. */
	#change(password: number, minute: number): Date {
		const changedAt = wholeSeconds(minutesAfter(minute));
		this.#at(minute, `Entra has password ${password}`, () => {
			this.#entra = { password, changedAt };
		});
		const earliest = this.#domain.isInOrder ? this.#lastLandingMinute + 0.5 : minute;
		const landing = Math.max(earliest, minute + this.#between(0.5, 50));
		this.#lastLandingMinute = landing;
		if (this.#maybe(0.93)) this.#land(password, changedAt, landing);
		else this.#isPlainSoFar = false;
		return changedAt;
	}

	#land(password: number, changedAt: Date, minute: number): void {
		const [first, ...others] = this.#shuffled();
		if (first) this.#landOn(first, { password, changedAt, minute });
		if (this.#domain.isReplicating) return;
		for (const other of others)
			this.#landOn(other, { password, changedAt, minute: minute + this.#between(0, 12) });
	}

	#landOn(
		one: ModelController,
		{ password, changedAt, minute }: { password: number; changedAt: Date; minute: number },
	): void {
		const { order, hasMetadata, hasFinalFirstKeys, isInOrder } = this.#domain;
		const isLong = hasMetadata && this.#maybe(0.3);
		// A Kerberos key written long before the NTLM key looks like another password's.
		this.#isPlainSoFar &&= !(isLong && order === "kerberos-first");
		const gap = isLong ? this.#between(0.5, 30) : this.#between(0.01, 1.5);
		const isOvertaken = () => isInOrder && (this.#landing.get(one) ?? 0) > password;
		const write = (kinds: Writing) => {
			if (isOvertaken()) return;
			this.#note(`${JSON.stringify(kinds)} on ${one.id}`);
			const time = "ntlm" in kinds ? this.#timeOf(one, changedAt) : {};
			one.write({ ...kinds, ...time }, this.#now);
		};
		const both = { ntlm: password, kerberos: password };
		this.#at(minute, "", () => {
			if (isOvertaken()) return;
			this.#landing.set(one, password);
			if (!one.account) {
				this.#create(one, password);
				if (!hasFinalFirstKeys)
					this.#at(this.#now + this.#between(0.05, 1.5), "", () => write(both));
			} else if (order === "at-once") write(both);
			else {
				const halves = [{ ntlm: password }, { kerberos: password }];
				const [half, other] = order === "ntlm-first" ? halves : halves.toReversed();
				if (half) write(half);
				this.#at(this.#now + gap, "", () => other && write(other));
			}
		});
	}

	#timeOf(one: ModelController, changedAt: Date): Writing {
		switch (this.#domain.time) {
			case "entra":
				return { passwordSetAt: changedAt };
			case "controller":
				return { passwordSetAt: one.clock(this.#now) };
			case "unmoved":
				return {};
		}
	}

	/** A new object: where nothing replicates, each controller's is the same one. */
	#create(one: ModelController, password: number): void {
		if (this.#domain.isReplicating) this.#accounts += 1;
		this.#note(`the account is created on ${one.id}`);
		const keys = this.#domain.hasFinalFirstKeys ? password : NOBODYS;
		one.create(`account-${this.#accounts}`, keys, this.#now);
	}

	#planDisturbances({ mayRewrite }: { mayRewrite: boolean }): void {
		const count = this.#pick([0, 0, 1, 1, 2, 3]);
		this.#isPlainSoFar &&= count === 0;
		for (let n = 0; n < count; n += 1) {
			const minute = this.#between(-60, 60);
			const one = this.#pick(this.#controllers);
			const until = minute + this.#between(0.5, 20);
			this.#pick([
				() => mayRewrite && this.#planRewrite(one, minute),
				() => this.#planRestore(one, minute),
				() => this.#planMustChange(minute, until),
				// Just before an attempt, the keys that follow are of the password before it.
				() => this.#planRecreation(this.#maybe(0.5) ? minute : this.#between(-2, 0)),
				() => {
					this.#at(minute, `${one.id} is away`, () => (one.isAway = true));
					this.#at(until, `${one.id} is back`, () => (one.isAway = false));
				},
				() => {
					this.#at(minute, "the portal is down", () => (this.#isPortalDown = true));
					this.#at(until, "the portal is up", () => (this.#isPortalDown = false));
				},
				() => this.#planClockJump(minute, until),
				() =>
					this.#at(minute, "the account is deleted", () => {
						for (const controller of this.#controllers) controller.account = undefined;
					}),
			])();
		}
	}

	/** As after a sleep, until the tenant is asked for the time, or a wrong setting. */
	#planClockJump(minute: number, until: number): void {
		const byMinutes = this.#pick([-60, 60]);
		this.#at(minute, `the portal's clock jumps by ${byMinutes} minutes`, () => {
			this.#aheadMinutes = byMinutes;
		});
		if (this.#maybe(0.5)) return;
		this.#at(until, "the portal's clock is right again", () => (this.#aheadMinutes = 0));
	}

	/**
	 * Writes one password's keys again, with their previous time; on replicating controllers only where that conflicts with no
	 * other write: the winner cannot be told from new keys.
	 */
	#planRewrite(one: ModelController, minute: number): void {
		const isHalf = this.#maybe(0.4);
		const kind = this.#pick(["ntlm", "kerberos"] as const);
		this.#at(minute, `old keys are written again on ${one.id}`, () => {
			const { ntlm, kerberos } = one.account ?? {};
			if (!ntlm || !kerberos || ntlm.value !== kerberos.value) return;
			const others = this.#domain.isReplicating ? this.#controllers : [];
			if (others.some(({ account }) => account?.ntlm?.write.version !== ntlm.write.version)) return;
			const both = { ntlm: ntlm.value, kerberos: kerberos.value };
			one.write(isHalf ? { [kind]: both[kind] } : both, this.#now);
			for (const other of others) other.replicateFrom(one);
		});
	}

	#planRestore(one: ModelController, minute: number): void {
		let saved: typeof one.account | "not-saved" = "not-saved";
		const isNewInvocation = this.#maybe(0.7);
		this.#at(minute - this.#between(1, 60), `${one.id} is saved`, () => (saved = one.account));
		this.#at(minute, `${one.id} is restored`, () => {
			if (saved === "not-saved") return;
			one.account = saved;
			if (isNewInvocation) one.invocationId += "-restored";
		});
	}

	#planMustChange(minute: number, until: number): void {
		if (this.#domain.isReplicating) return;
		const hidden = new Map<ModelController, Date | undefined>();
		const isKept = this.#maybe(0.5);
		this.#at(minute, "the password must be changed", () => {
			for (const one of this.#controllers) {
				const before = one.account?.passwordSetAt?.value;
				hidden.set(one, before instanceof Date ? before : undefined);
				one.write({ passwordSetAt: "must-change" }, this.#now);
			}
		});
		if (this.#maybe(0.4)) return;
		this.#at(until, "the password need not be changed any more", () => {
			for (const one of this.#controllers) {
				if (one.account?.passwordSetAt?.value !== "must-change") continue;
				one.write({ passwordSetAt: isKept ? hidden.get(one) : one.clock(this.#now) }, this.#now);
			}
		});
	}

	#planRecreation(minute: number): void {
		this.#at(minute, "the account is deleted and created anew", () => {
			const { password, changedAt = minutesAfter(FROM_MINUTE) } = this.#entra;
			const keys = { ntlm: password, kerberos: password };
			this.#accounts += 1;
			for (const one of this.#controllers) {
				if (!one.account) continue;
				this.#create(one, password);
				const { guid } = one.account;
				if (!this.#domain.hasFinalFirstKeys)
					this.#at(this.#now + this.#between(0.05, 1.5), `final keys on ${one.id}`, () => {
						if (one.account?.guid !== guid) return;
						one.write({ ...keys, ...this.#timeOf(one, changedAt) }, this.#now);
					});
				if (this.#domain.isReplicating) break;
			}
		});
	}

	#at(minute: number, name: string, run: () => void): void {
		this.#events.push({ minute, name, run });
		this.#events.sort((a, b) => a.minute - b.minute);
	}

	#note(what: string): void {
		this.story.push(`${this.#now.toFixed(2)} ${what}`);
	}

	#pick<T>(items: readonly T[]): T {
		return items[Math.floor(this.#random() * items.length)] as T;
	}

	#shuffled = () =>
		this.#controllers
			.map((one) => ({ one, place: this.#random() }))
			.sort((a, b) => a.place - b.place)
			.map(({ one }) => one);

	#between = (least: number, most: number) => least + this.#random() * (most - least);

	#maybe = (chance: number) => this.#random() < chance;
}

test(`"usable" is true on ${DAYS} random days`, () => {
	const days = Array.from({ length: DAYS }, (_, n) => new Day(SEED + n).live());
	const told = (which: (day: Day) => boolean) =>
		days.filter(which).map(({ story }) => story.join("\n  "));
	expect(told(({ isFalse }) => isFalse)).toEqual([]);
	expect(told(({ isPlain, isUsable }) => isPlain && !isUsable)).toEqual([]);
	// Days without any "usable" would prove nothing.
	expect(days.filter(({ isUsable }) => isUsable).length).toBeGreaterThan(DAYS / 3);
}, 3_600_000);
