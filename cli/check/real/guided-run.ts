import { setTimeout as sleep } from "node:timers/promises";
import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { type Answer, realAnswers } from "./real-answers.ts";
import {
	type ChangeTime,
	hasSettled,
	type Sighting,
	sightingInWords,
	type YesNo,
} from "./real-run.ts";
import { type WatchedControllers, watchControllers } from "./watch-controllers.ts";

/** First keys that get replaced are replaced within minutes. */
const QUIET_MS = 3 * 60_000;
const LONGEST_MS = 60 * 60_000;

/** The administrator's terminal. `ask` rejects when aborted. */
export type Terminal = {
	say(line: string): void;
	ask(question: string, signal: AbortSignal): Promise<string>;
};

export type GuidedRunOptions = {
	connection: DomainConnection;
	graphUrl: string;
	/** Where the test person changes their password. */
	changeUrl: string;
	/** Ends the run with what was seen so far. */
	signal: AbortSignal;
};

/**
 * Guides an administrator through one password change by a test person while reading every controller,
 * and answers what only a real tenant can. The administrator queries Graph: no token comes here.
 *
 * @returns the report; `refused` when a controller refuses the reading account
 */
export async function guidedRun(
	options: GuidedRunOptions,
	terminal: Terminal,
): Promise<string | "refused"> {
	let controllers: WatchedControllers | undefined;
	let answersCast: YesNo = "skipped";
	let change: ChangeTime | undefined;
	let isWhole = false;
	const { signal } = options;
	try {
		terminal.say(introduction(options));
		const userPrincipalName = await askPerson(terminal, signal);
		const watched = await watchControllers(options.connection, {
			userPrincipalName,
			onSighting: (place, sightings) => terminal.say(sightingLine(place, sightings)),
		});
		if (watched === "refused") return "refused";
		controllers = watched;
		answersCast = await askCast(options, terminal);
		change = await askForChange(options, terminal);
		await waitForKeys(watched, terminal, signal);
		change = { ...change, entra: await askEntraTime(options, terminal, userPrincipalName) };
		isWhole = true;
	} catch (error) {
		if (!signal.aborted) throw error;
	} finally {
		await controllers?.readPolicies();
		await controllers?.stop();
	}
	const run = { controllers: controllers?.seen() ?? [], change, answersCast };
	const day = new Date().toISOString().slice(0, 10);
	return realReport(realAnswers(run), { day, isWhole });
}

function introduction({ connection }: GuidedRunOptions): string {
	const names = connection.controllerUrls.map((url, i) => `  dc${i + 1} is ${new URL(url).host}`);
	return [
		"This follows one password change of a test person on every controller. It takes about a quarter of",
		"an hour. It only reads. Ctrl+C ends it at any time, with a report of what was seen by then.",
		"",
		...names,
		"",
		"1. Create a new, cloud-only test person in Entra who has never changed a password: this shows most.",
		"   Somebody who is already in the managed domain also works, but shows less.",
	].join("\n");
}

async function askPerson({ ask, say }: Terminal, signal: AbortSignal): Promise<string> {
	for (;;) {
		const name = (await ask("   Their user principal name:", signal)).trim();
		if (/^[^@\s]+@[^@\s]+$/.test(name)) return name;
		say("   A user principal name looks like ada@contoso.com.");
	}
}

async function askCast(
	{ graphUrl, signal }: GuidedRunOptions,
	{ ask, say }: Terminal,
): Promise<YesNo> {
	say(`
2. In Graph Explorer (https://aka.ms/ge), signed in as anyone, send this without adding a header:
   GET ${graphUrl}/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=id`);
	const answer = await ask("   Did it answer 200 OK? yes, no, or Enter to skip:", signal);
	const [letter] = answer.trim().toLowerCase();
	return letter === "y" ? "yes" : letter === "n" ? "no" : "skipped";
}

async function askForChange(
	{ changeUrl, signal }: GuidedRunOptions,
	{ ask, say }: Terminal,
): Promise<ChangeTime> {
	const from = new Date();
	say(`
3. In a private window, sign in as the test person and change the password at
   ${changeUrl}
   A new person who had to change it while signing in has done so with that.`);
	await ask("   Press Enter as soon as it is changed:", signal);
	return { between: [from, new Date()], entra: undefined };
}

/** Waits until all controllers have new keys that stand still, the run is ended, or an hour has passed. */
async function waitForKeys(
	controllers: WatchedControllers,
	{ ask, say }: Terminal,
	signal: AbortSignal,
): Promise<void> {
	say(`
4. The controllers are now read until each holds the new keys and nothing has changed for three minutes.`);
	const waiting = new AbortController();
	const either = AbortSignal.any([signal, waiting.signal]);
	const early = ask("   Press Enter to end it earlier:", either);
	const settled = untilSettled(controllers, either);
	try {
		await Promise.race([early, settled]);
	} finally {
		waiting.abort();
		await Promise.allSettled([early, settled]);
	}
	signal.throwIfAborted();
}

async function untilSettled(controllers: WatchedControllers, signal: AbortSignal): Promise<void> {
	const endsAt = Date.now() + LONGEST_MS;
	while (!signal.aborted && Date.now() < endsAt) {
		const now = new Date();
		if (controllers.seen().every((one) => hasSettled(one, now, QUIET_MS))) return;
		await sleep(1_000, undefined, { signal }).catch(() => undefined);
	}
}

async function askEntraTime(
	{ graphUrl, signal }: GuidedRunOptions,
	{ ask, say }: Terminal,
	userPrincipalName: string,
): Promise<Date | undefined> {
	say(`
5. In Graph Explorer, send this and look for lastPasswordChangeDateTime:
   GET ${graphUrl}/v1.0/users/${userPrincipalName}?$select=lastPasswordChangeDateTime`);
	for (;;) {
		const answer = await ask("   That time, e.g. 2026-11-29T10:02:11Z, or Enter to skip:", signal);
		const text = answer.trim().replaceAll('"', "");
		if (text === "") return undefined;
		// Without the Z it would be read in this machine's time zone.
		const at = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? new Date(text) : undefined;
		if (at && !Number.isNaN(at.getTime())) return at;
		say("   That is not a time as Graph writes it.");
	}
}

function sightingLine(place: number, sightings: readonly Sighting[]): string {
	const [first] = sightings;
	const last = sightings.at(-1);
	if (!first || !last) return "";
	const words = sightingInWords(
		sightings.length === 1 ? last.account : first.account,
		last.account,
	);
	return `   ${last.from.toISOString().slice(11, 19)}  dc${place + 1}: ${words}`;
}

/** Formats the answers of a run as text that can be shown to anyone. */
export function realReport(
	answers: readonly Answer[],
	{ day, isWhole }: { day: string; isWhole: boolean },
): string {
	const how = isWhole ? "" : " (interrupted: what was seen by then)";
	const parts = answers.map(({ question, answer }) =>
		[question, ...answer.map((line) => `  ${line}`)].join("\n"),
	);
	return [`Keyturn on a real domain, ${day}${how}`, ...parts].join("\n\n");
}
