import { describe, expect, test } from "vitest";
import type { KeyWrites } from "#lib/core/readiness/observation.ts";
import { realReport } from "./guided-run.ts";
import { realAnswers } from "./real-answers.ts";
import {
	hasSettled,
	type RealRun,
	type SeenAccount,
	type SeenController,
	type Sighting,
	withReading,
} from "./real-run.ts";

const CHANGED = Date.UTC(2026, 10, 29, 10, 0, 0);
const at = (seconds: number) => new Date(CHANGED + seconds * 1000);

function write(version: number, seconds: number, machine = "aaaa") {
	return { version, writtenAt: at(seconds), origin: { invocationId: machine, usn: `${version}` } };
}

function account(keyWrites: KeyWrites | undefined, more: Partial<SeenAccount> = {}): SeenAccount {
	return {
		objectGuid: "11111111-1111-4111-8111-111111111111",
		madeAt: at(60),
		passwordSetAt: at(0),
		keyVersion: keyWrites?.unicodePwd?.version,
		keyWrites,
		...more,
	};
}

const kerberosOnly = account(
	{ unicodePwd: undefined, supplementalCredentials: write(1, 90) },
	{ passwordSetAt: "must-change" },
);
const both = account({ unicodePwd: write(1, 95), supplementalCredentials: write(1, 90) });
const old = account(
	{ unicodePwd: write(4, -9_000), supplementalCredentials: write(4, -9_000) },
	{ passwordSetAt: at(-9_000) },
);
const renewed = account({ unicodePwd: write(5, 91), supplementalCredentials: write(5, 90) });

function seen(...stages: [seconds: number, account: Sighting["account"]][]): SeenController {
	const sightings = stages.map(([from, one], i) => ({
		from: at(from),
		until: at((stages[i + 1]?.[0] ?? from + 1) - 0.5),
		account: one,
	}));
	return { machines: ["CN=DC1"], policy: undefined, sightings, failures: 0 };
}

function run(controllers: SeenController[], more: Partial<RealRun> = {}): RealRun {
	const change = { between: [at(-30), at(5)] as const, entra: at(0) };
	return { controllers, change, answersCast: "skipped", ...more };
}

function answersTo(question: RegExp, of: RealRun): string {
	const found = realAnswers(of).find((one) => question.test(one.question));
	return found?.answer.join("\n") ?? "";
}

describe("the object and its keys", () => {
	const cases: [what: string, controller: SeenController, words: RegExp][] = [
		[
			"keys that come later, one kind after the other",
			seen([-30, "absent"], [62, account(undefined)], [91, kerberosOnly], [96, both]),
			/^dc1: yes\. \+62 s .*NTLM not shown.*then \+91 s pwdLastSet must-change.*Kerberos version 1; then \+96 s pwdLastSet Entra's time/,
		],
		[
			"all at once",
			seen([-30, "absent"], [96, both]),
			/^dc1: no, both kinds of keys came with it\. \+96 s/,
		],
		[
			"keys that are replaced",
			seen([-30, "absent"], [96, both], [120, renewed]),
			/both kinds .* its first keys were replaced/,
		],
		["an account that existed before", seen([-30, old], [91, renewed]), /existed before/],
		["an account that never appeared", seen([-30, "absent"]), /^dc1: not seen$/],
		["nothing read", seen(), /^dc1: not seen$/],
	];
	test.each(cases)("%s", (_what, controller, words) => {
		expect(answersTo(/before its keys/, run([controller]))).toMatch(words);
	});
});

describe("the gap between the two writes", () => {
	const cases: [what: string, controller: SeenController, words: RegExp][] = [
		[
			"by the metadata and by what was seen",
			seen([-30, "absent"], [91, kerberosOnly], [96, both]),
			/Kerberos first, NTLM 5 s later; one kind was seen alone for 5 s/,
		],
		[
			"that was not seen",
			seen([-30, old], [91, renewed]),
			/NTLM 1 s later; they were seen together/,
		],
		[
			"without metadata",
			seen(
				[-30, account(undefined, { keyVersion: 1 })],
				[91, account(undefined, { keyVersion: 2 })],
			),
			/not shown by the metadata; they were seen together/,
		],
		["before the second one", seen([-30, "absent"], [91, kerberosOnly]), /^dc1: not seen$/],
	];
	test.each(cases)("%s", (_what, controller, words) => {
		expect(answersTo(/are written/, run([controller]))).toMatch(words);
	});
});

