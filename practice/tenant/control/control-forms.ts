import { CONTROL_FORMS } from "../control-page.ts";
import type { Fault } from "../faults.ts";
import { type Call, formFields, type Route, seeOther } from "../http/call.ts";
import { isFromOwnPage } from "../http/loopback.ts";
import { setConsent } from "../sign-in/consent.ts";
import type { Controls } from "./controls.ts";
import { scramble } from "./scramble.ts";

const DEFAULT_STATUS = 503;
const DEFAULT_MS = 3000;

/** The control page's forms; each redirects back to it. */
export function controlFormRoutes(controls: Controls): Route {
	return async (call) => {
		const { pathname } = call.url;
		if (call.method !== "POST" || !pathname.startsWith(`${CONTROL_FORMS}/`)) return undefined;
		if (!isFromOwnPage(call.headers)) return { status: 403 };
		switch (pathname.slice(CONTROL_FORMS.length + 1)) {
			case "consent":
				setConsent(controls.consent, new URLSearchParams(call.body).getAll("scope"));
				break;
			case "fault":
				addFault(call, controls);
				break;
			case "on-premises":
				changeOnSite(call, controls);
				break;
			case "scramble":
				scrambleNamed(call, controls);
				break;
			case "no-faults":
				controls.faults.clear();
				break;
			default:
				return { status: 404 };
		}
		return seeOther("/");
	};
}

function addFault(call: Call, { faults }: Controls): void {
	const { kind = "", operation = "all", person = "all", amount, times } = formFields(call);
	const fault = faultOf(kind, Number(amount) || undefined);
	if (fault === undefined) return;
	const limit = Number(times) || undefined;
	const limited = limit === undefined ? fault : { ...fault, times: limit };
	faults.set({ personId: person, operation, fault: limited });
}

function changeOnSite(call: Call, { people, onPremises }: Controls): void {
	const { person = "", password = "" } = formFields(call);
	const isSynchronised = people.find(person)?.onPremisesSyncEnabled === true;
	if (isSynchronised && password !== "") onPremises.changed(person, password);
}

function scrambleNamed(call: Call, controls: Controls): void {
	const { person = "" } = formFields(call);
	if (controls.people.find(person) !== undefined) scramble(controls, person);
}

function faultOf(kind: string, amount: number | undefined): Fault | undefined {
	switch (kind) {
		case "status":
			return { kind, status: amount ?? DEFAULT_STATUS };
		case "status-after":
			return { kind: "status", status: amount ?? DEFAULT_STATUS, takesEffect: true };
		case "slow":
		case "lag":
			return { kind, ms: amount ?? DEFAULT_MS };
		case "cut-before":
		case "cut-after":
		case "claims-challenge":
		case "no-effect":
			return { kind };
		default:
			return undefined;
	}
}
