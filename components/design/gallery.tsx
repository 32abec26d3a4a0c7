"use client";

import { PageHeading } from "#components/ui/page-heading.tsx";
import { Around, Progress } from "./domain-parts.tsx";
import { Form, OnRequest } from "./form-parts.tsx";
import { Board, Person, Records } from "./helpdesk-parts.tsx";
import { Actions, Fields, Icons, Lists, Messages } from "./ui-parts.tsx";

/** Every component in every state, for developers and for screenshots. */
export function Gallery() {
	return (
		<>
			<PageHeading>Design</PageHeading>
			<Icons />
			<Actions />
			<Messages />
			<Fields />
			<Lists />
			<Form />
			<OnRequest />
			<Progress />
			<Around />
			<div className="dense">
				<Board />
				<Person />
				<Records />
			</div>
		</>
	);
}
