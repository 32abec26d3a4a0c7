"use client";

import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { whenPageIsOld } from "#lib/browser/load-later.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Says that the portal was upgraded meanwhile. What the page shows stays, and so does what was typed. */
export function OldPage() {
	const t = useTranslations("site.oldPage");
	const [isOld, setIsOld] = useState(false);
	useEffect(() => whenPageIsOld(() => setIsOld(true)), []);
	if (!isOld) return null;
	return (
		<div role="alert">
			<Notice look="warning" heading={t("heading")}>
				<p className="mb-4">{t("lead")}</p>
				<Button look="secondary" onClick={() => window.location.reload()}>
					{t("reload")}
				</Button>
			</Notice>
		</div>
	);
}