describe("the time of the password", () => {
	const landed = (passwordSetAt: SeenAccount["passwordSetAt"]) =>
		seen([-30, old], [91, { ...renewed, passwordSetAt }]);
	const cases: [what: string, time: SeenAccount["passwordSetAt"], entra: boolean, RegExp][] = [
		["Entra's", at(1.9), true, /^dc1: Entra's time of the change$/],
		["the controller's", at(92), true, /^dc1: the controller's time of the write$/],
		["another", at(45), true, /another time/],
		["that is not shown", undefined, true, /not shown/],
		["of nothing", "must-change", true, /must change/],
		["of the change, when Entra's was not entered", at(2), false, /Entra's was not entered/],
	];
	test.each(cases)("%s", (_what, time, isKnown, words) => {
		const known = run([landed(time)]);
		const between = [at(-30), at(5)] as const;
		const of = isKnown ? known : { ...known, change: { between, entra: undefined } };
		expect(answersTo(/pwdLastSet/, of)).toMatch(words);
	});
	test("that did not move", () => {
		const unmoved = seen(
			[-30, { ...old, passwordSetAt: at(-9_000) }],
			[91, { ...renewed, passwordSetAt: at(-9_000) }],
		);
		expect(answersTo(/pwdLastSet/, run([unmoved]))).toMatch(/did not move/);
	});
	test("of a change that lands within two seconds matches two", () => {
		const quick = account({ unicodePwd: write(5, 1), supplementalCredentials: write(5, 1) });
		expect(answersTo(/pwdLastSet/, run([seen([-30, old], [2, quick])]))).toMatch(
			/Entra's time of the change, which is also the controller's/,
		);
	});
});

describe("what can be read", () => {
	const dc2 = { ...seen([-30, old], [91, renewed]), machines: ["CN=DC2"] };
	const dc1 = seen([-30, old], [91, renewed]);
	const elsewhere = account({
		unicodePwd: write(5, 91, "bbbb"),
		supplementalCredentials: write(5, 90, "bbbb"),
	});
	test("the same writes on two machines", () => {
		const answer = answersTo(/What can be read/, run([dc1, dc2]));
		expect(answer).toMatch(/origin of the key writes the same on all: yes/);
		expect(answer).toMatch(/each address leads to a different machine: yes/);
	});
	test("separate writes on each", () => {
		const own = { ...seen([-30, old], [91, elsewhere]), machines: ["CN=DC2"] };
		expect(answersTo(/What can be read/, run([dc1, own]))).toMatch(
			/key writes the same on all: no/,
		);
	});
	test("one controller cannot be compared, and one machine is not two", () => {
		expect(answersTo(/What can be read/, run([dc1]))).toMatch(/writes the same on all: not known/);
		expect(answersTo(/What can be read/, run([dc1, dc1]))).toMatch(/a different machine: no/);
	});
	test("metadata on one of two", () => {
		const blind = { ...seen([-30, old], [91, account(undefined)]), machines: ["CN=DC2"] };
		expect(answersTo(/What can be read/, run([dc1, blind]))).toMatch(/metadata shown: on 1 of 2/);
	});
});

test("lockout rules are reported by where they are defined", () => {
	const head = { threshold: 0, durationMs: 30 * 60_000, windowMs: undefined };
	const own = { threshold: 5, durationMs: "until-unlocked" as const, windowMs: 120_000 };
	const one = { ...seen(), policy: { head, isNamed: true, own } };
	const other = { ...seen(), policy: { head: undefined, isNamed: undefined, own: undefined } };
	expect(answersTo(/Lockout/, run([one, other]))).toBe(
		"dc1: the domain's head shows 0 tries within ? min lock 30 min; the account's own policy is named, and shows 5 tries within 2 min lock until unlocked\n" +
			"dc2: the domain's head shows none; the account's own policy could not be queried, and shows none",
	);
});

test("each controller has its own delay and number of failed readings", () => {
	const late = { ...seen([-30, old], [191.5, renewed]), failures: 2 };
	expect(answersTo(/reached/, run([seen([-30, old], [91, renewed]), late, seen([-30, old])]))).toBe(
		"dc1: +91 s\ndc2: +191.5 s (failed readings: 2)\ndc3: not seen",
	);
});

test("a key version that becomes readable is not a new key", () => {
	const blind = account(undefined, { keyVersion: 5 });
	const shown = { ...renewed, keyVersion: 5 };
	expect(answersTo(/reached/, run([seen([-30, blind], [91, shown])]))).toBe("dc1: not seen");
});

test("no report contains an id or a name", () => {
	const whole = run([seen([-30, "absent"], [91, kerberosOnly], [96, both])], {
		answersCast: "yes",
	});
	for (const one of [whole, run([]), run([seen()], { change: undefined })]) {
		const text = realReport(realAnswers(one), { day: "2026-11-29", isWhole: false });
		expect(text).not.toMatch(/11111111|aaaa|CN=|undefined|NaN/);
		expect(text).toContain("interrupted");
	}
});

test("equal readings are one sighting, from the first to the last", () => {
	const once = withReading([], old, at(0));
	const twice = withReading(once, structuredClone(old), at(1));
	expect(twice).toEqual([{ from: at(0), until: at(1), account: old }]);
	expect(withReading(twice, renewed, at(2))).toHaveLength(2);
});

test("a controller has settled when both kinds have stood still", () => {
	const whole = seen([-30, "absent"], [91, kerberosOnly], [96, both]);
	expect(hasSettled(whole, at(96 + 180), 180_000)).toBe(true);
	expect(hasSettled(whole, at(96 + 179), 180_000)).toBe(false);
	expect(hasSettled(seen([-30, "absent"], [91, kerberosOnly]), at(9_000), 180_000)).toBe(false);
	expect(hasSettled(seen([-30, old]), at(9_000), 180_000)).toBe(false);
});
