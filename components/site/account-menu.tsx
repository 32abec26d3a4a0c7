"use client";

import { Icon } from "#components/ui/icon.tsx";
import { later } from "#components/ui/later.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { useTranslations } from "#lib/text/client.tsx";

const Panel = later(() => import("./account-panel.tsx").then((m) => m.AccountPanel));

/** Who is signed in, sign-out, and the theme on this device. */
export function AccountMenu() {
	const t = useTranslations("site");
	return (
		<Menu label={t("account")} button={<Icon name="person" />}>
			<Panel />
		</Menu>
	);
}
