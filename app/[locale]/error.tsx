"use client";

import { Button } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** An exception on a page: says what is known, and where to find the state of a change. */
export default function ErrorPage() {
	const t = useTranslations("site.crash");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<p className="mb-6">{t("lead")}</p>
			<div className="flex flex-wrap items-center gap-6">
				<Button onClick={() => window.location.reload()}>{t("reload")}</Button>
				<a href="/progress" className={TEXT_LINK}>
					{t("toProgress")}
				</a>
			</div>
		</>
	);
}
