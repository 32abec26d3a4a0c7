import type { UnreadReason } from "#lib/core/readiness/observation.ts";
import type { Followed } from "./follow-account.ts";

const REASONS: Readonly<Record<UnreadReason, string>> = {
	refused: "it takes no connections",
	timeout: "it does not answer",
	certificate: "its certificate is not accepted",
	"sign-in-refused": "it refuses the reading account, so that nothing more is tried",
	protocol: "its answer cannot be understood",
	"not-read-yet": "it was not read yet",
};

/** Of a first reading only what the portal's judgement rests on is shown. */
const SHOWN = [
	"pwdLastSet",
	"msDS-KeyVersionNumber",
	"replPropertyMetaData unicodePwd",
	"replPropertyMetaData supplementalCredentials",
	"userAccountControl",
	"msDS-User-Account-Control-Computed",
	"lockoutTime",
];

/** A clock that is further away than this is shown; both are read in whole seconds, one after the other. */
const SAME_TIME_MS = 2_000;

/**
 * Writes what happened as lines, mostly one: when it was seen by this machine's clock, on which
 * controller, and what; the controller's own clock where it is another.
 */
export function followedLines(followed: Followed): string[] {
	const { seenAt, controller } = followed;
	return whatHappened(followed).map(
		(words) => `${seenAt.toISOString()}  ${controller}  ${words}${otherClock(followed)}`,
	);
}

function otherClock(followed: Followed): string {
	const time = "controllerTime" in followed ? followed.controllerTime : undefined;
	if (!time || Math.abs(followed.seenAt.getTime() - time.getTime()) <= SAME_TIME_MS) return "";
	return `  [its clock: ${time.toISOString().replace(/\.\d+Z$/, "Z")}]`;
}

function whatHappened(followed: Followed): string[] {
	switch (followed.kind) {
		case "read":
			return followed.values ? reading(followed.values) : ["the account is not there"];
		case "gone":
			return ["the account is not there any more"];
		case "moved":
			return [`${followed.attribute}: ${followed.from ?? "not set"} → ${followed.to ?? "not set"}`];
		case "unread":
			return [`cannot be read: ${REASONS[followed.reason]}`];
		case "readable":
			return ["can be read again"];
	}
}

function reading(values: Readonly<Record<string, string>>): string[] {
	return SHOWN.map((name) => `${name}: ${values[name] ?? "not set"}`);
}
