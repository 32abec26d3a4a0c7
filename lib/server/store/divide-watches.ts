import type { Kysely } from "kysely";
import { parseWithDates } from "#lib/core/dates-in-json.ts";
import {
	type Change,
	type ControllerLedger,
	emptyLedger,
	type Holding,
	type PersonLedger,
	takeReadings,
} from "#lib/core/readiness/ledger.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import type { Tables } from "./tables.ts";

/** A watch as it was stored when each contained its own baselines. */
type FormerWatch = Omit<Watch, "doubt" | "controllers" | "ended"> & {
	ended?: { at: Date; because: "expired" | "superseded" };
	othersArrivedAt?: Date;
	records: {
		id: string;
		name: string;
		baseline?: Observation;
		latest: Observation;
		isEarlierPending: boolean;
		domainMadeAt?: Date;
	}[];
};

/**
 * Splits stored watches into watches and ledgers of their people. Baselines become readings without
 * the controller's clock. That a change was usable is not carried over: it is judged again, and
 * what can no longer be determined becomes a doubt.
 */
export async function divideWatches(db: Kysely<Tables>): Promise<void> {
	const rows = await db.selectFrom("watches").select(["ticket", "body"]).execute();
	// The first versions of a watch had no records.
	const former = rows.map(({ body }): FormerWatch => {
		const watch = parseWithDates(body) as FormerWatch;
		return { ...watch, records: watch.records ?? [] };
	});
	for (const watch of former) {
		const body = JSON.stringify(dividedWatch(watch));
		await db.updateTable("watches").set({ body }).where("ticket", "=", watch.ticket).execute();
	}
	const byPerson = Map.groupBy(former, ({ person }) => person.id);
	for (const [personId, watches] of byPerson) {
		const ledger = ledgerOf(personId, watches);
		const touchedAtMs = Math.max(...watches.map(({ stateSince }) => stateSince.getTime()));
		await db
			.insertInto("ledgers")
			.values({ person_id: personId, touched_at_ms: touchedAtMs, body: JSON.stringify(ledger) })
			.execute();
	}
}

function dividedWatch(former: FormerWatch): Watch {
	const { records, ended, othersArrivedAt: _, ...watch } = former;
	return {
		...watch,
		usableAt: undefined,
		state: former.state === "usable" ? "unconfirmed" : former.state,
		doubt: former.state === "usable" ? "not-read" : undefined,
		controllers: records.map(({ name }) => name),
		ended: ended && { at: ended.at, reason: ended.because },
	};
}

function ledgerOf(personId: string, watches: FormerWatch[]): PersonLedger {
	const inOrder = watches.toSorted((a, b) => a.baselineAt.getTime() - b.baselineAt.getTime());
	const readings = inOrder
		.flatMap(({ records }) => records)
		.flatMap((record) => [
			...(record.baseline ? [{ ...record, observation: record.baseline }] : []),
			{ ...record, observation: record.latest },
		])
		.toSorted((a, b) => a.observation.readAt.getTime() - b.observation.readAt.getTime());
	let ledger = emptyLedger(personId);
	for (const { id, name, domainMadeAt, observation } of readings) {
		ledger = takeReadings(ledger, new Map([[id, { name, observation, domainMadeAt }]]));
	}
	return {
		...ledger,
		changes: inOrder.flatMap(changesOf),
		controllers: ledger.controllers.map(withoutKerberosAnswers),
	};
}

/** An earlier change that was on its way then may still be. */
function changesOf(watch: FormerWatch): Change[] {
	const { ticket, baselineAt, changedAt, records } = watch;
	const change: Change = {
		ticket,
		sentAt: baselineAt,
		changedAt,
		overtakenAt: undefined,
		usable: undefined,
		// Those observations were not precise enough for a lesson.
		taught: { passwordTime: true, firstKeys: true },
	};
	const earlier = {
		...change,
		ticket: undefined,
		sentAt: new Date(baselineAt.getTime() - 1),
		changedAt: undefined,
	};
	return records.some(({ isEarlierPending }) => isEarlierPending) ? [earlier, change] : [change];
}

/** Kerberos answers used to be stored for longer than the keys they were about. */
function withoutKerberosAnswers(controller: ControllerLedger): ControllerLedger {
	const holdings = controller.holdings.map((holding): Holding => ({ ...holding, hasAes: false }));
	return { ...controller, holdings };
}
