"use client";

import { PageHeading } from "#components/ui/page-heading.tsx";
import { Around, Progress } from "./domain-parts.tsx";
import { Actions, Fields, Icons, Lists, Messages } from "./ui-parts.tsx";

/** Every part in every state, for those who build the portal, and the pictures of it. */
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
