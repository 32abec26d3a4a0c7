import * as z from "zod";
import { createPerson } from "../fresh-person.ts";
import { type Answer, type Call, json, type Reply, type Route } from "../http/call.ts";
import { isFromOwnPage } from "../http/loopback.ts";
import { setConsent } from "../sign-in/consent.ts";
import type { Controls } from "./controls.ts";
import {
	consentChange,
	memberChanges,
	newFault,
	newGroup,
	newPerson,
	onPremisesChange,
	personChanges,
	switchChange,
	temporaryPassword,
	throttleChange,
} from "./schemas.ts";
import { scramble } from "./scramble.ts";

const ROOT = "/practice";

type Action = (call: Call, controls: Controls, id: string) => Promise<Answer> | Answer;

// Tests and the control page control the tenant with these; `{id}` is the last segment.
const ACTIONS: Readonly<Record<string, Action>> = {
	"POST /people": addPerson,
	"PATCH /people/{id}": changePerson,
	"DELETE /people/{id}": removePerson,
	"POST /people/{id}/on-premises": changeOnPremises,
	"POST /people/{id}/on-premises-sync": arriveFromOnPremises,
	"POST /people/{id}/temporary-password": giveTemporaryPassword,
	"POST /people/{id}/scramble": scramblePassword,
	"POST /people/{id}/sign-out": endSignIns,
	"POST /groups": addGroup,
	"POST /groups/{id}/members": changeMembers,
	"POST /throttle": changeThrottle,
	"POST /switches": changeSwitches,
	"POST /faults": setFault,
	"DELETE /faults": clearFaults,
	"POST /consent": changeConsent,
	"GET /requests": (_call, { requests }) => json(200, requests.entries()),
};

/**
 * The JSON interface below `/practice/`. Only the tenant's own pages may use it, because it can set
 * passwords. Unknown calls go to `extra`, which has the controls of other parts.
 */
export function controlRoutes(controls: Controls, extra: Route = async () => undefined): Route {
	return async (call) => {
		if (!call.url.pathname.startsWith(`${ROOT}/`)) return undefined;
		if (!isFromOwnPage(call.headers))
			return problem(403, "Only the tenant's own pages may do this.");
		const [, , collection, id = "", verb] = call.url.pathname.split("/");
		const pattern = ["", collection, id && "{id}", verb].filter((part) => part !== undefined);
		const action = ACTIONS[`${call.method} ${pattern.join("/").replace(/\/$/, "")}`];
		if (action === undefined) return (await extra(call)) ?? problem(404, "No such control.");
		return attempt(() => action(call, controls, id));
	};
}

async function attempt(action: () => Promise<Answer> | Answer): Promise<Reply> {
	try {
		return await action();
	} catch (error) {
		if (error instanceof z.ZodError) return problem(400, z.prettifyError(error));
		if (error instanceof SyntaxError) return problem(400, "The body is not JSON.");
		throw error;
	}
}

async function addPerson({ body }: Call, { people, now }: Controls): Promise<Answer> {
	const { template, overrides } = newPerson.parse(JSON.parse(body));
	const { password, ...changes } = withoutUndefined(overrides);
	const { id = "", userPrincipalName = "" } = changes;
	if (people.find(id) ?? people.findByUserName(userPrincipalName)) {
		return problem(409, "This person already exists.");
	}
	const wish = { template, overrides: changes, ...(password !== undefined && { password }) };
	return json(201, await createPerson(people, wish, now()));
}

function changePerson({ body }: Call, { people }: Controls, id: string): Answer {
	if (people.find(id) === undefined) return problem(404, "Nobody has this id.");
	return json(200, people.update(id, withoutUndefined(personChanges.parse(JSON.parse(body)))));
}

/** Sets a password as a helpdesk does, also for people without one. It has to be changed at the next sign-in. */
function giveTemporaryPassword({ body }: Call, { people, now }: Controls, id: string): Answer {
	if (people.find(id) === undefined) return problem(404, "Nobody has this id.");
	const { password } = temporaryPassword.parse(JSON.parse(body));
	people.setPassword(id, password, now());
	return json(200, people.update(id, { forceChangePasswordNextSignIn: true }));
}

