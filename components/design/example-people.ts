import type { FoundPerson } from "#lib/browser/helpdesk/follow-person.ts";
import type { ControllerAccount } from "#lib/core/account-view.ts";
import { exampleMember } from "#lib/core/cohort/example-people.ts";
import { failed, ok } from "#lib/core/failure.ts";
import type { LookUpAnswer } from "#lib/core/helpdesk/looked-up.ts";
import { minutesAfter } from "#lib/core/readiness/example-accounts.ts";
import { NO_HABITS } from "#lib/core/readiness/habits.ts";
import { exampleView } from "#lib/core/watch/example-view.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { EXAMPLE_VIEWS } from "./example-views.ts";

const lookUp = (view: WatchView): LookUpAnswer => ({
	people: [
		{
			id: "1",
			account: {
				controllers: CONTROLLERS,
				userPrincipalName: undefined,
				samAccountName: undefined,
				domainMadeAt: undefined,
			},
			watch: { ticket: "OtpZh6qTASFuh2JPBxgQe-y6F-97O6iV", view },
		},
	],
	forecast: view.forecast,
	habits: NO_HABITS,
	lookUp: "",
	readAt: view.sentAt,
});

const CONTROLLERS: ControllerAccount[] = ["dc1", "dc2"].map((name) => ({
	name: `${name}.aadds.contoso.com`,
	kind: "present",
	readAt: minutesAfter(3),
	passwordSetAt: minutesAfter(1),
	passwordExpiresAt: undefined,
	block: undefined,
}));

const MARIA = exampleMember({
	id: "1",
	displayName: "Maria Rossi",
	userPrincipalName: "maria@contoso.com",
	lastPasswordChangeAt: minutesAfter(1),
});

/** A person of whom everything is known, one whose state is out of date, and one whom the portal could not look up. */
export const PEOPLE: Record<string, FoundPerson> = {
	waiting: {
		person: MARIA,
		lookUp: ok(lookUp(EXAMPLE_VIEWS.waiting ?? exampleView())),
		isStale: false,
	},
	"out of date": {
		person: MARIA,
		lookUp: ok(lookUp(EXAMPLE_VIEWS.blocked ?? exampleView())),
		isStale: true,
	},
	"not looked up": { person: MARIA, lookUp: failed("portal-no-answer"), isStale: false },
};
