import type { GroupStore } from "../directory/groups.ts";
import type { Faults } from "../faults.ts";
import type { Throttle } from "../graph/throttle.ts";
import type { OnPremises } from "../on-premises.ts";
import type { PeopleStore } from "../people.ts";
import type { RequestLog } from "../request-log.ts";
import type { Consent } from "../sign-in/consent.ts";
import type { SignIns } from "../sign-in/sign-ins.ts";
import type { Switches } from "../switches.ts";

/** Everything that can be set and read on a running tenant. */
export type Controls = {
	readonly people: PeopleStore;
	readonly groups: GroupStore;
	readonly onPremises: OnPremises;
	readonly switches: Switches;
	readonly throttle: Throttle;
	readonly signIns: SignIns;
	readonly faults: Faults;
	readonly consent: Consent;
	readonly requests: RequestLog;
	/** Names of all scopes that can be consented to. */
	readonly knownScopes: readonly string[];
	readonly portalOrigins: readonly string[];
	now(): Date;
};