function scramblePassword(_call: Call, controls: Controls, id: string): Answer {
	if (controls.people.find(id) === undefined) return problem(404, "Nobody has this id.");
	return json(200, scramble(controls, id));
}

function removePerson(_call: Call, { people, signIns, now }: Controls, id: string): Answer {
	if (!people.remove(id)) return problem(404, "Nobody has this id.");
	signIns.end(id, { now: now() });
	return { status: 204 };
}

function endSignIns(_call: Call, { people, signIns, now }: Controls, id: string): Answer {
	if (people.find(id) === undefined) return problem(404, "Nobody has this id.");
	signIns.end(id, { now: now() });
	return { status: 204 };
}

function setFault({ body }: Call, { faults }: Controls): Answer {
	const { fault, ...where } = newFault.parse(JSON.parse(body));
	return json(201, faults.set({ ...withoutUndefined(where), fault }));
}

function clearFaults(_call: Call, { faults }: Controls): Answer {
	faults.clear();
	return { status: 204 };
}

function changeConsent({ body }: Call, { consent, knownScopes }: Controls): Answer {
	const { scopes } = consentChange.parse(JSON.parse(body));
	const stranger = scopes.find((name) => !knownScopes.includes(name));
	if (stranger !== undefined) return problem(400, `Unknown scope: ${stranger}.`);
	setConsent(consent, scopes);
	return { status: 204 };
}

/** `POST /practice/groups`. */
function addGroup({ body }: Call, { groups }: Controls): Answer {
	return json(201, groups.add(withoutUndefined(newGroup.parse(JSON.parse(body)))));
}

/** `POST /practice/groups/<id>/members`. */
function changeMembers({ body }: Call, { groups }: Controls, id: string): Answer {
	if (groups.find(id) === undefined) return problem(404, "No group has this id.");
	const { remove } = memberChanges.parse(JSON.parse(body));
	for (const member of remove) groups.removeMember(id, member);
	return { status: 204 };
}

/** `POST /practice/throttle`: new limits, with full budgets for everybody. */
function changeThrottle({ body }: Call, { throttle }: Controls): Answer {
	throttle.set(withoutUndefined(throttleChange.parse(JSON.parse(body))));
	return json(200, throttle.settings);
}

/** `POST /practice/switches`. */
function changeSwitches({ body }: Call, { switches }: Controls): Answer {
	return json(200, Object.assign(switches, switchChange.parse(JSON.parse(body))));
}

/** `POST /practice/people/<id>/on-premises`: sets a password as with Ctrl+Alt+Del. */
function changeOnPremises({ body }: Call, controls: Controls, id: string): Answer {
	const { password, held } = onPremisesChange.parse(JSON.parse(body));
	if (controls.people.find(id)?.onPremisesSyncEnabled !== true) {
		return problem(409, "Nobody with this id is synchronised from on-premises.");
	}
	controls.onPremises.changed(id, password, { held });
	return { status: 204 };
}

/** `POST /practice/people/<id>/on-premises-sync`: makes a password that is on its way to Entra arrive now. */
function arriveFromOnPremises(_call: Call, { onPremises }: Controls, id: string): Answer {
	if (onPremises.arrive(id)) return { status: 204 };
	return problem(409, "Nothing of this person is on its way.");
}

/** A problem document (RFC 9457). */
function problem(status: number, title: string): Answer {
	return json(status, { title, status }, { "content-type": "application/problem+json" });
}

type Present<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/**
 * Removes undefined properties. Parsed JSON has none, but its type allows them, which exact optional
 * properties do not accept.
 */
function withoutUndefined<T extends object>(value: T): Present<T> {
	const entries = Object.entries(value).filter(([, one]) => one !== undefined);
	return Object.fromEntries(entries) as Present<T>;
}
