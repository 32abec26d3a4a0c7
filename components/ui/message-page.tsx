"use client";

import type { ReactNode } from "react";
import { useLeadingTitle } from "#lib/browser/site/change-title.ts";
import { Icon, type IconName } from "./icon.tsx";
import { PageHeading } from "./page-heading.tsx";

type Props = {
	icon: IconName;
	isProblem?: boolean;
	heading: string;
	children: ReactNode;
	/** The ways on: buttons, or links that look like them. */
	actions: ReactNode;
};

/** In place of the page: the only thing that there is to say, and the ways on. */
export function MessagePage({ icon, isProblem, heading, children, actions }: Props) {
	useLeadingTitle(heading);
	return (
		<div data-instead="" className="card mx-auto max-w-[36rem]">
			<span
				className={`mb-4 block w-fit rounded-pill p-3 ${isProblem ? "bg-danger-tint text-danger" : "bg-info-tint text-info"}`}
			>
				<Icon name={icon} className="size-8" />
			</span>
			<PageHeading>{heading}</PageHeading>
			{children}
			<div className="mt-6 flex flex-wrap gap-4">{actions}</div>
		</div>
	);
}
