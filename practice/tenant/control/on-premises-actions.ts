import type { Answer, Call } from "../http/call.ts";
import type { Controls } from "./controls.ts";
import { problem } from "./problem.ts";
import { onPremisesChange } from "./schemas.ts";

/** `POST /practice/people/<id>/on-premises`: a password is set with Ctrl+Alt+Del. */
export function changeOnPremises({ body }: Call, controls: Controls, id: string): Answer {
	const { password, held } = onPremisesChange.parse(JSON.parse(body));
	if (controls.people.find(id)?.onPremisesSyncEnabled !== true) {
		return problem(409, "Nobody with this id is synchronised from on-premises.");
	}
	const delayMs = held ? "held" : controls.switches.onPremisesDelayMs;
	controls.onPremises.changed(id, password, delayMs);
	return { status: 204 };
}

/** `POST /practice/people/<id>/on-premises-sync`: what is on its way to Entra arrives now. */
export async function arriveFromOnPremises(
	_call: Call,
	{ onPremises }: Controls,
	id: string,
): Promise<Answer> {
	if (await onPremises.arrive(id)) return { status: 204 };
	return problem(409, "Nothing of this person is on its way.");
}
