"use client";

import { useEffect } from "react";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Around, Progress } from "./domain-parts.tsx";
import { Form, OnRequest } from "./form-parts.tsx";
import { Board, Person, Records } from "./helpdesk-parts.tsx";
import { Actions, Fields, Icons, Lists, Messages } from "./ui-parts.tsx";

/** Every component in every state, for developers and for screenshots. */
export function Gallery() {
	// Some components take the focus when they appear, and the browser looked for the section before it was there.
	useEffect(() => {
		if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
		const section = document.getElementById(window.location.hash.slice(1));
		if (section) section.scrollIntoView();
		else window.scrollTo(0, 0);
	}, []);
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
