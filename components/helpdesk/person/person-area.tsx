"use client";

import { useState } from "react";
import type { Member } from "#lib/core/cohort/member.ts";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { PersonSearch } from "./person-search.tsx";
import { PersonView } from "./person-view.tsx";

/** One person on the phone: who it is, where they are, what to tell them. */
export function PersonArea() {
	return (
		<AsHelpdesk>
			<Area />
		</AsHelpdesk>
	);
}

function Area() {
	const [person, setPerson] = useState<Member>();
	return (
		<>
			<PersonSearch onChosen={setPerson} onSearch={() => setPerson(undefined)} />
			{person && <PersonView key={person.id} chosen={person} />}
		</>
	);
}
