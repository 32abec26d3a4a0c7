import { type Answer, type Call, json } from "../http/call.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { Controls } from "./controls.ts";
import { problem } from "./problem.ts";
import { memberChanges, newGroup, switchChange, throttleChange } from "./schemas.ts";

/** `POST /practice/groups`. */
export function addGroup({ body }: Call, { groups }: Controls): Answer {
	return json(201, groups.add(withoutUndefined(newGroup.parse(JSON.parse(body)))));
}

/** `DELETE /practice/groups/<id>`. */
export function removeGroup(_call: Call, { groups }: Controls, id: string): Answer {
	return groups.remove(id) ? { status: 204 } : problem(404, "No group has this id.");
}

/** `POST /practice/groups/<id>/members`. */
export function changeMembers({ body }: Call, { groups }: Controls, id: string): Answer {
	if (groups.find(id) === undefined) return problem(404, "No group has this id.");
	const { add, remove } = memberChanges.parse(JSON.parse(body));
	for (const member of add) groups.addMember(id, member);
	for (const member of remove) groups.removeMember(id, member);
	return { status: 204 };
}

/** `POST /practice/throttle`: new limits, of which everybody has all again. */
export function changeThrottle({ body }: Call, { throttle }: Controls): Answer {
	throttle.set(withoutUndefined(throttleChange.parse(JSON.parse(body))));
	return json(200, throttle.settings);
}

/** `POST /practice/switches`. */
export function changeSwitches({ body }: Call, { switches }: Controls): Answer {
	return json(200, Object.assign(switches, withoutUndefined(switchChange.parse(JSON.parse(body)))));
}
