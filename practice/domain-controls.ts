import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Delivery, Manner } from "./domain/delivery.ts";
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
const delays = z.object({
	delays: z.union([z.literal("held"), z.object({ dc1: z.number(), dc2: z.number() })]),
});
const delivered = z.object({ controller });
const manner = z
	.strictObject({
		passwordTime: z.enum(["entra", "controller", "unmoved"]),
		keepsOnlyLatest: z.boolean(),
		accountAheadMs: z.int().min(0),
		kerberosAheadMs: z.int().min(0),
	})
	.partial();
const event = z.object({
	controller,
	event: z.enum([
		"addAccount",
		"removeAccount",
		"clearKeys",
		"requireChange",
		"touchPasswordTime",
		"lock",
		"unlock",
		"disable",
		"enable",
		"expirePassword",
		"giveNtlmKeyOnly",
	]),
});

/** Removes undefined properties. */
function without(given: z.output<typeof manner>): Partial<Manner> {
	return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/**
 * Controls of the managed domain below `/practice/`: how it writes, how long a person's changes take, landing one by
 * hand, events on accounts and controllers, and the addresses of real controllers.
 */
export function domainControls(controls: Controls): Route {
	return async (call) => {
		const [, , collection, id = "", verb] = call.url.pathname.split("/");
		if (call.method === "GET" && collection === "pending") {
			return json(200, controls.delivery.pending());
		}
		if (call.method === "GET" && collection === "controllers") {
			return json(200, "controllers" in controls.domain ? controls.domain.controllers : {});
		}
		if (call.method !== "POST") return undefined;
		if (collection === "manner") {
			controls.delivery.setManner(without(manner.parse(JSON.parse(call.body))));
			return json(200, controls.delivery.manner);
		}
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
	const body = JSON.parse(call.body);
	if (verb === "delays") {
		controls.delivery.setDelays(person.id, delays.parse(body).delays);
		return { status: 204 };
	}
	if (verb === "deliver") {
		const hasLanded = await controls.delivery.deliver(person.id, delivered.parse(body).controller);
		return json(hasLanded ? 200 : 409, { hasLanded });
	}
	if (verb === "event") {
		await happen(controls.domain, person, event.parse(body));
		return { status: 204 };
	}
	return undefined;
}

async function happen(
	domain: DomainStandIn,
	person: Person,
	{ controller: at, event: name }: z.output<typeof event>,
): Promise<void> {
	if (name === "addAccount") return domain.addAccount(at, domainPerson(person), "old");
	if (name === "disable" || name === "enable") {
		return domain.setDisabled(at, person.id, name === "disable");
	}
	if (name === "giveNtlmKeyOnly") {
		const nobodyKnows = randomBytes(18).toString("base64url");
		return domain.setKeys(at, domainPerson(person), nobodyKnows, { ntlmOnly: true });
	}
	return domain[name](at, person.id);
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
