import { expect, test } from "vitest";
import { byClockOf } from "#lib/core/readiness/baseline.ts";
import { present } from "#lib/core/readiness/example-accounts.ts";
import { emptyLedger, takeReadings } from "#lib/core/readiness/ledger.ts";
import { createReadElsewhere } from "./read-elsewhere.ts";

const MINUTE = 60_000;
const AT = new Date("2026-11-22T10:00:00Z");
const later = (minutes: number) => new Date(AT.getTime() + minutes * MINUTE);

test("a controller's clock advances to the last reading by another portal", () => {
	const source = { machine: "CN=DC1", clock: later(-3) };
	const read = { ...present(), readAt: AT, source };
	const ledger = takeReadings(
		emptyLedger("id"),
		new Map([["dc1", { name: "dc1", observation: read }]]),
	);
	const elsewhere = createReadElsewhere();
	elsewhere.set([{ readAtMs: { dc1: later(60).getTime() }, except: {} }]);
	const [controller] = elsewhere.confirmed(ledger).controllers;
	expect(controller?.latest.readAt).toEqual(later(60));
	expect(controller && byClockOf(controller, later(60))).toEqual(later(57));
});
