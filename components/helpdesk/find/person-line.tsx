"use client";

import type { MouseEvent } from "react";
import { BdiLine } from "#components/ui/bdi-line.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { personAddress } from "#lib/browser/helpdesk/person-address.ts";
import type { RecentPerson } from "#lib/browser/helpdesk/recent.ts";
import { shownUserName } from "#lib/core/person/shown-user-name.ts";

type Props = { person: RecentPerson; onChoose: (id: string) => void };

/** A person in a list, linked to their page; with a modifier key it opens elsewhere, like any link. */
export function PersonLine({ person, onChoose }: Props) {
	const { id, displayName, userPrincipalName, reference } = person;
	function follow(event: MouseEvent) {
		const isOrdinary = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
		if (!isOrdinary || event.altKey) return;
		event.preventDefault();
		onChoose(id);
	}
	return (
		<li className="items-baseline gap-3 border-b border-line py-2.5 last:border-0 sm:in-[search]:flex sm:in-[search]:py-1.5">
			<a href={personAddress(id)} onClick={follow} className={`inline-block py-0.5 ${TEXT_LINK}`}>
				<bdi className="wrap-anywhere">{displayName}</bdi>
			</a>
			{reference && <bdi className="ms-2 font-mono text-sm text-muted">{reference}</bdi>}
			<BdiLine className="truncate text-sm text-muted">{shownUserName(userPrincipalName)}</BdiLine>
		</li>
	);
}
