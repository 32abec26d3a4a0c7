"use client";

import { Drawer } from "#components/ui/drawer.tsx";
import { later } from "#components/ui/later.tsx";
import { showInAddress, usePersonInAddress } from "#lib/browser/helpdesk/person-address.ts";
import { useTranslations } from "#lib/text/client.tsx";

const PersonView = later(() => import("../person/person-view.tsx").then((m) => m.PersonView));

/** The person in the address, beside the board. */
export function PersonDrawer() {
	const t = useTranslations("cohort");
	const id = usePersonInAddress();
	if (!id) return null;
	return (
		<Drawer
			key={id}
			text={{ label: t("drawer"), close: t("close") }}
			onClose={() => showInAddress(undefined, "instead")}
		>
			<PersonView id={id} />
		</Drawer>
	);
}
