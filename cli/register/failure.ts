/** Why registration failed or is incomplete. */
export type Failure =
	| { code: "unreachable"; where: string; reason: string }
	| { code: "tenant-unknown"; tenant: string; detail: string }
	| { code: "sign-in-refused"; detail: string }
	| { code: "sign-in-blocked"; detail: string }
	| { code: "declined" }
	| { code: "code-expired" }
	| { code: "other-tenant"; tenant: string }
	| { code: "stopped" }
	| { code: "no-right"; request: string; detail: string }
	| { code: "several"; name: string; count: number }
	| { code: "unknown-permission"; names: readonly string[] }
	| { code: "graph-refused"; request: string; detail: string };

/** Carries a failure to the end of a registration; nothing else catches it. */
export class RegistrationError extends Error {
	readonly failure: Failure;

	constructor(failure: Failure) {
		super(failure.code);
		this.failure = failure;
	}
}

type Words = { [Code in Failure["code"]]: (failure: Extract<Failure, { code: Code }>) => string };

const WORDS: Words = {
	unreachable: ({ where, reason }) => `${where} cannot be reached: ${reason}.`,
	"tenant-unknown": ({ tenant, detail }) =>
		`Tenant ${tenant} does not exist in this cloud. Correct --tenant (its id or one of its domains) or --cloud. ${detail}`,
	"sign-in-refused": ({ detail }) => `The sign-in was refused. ${detail}`,
	"sign-in-blocked": ({ detail }) =>
		`The sign-in was blocked by Conditional Access, which many organisations use to block device codes. Register by hand or by manifest instead: docs/app-registration.md. ${detail}`,
	declined: () => "The sign-in was declined. Nothing was changed.",
	"code-expired": () =>
		"The code expired before anybody signed in with it. Nothing was changed. Run the command again for a new code.",
	"other-tenant": ({ tenant }) =>
		`The sign-in was to another tenant, ${tenant}. Nothing was changed. Sign in with an account of the tenant in --tenant.`,
	stopped: () => "Stopped.",
	"no-right": ({ request, detail }) =>
		`This account may not do that (${request}). Sign in as a Cloud Application Administrator, or activate that role first. ${detail}`,
	several: ({ name, count }) =>
		`There are ${count} registrations named ${name}. Delete or rename all but one, or choose another name with --name.`,
	"unknown-permission": ({ names }) =>
		`Microsoft Graph does not have these permissions in this tenant: ${names.join(", ")}. Nothing was changed. With --change-method microsoft the privileged permission is not needed.`,
	"graph-refused": ({ request, detail }) => `Microsoft Graph refused ${request}. ${detail}`,
};

/** Describes a failure to the administrator who runs the command. */
export function failureInWords<F extends Failure>(failure: F): string {
	const words = WORDS[failure.code] as (failure: F) => string;
	return words(failure).trim();
}
