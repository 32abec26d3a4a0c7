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

/** Writes what happened as a line: when it was seen by this machine's clock, where, what, and the controller's clock. */
export function followedLine(followed: Followed): string {
	const { seenAt, controller } = followed;
	const clock =
		"controllerTime" in followed && followed.controllerTime
			? `  [its clock: ${withoutMilliseconds(followed.controllerTime)}]`
			: "";
	return `${seenAt.toISOString()}  ${controller}  ${whatHappened(followed)}${clock}`;
}

function whatHappened(followed: Followed): string {
	switch (followed.kind) {
		case "read":
			return followed.values ? reading(followed.values) : "the account is not there";
		case "gone":
			return "the account is not there any more";
		case "moved":
			return `${followed.attribute}: ${followed.from ?? "not set"} → ${followed.to ?? "not set"}`;
		case "unread":
			return `cannot be read: ${REASONS[followed.reason]}`;
		case "readable":
			return "can be read again";
	}
}

function reading(values: Readonly<Record<string, string>>): string {
	return SHOWN.map((name) => `${name}: ${values[name] ?? "not set"}`).join("; ");
}

function withoutMilliseconds(date: Date): string {
	return date.toISOString().replace(/\.\d+Z$/, "Z");
}
