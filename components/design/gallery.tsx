"use client";

import { PageHeading } from "#components/ui/page-heading.tsx";
import { Around, Progress } from "./domain-parts.tsx";
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
			<Progress />
			<Around />
		</>
	);
}
