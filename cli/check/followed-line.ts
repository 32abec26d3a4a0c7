import type { UnreadReason } from "#lib/core/readiness/observation.ts";
import type { Followed } from "./account-changes.ts";

const REASONS: Readonly<Record<UnreadReason, string>> = {
	refused: "it refuses connections",
	timeout: "it does not answer",
	certificate: "its certificate is not accepted",
	"sign-in-refused": "it refuses the reading account, so nothing more is tried",
	protocol: "its answer cannot be understood",
	"not-read-yet": "it has not been read yet",
};

/** The attributes of a first reading that are shown: those that the portal judges by. */
const SHOWN = [
	"pwdLastSet",
	"msDS-KeyVersionNumber",
	"replPropertyMetaData unicodePwd",
	"replPropertyMetaData supplementalCredentials",
	"userAccountControl",
	"msDS-User-Account-Control-Computed",
	"lockoutTime",
];

/** A controller's clock that differs by more is shown; both are read in whole seconds, one after the other. */
const SAME_TIME_MS = 2_000;

/**
 * Formats an event as lines, usually one: the time by this machine's clock, the controller, and what
 * happened; also the controller's own clock where it differs.
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
			return followed.values ? reading(followed.values) : ["the account does not exist"];
		case "gone":
			return ["the account no longer exists"];
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
