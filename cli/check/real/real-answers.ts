import type { AttributeWrite, LockoutRules } from "#lib/core/readiness/observation.ts";
import {
	newKinds,
	type RealRun,
	type SeenAccount,
	type SeenController,
	type Sighting,
} from "./real-run.ts";

/** A question that only a real tenant can settle, and what a run answers. */
export type Answer = { question: string; answer: readonly string[] };

/** The tolerance for equal times on two clocks, one of them in whole seconds. */
const SAME_TIME_MS = 2_000;
const MINUTE_MS = 60_000;
const NOT_SEEN = ["Not seen."];

/**
 * Judges what was seen. No answer names a person, a machine or an id, so the report can be shared; times
 * are seconds since the change.
 */
export function realAnswers(run: RealRun): Answer[] {
	return [
		{ question: "Graph answers an OData cast without ConsistencyLevel", answer: [run.answersCast] },
		{ question: "The object is created before its keys", answer: each(run, objectBeforeKeys) },
		{ question: "The Kerberos and the NTLM keys are written", answer: each(run, writeGap) },
		{ question: "Lockout rules visible to the reading account", answer: each(run, lockout) },
		{ question: "pwdLastSet carries", answer: each(run, passwordTime) },
		{ question: "What can be read, and where writes come from", answer: readable(run) },
		{ question: "The change has reached each controller after", answer: each(run, delay) },
	];
}

type Judge = (controller: SeenController, run: RealRun) => string | undefined;

function each(run: RealRun, judge: Judge): string[] {
	return run.controllers.map(
		(controller, i) => `${nameOf(i)}: ${judge(controller, run) ?? "not seen"}`,
	);
}

const nameOf = (index: number) => `dc${index + 1}`;

function objectBeforeKeys({ sightings }: SeenController, run: RealRun): string | undefined {
	const [first, ...later] = sightings;
	if (!first) return undefined;
	if (first.account !== "absent") return "not seen: the account existed before";
	const stages = later.flatMap((one) =>
		one.account === "absent" ? [] : [{ ...one, account: one.account }],
	);
	const [made] = stages;
	if (!made) return undefined;
	const { ntlm, kerberos } = newKinds("absent", made.account);
	const how = ntlm && kerberos ? "no, both kinds of keys came with it" : "yes";
	const isReplaced = stages.some(({ account }) => {
		const more = newKinds(made.account, account);
		return (ntlm && more.ntlm) || (kerberos && more.kerberos);
	});
	const replaced = isReplaced ? "; its first keys were replaced" : "";
	return `${how}${replaced}. ${stages.map((stage) => stageInWords(stage, run)).join("; then ")}`;
}

function stageInWords(
	{ from, account }: Sighting & { account: SeenAccount },
	run: RealRun,
): string {
	const { passwordSetAt, keyVersion, keyWrites } = account;
	const setAt =
		passwordSetAt instanceof Date ? whoseTime(passwordSetAt, account, run) : passwordSetAt;
	return [
		`${since(from, run)} pwdLastSet ${setAt ?? "not shown"}`,
		`key version ${keyVersion ?? "not shown"}`,
		`NTLM ${versionOf(keyWrites, keyWrites?.unicodePwd)}`,
		`Kerberos ${versionOf(keyWrites, keyWrites?.supplementalCredentials)}`,
	].join(", ");
}

function versionOf(shown: object | undefined, write: AttributeWrite | undefined): string {
	if (!shown) return "not shown";
	return write ? `version ${write.version}` : "never written";
}

function writeGap({ sightings }: SeenController): string | undefined {
	const [first] = sightings;
	const whole = first && sightings.find(({ account }) => isWhole(first.account, account));
	if (!first || !whole || whole.account === "absent") return undefined;
	const partly = sightings.find(({ account }) => {
		const { ntlm, kerberos } = newKinds(first.account, account);
		return ntlm !== kerberos;
	});
	const { unicodePwd, supplementalCredentials } = whole.account.keyWrites ?? {};
	const byMetadata =
		unicodePwd && supplementalCredentials
			? order(supplementalCredentials.writtenAt.getTime() - unicodePwd.writtenAt.getTime())
			: "not shown by the metadata";
	const seen = partly
		? `one kind was seen alone for ${seconds(whole.from.getTime() - partly.from.getTime())}`
		: "they were seen together";
	return `${byMetadata}; ${seen}`;
}

function order(lateMs: number): string {
	if (lateMs === 0) return "within one second";
	return lateMs < 0
		? `Kerberos first, NTLM ${seconds(-lateMs)} later`
		: `NTLM first, Kerberos ${seconds(lateMs)} later`;
}

function lockout({ policy }: SeenController): string | undefined {
	if (!policy) return undefined;
	const { head, isNamed, own } = policy;
	const named =
		isNamed === undefined ? "could not be queried" : isNamed ? "is named" : "is not named";
	return `the domain's head ${rules(head)}; the account's own policy ${named}, and ${rules(own)}`;
}

