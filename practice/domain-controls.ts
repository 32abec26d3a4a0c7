import * as z from "zod";
import type { Delivery } from "./domain/delivery.ts";
import type { SambaDomain } from "./domain/samba-domain.ts";
import {
	CONTROLLERS,
	type Controller,
	type DomainPerson,
	type DomainStandIn,
} from "./domain/stand-in.ts";
import { type Answer, type Call, json, type Route } from "./tenant/http/call.ts";
import type { Person } from "./tenant/people.ts";

type Controls = {
	domain: DomainStandIn | SambaDomain;
	delivery: Delivery;
	find(id: string): Person | undefined;
};

const controller = z.enum(CONTROLLERS);
const delivered = z.object({ controller });
const event = z.object({
	controller,
	event: z.enum([
		"removeAccount",
		"clearKeys",
		"requireChange",
		"lock",
		"unlock",
		"disable",
		"expirePassword",
	]),
});

/**
 * Controls of the managed domain below `/practice/`: holding a person's changes, landing one by hand, events
 * on accounts and controllers, and the addresses of real controllers.
 */
export function domainControls(controls: Controls): Route {
	return async (call) => {
		const [, , collection, id = "", verb] = call.url.pathname.split("/");
		if (call.method === "GET" && collection === "controllers") {
			return json(200, "controllers" in controls.domain ? controls.domain.controllers : {});
		}
		if (call.method !== "POST") return undefined;
		if (collection === "controllers") return onController(controls, controller.parse(id), verb);
		const person = collection === "domain" ? controls.find(id) : undefined;
		return person && onPerson(controls, { person, verb, call });
	};
}

async function onController(
	{ domain }: Controls,
	at: Controller,
	verb: string | undefined,
): Promise<Answer | undefined> {
	if (verb === "stop") await domain.stopController(at);
	else if (verb === "hang") await domain.hangController(at);
	else if (verb === "resume") await domain.resumeController(at);
	else return undefined;
	return { status: 204 };
}

async function onPerson(
	controls: Controls,
	{ person, verb, call }: { person: Person; verb: string | undefined; call: Call },
): Promise<Answer | undefined> {
	if (verb === "hold") {
		controls.delivery.hold(person.id);
		return { status: 204 };
	}
	const body = JSON.parse(call.body);
	if (verb === "deliver") {
		const hasLanded = await controls.delivery.deliver(person.id, delivered.parse(body).controller);
		return json(hasLanded ? 200 : 409, { hasLanded });
	}
	if (verb === "event") {
		const { controller: at, event: name } = event.parse(body);
		if (name === "disable") await controls.domain.setDisabled(at, person.id, true);
		else await controls.domain[name](at, person.id);
		return { status: 204 };
	}
	return undefined;
}

/** A person under their names in the managed domain (a SAM account name has at most 20 characters). */
export function domainPerson(person: Person): DomainPerson {
	return {
		id: person.id,
		userPrincipalName: person.userPrincipalName,
		samAccountName: person.mailNickname.slice(0, 20),
		displayName: person.displayName,
	};
}
