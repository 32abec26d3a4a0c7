import type { ControllerAddress } from "../../practice/samba/clients.ts";
import type { RequestEntry } from "../../practice/tenant/request-log.ts";

/** A person in the practice tenant, created for one test. */
export type TestPerson = {
	id: string;
	userPrincipalName: string;
	displayName: string;
	mail: string | null;
	password: string;
};

type Fault = { kind: string; [detail: string]: unknown };

/** A test's controls over the practice tenant and its domain. */
export type Controls = ReturnType<typeof controlsOf>;

export function controlsOf(origin: string) {
	async function call(method: string, path: string, body?: unknown): Promise<unknown> {
		const response = await fetch(`${origin}/practice/${path}`, {
			method,
			...(body !== undefined && {
				headers: { "Content-Type": "application/json" },
				body: JSON.stringify(body),
			}),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
		return text ? JSON.parse(text) : undefined;
	}
	return {
		/** Creates a person whose changes are held until `deliver`. */
		async person(template: string, overrides: object = {}): Promise<TestPerson> {
			const { person, password } = (await call("POST", "people", { template, overrides })) as {
				person: Omit<TestPerson, "password">;
				password: string;
			};
			await call("POST", `domain/${person.id}/hold`);
			return { ...person, password };
		},
		changePerson: (id: string, changes: object) => call("PATCH", `people/${id}`, changes),
		/** Sets a password as the helpdesk does: it has to be changed at the next sign-in. */
		giveTemporaryPassword: (id: string, password: string) =>
			call("POST", `people/${id}/temporary-password`, { password }),
		/** Sets a secret random password, as some organisations do routinely. */
		scramblePassword: (id: string) => call("POST", `people/${id}/scramble`),
		endSignIns: (id: string) => call("POST", `people/${id}/sign-out`),
		/** Makes Graph's answers to an operation go wrong: to one person's calls, to those about one person, or to all. */
		fault: (operation: string, fault: Fault, whose: { id?: string; targetId?: string } = {}) =>
			call("POST", "faults", {
				operation,
				fault,
				targetId: whose.targetId,
				personId: whose.id,
			}),
		/** Sets a password in the on-premises network, held until `arrive`. */
		changeOnPremises: (id: string, password: string) =>
			call("POST", `people/${id}/on-premises`, { password, held: true }),
		arriveFromOnPremises: (id: string) => call("POST", `people/${id}/on-premises-sync`),
		switches: (changes: object) => call("POST", "switches", changes),
		throttle: (changes: object) => call("POST", "throttle", changes),
		removePerson: (id: string) => call("DELETE", `people/${id}`),
		clearFaults: () => call("DELETE", "faults"),
		consent: (scopes: string[]) => call("POST", "consent", { scopes }),
		requests: async () => (await call("GET", "requests")) as RequestEntry[],
		/** Creates a group. @returns its id */
		group: async (displayName: string, members: string[], properties: object = {}) =>
			((await call("POST", "groups", { displayName, members, ...properties })) as { id: string })
				.id,
		leave: (group: string, member: string) =>
			call("POST", `groups/${group}/members`, { remove: [member] }),
		/** The addresses of the real controllers, for real clients. */
		controllers: async () =>
			(await call("GET", "controllers")) as Record<"dc1" | "dc2", ControllerAddress>,
		/** Makes the keys land on these controllers, one after the other. */
		async deliver(id: string, ...controllers: ("dc1" | "dc2")[]): Promise<void> {
			for (const controller of controllers.length > 0 ? controllers : ["dc1", "dc2"]) {
				await call("POST", `domain/${id}/deliver`, { controller });
			}
		},
		event: (id: string, controller: "dc1" | "dc2", event: string) =>
			call("POST", `domain/${id}/event`, { controller, event }),
		controller: (controller: "dc1" | "dc2", action: "stop" | "hang" | "resume") =>
			call("POST", `controllers/${controller}/${action}`),
	};
}