function rules(one: LockoutRules | undefined): string {
	if (!one) return "shows none";
	const minutes = (ms: number | undefined) => (ms === undefined ? "?" : String(ms / MINUTE_MS));
	const length =
		one.durationMs === "until-unlocked" ? "until unlocked" : `${minutes(one.durationMs)} min`;
	return `shows ${one.threshold ?? "?"} tries within ${minutes(one.windowMs)} min lock ${length}`;
}

function passwordTime({ sightings }: SeenController, run: RealRun): string | undefined {
	const [first] = sightings;
	const last = sightings.at(-1);
	if (!first || !last || last.account === "absent" || !isWhole(first.account, last.account)) {
		return undefined;
	}
	const { passwordSetAt } = last.account;
	if (passwordSetAt === undefined) return "not shown";
	if (passwordSetAt === "must-change") return "0 (must change)";
	const before = first.account === "absent" ? undefined : first.account.passwordSetAt;
	if (before instanceof Date && before.getTime() === passwordSetAt.getTime()) {
		return "the earlier time: it did not move";
	}
	return whoseTime(passwordSetAt, last.account, run);
}

/** The source of a time; one that matches two sources says so. */
function whoseTime(at: Date, { keyWrites }: SeenAccount, { change }: RealRun): string {
	const writes = [keyWrites?.unicodePwd, keyWrites?.supplementalCredentials];
	const isController = writes.some((write) => write && isSame(write.writtenAt, at));
	const isEntra = change?.entra && isSame(change.entra, at);
	const [from, to] = change?.between ?? [];
	const isWithin = from && to && at >= from && at <= to;
	const fits = [
		isEntra && "Entra's time of the change",
		!change?.entra && isWithin && "the time of the change (Entra's was not entered)",
		isController && "the controller's time of the write",
	].filter((words) => typeof words === "string");
	return fits.join(", which is also ") || "another time";
}

const isSame = (a: Date, b: Date) => Math.abs(a.getTime() - b.getTime()) <= SAME_TIME_MS;

function readable({ controllers }: RealRun): string[] {
	const latest = controllers.map(({ sightings }) => sightings.at(-1)?.account);
	const there = latest.filter((one) => one !== undefined && one !== "absent");
	const machines = controllers.flatMap((one) => one.machines);
	const isEachOther = new Set(machines).size === machines.length;
	const accounts =
		there.length === 0
			? NOT_SEEN
			: [
					`key version shown: ${all(there, (one) => one.keyVersion !== undefined)}`,
					`metadata shown: ${all(there, (one) => one.keyWrites !== undefined)}`,
					`whenCreated shown: ${all(there, (one) => one.madeAt !== undefined)}, the same on all: ${same(there.map((one) => one.madeAt?.toISOString()))}`,
					`object GUID the same on all: ${same(there.map((one) => one.objectGuid))}`,
					`origin of the key writes the same on all: ${same(there.map(originsOf))}`,
				];
	return [
		...accounts,
		...controllers.map((one, i) => `${nameOf(i)}: ${one.machines.length} machine(s) answered`),
		`each address leads to a different machine: ${machines.length < 2 ? "not known" : isEachOther ? "yes" : "no"}`,
	];
}

function originsOf({ keyWrites }: SeenAccount): string | undefined {
	const origins = [keyWrites?.unicodePwd?.origin, keyWrites?.supplementalCredentials?.origin];
	return origins.some(Boolean) ? JSON.stringify(origins) : undefined;
}

function all<One>(list: readonly One[], test: (one: One) => boolean): string {
	const count = list.filter(test).length;
	return count === list.length ? "yes" : count === 0 ? "no" : `on ${count} of ${list.length}`;
}

function same(values: readonly (string | undefined)[]): string {
	if (values.length < 2 || values.some((value) => value === undefined)) return "not known";
	return new Set(values).size === 1 ? "yes" : "no";
}

function delay({ sightings, failures }: SeenController, run: RealRun): string | undefined {
	const [first] = sightings;
	const whole = first && sightings.find(({ account }) => isWhole(first.account, account));
	const unread = failures > 0 ? ` (failed readings: ${failures})` : "";
	return whole ? `${since(whole.from, run)}${unread}` : `not seen${unread}`;
}

function isWhole(before: Sighting["account"], now: Sighting["account"]): boolean {
	const { ntlm, kerberos } = newKinds(before, now);
	return ntlm && kerberos;
}

/** Seconds since Entra's time of the change, or since Enter was pressed. */
function since(at: Date, { change }: RealRun): string {
	if (!change) return "before the change was reported";
	const start = change.entra ?? change.between[1];
	const ms = at.getTime() - start.getTime();
	return `${ms < 0 ? "-" : "+"}${seconds(Math.abs(ms))}`;
}

function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(1).replace(/\.0$/, "")} s`;
}
