"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { usePersonInAddress } from "#lib/browser/helpdesk/person-address.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { PersonView } from "./person-view.tsx";

/** The person on the phone, from the address: their state, and what to tell them. */
export function PersonArea() {
	const id = usePersonInAddress();
	return (
		<AsHelpdesk isHome={id === undefined}>
			{/* Below a search for the next caller, the agent could read out what to say to the last one. */}
			<div className="in-[:has(search[data-asked])]:hidden">
				{id ? <PersonView key={id} id={id} /> : <Nobody />}
			</div>
		</AsHelpdesk>
	);
}

function Nobody() {
	const t = useTranslations("onePerson");
	return (
		<p>
			{t("nobody")} <AppLink href="/helpdesk">{t("toHome")}</AppLink>
		</p>
	);
}
