"use client";

import { usePathname } from "next/navigation";
import { useCallback, useEffect } from "react";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { call } from "#lib/browser/portal-api.ts";
import { chooseLanguage, hasChosenLanguage } from "#lib/browser/site/language-choice.ts";
import { useRead } from "#lib/browser/use-read.ts";
import type { LinkView } from "#lib/core/link/link.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { isLocale } from "#lib/text/locales.ts";
import { LinkMessage } from "./link-message.tsx";
import { LinkStart } from "./link-start.tsx";

/** What a link says to whoever opens it, and the way into the journey. */
export function GoArea() {
	const parts = usePathname().split("/");
	const isPreview = parts.at(1) === "preview";
	const id = parts.at(-1) ?? "";
	const read = useCallback(() => call("GET /api/go/{link}", { params: { link: id } }), [id]);
	const { result, isReading, again } = useRead(read);
	const t = useTranslations();
	const isOther = useOtherLanguage(isPreview || !result?.ok ? undefined : result.value);

	if (!result || isReading || isOther) return <Loading>{t("site.loading")}</Loading>;
	if (result.ok) {
		return (
			<>
				<LinkMessage link={result.value} />
				<LinkStart link={result.value} isPreview={isPreview} />
			</>
		);
	}
	if (result.code === "link-not-found") return <LeadsNowhere />;
	const isTooMany = result.code === "too-many-requests";
	return (
		<>
			<PageHeading>{t(isTooMany ? "go.tooManyHeading" : "load.configHeading")}</PageHeading>
			<p className="mb-6">{t(isTooMany ? "go.tooMany" : "load.config")}</p>
			<Button look="secondary" onClick={again}>
				{t("load.again")}
			</Button>
		</>
	);
}

/** Unknown, ended and expired are one and the same here. */
function LeadsNowhere() {
	const t = useTranslations("go");
	return (
		<>
			<PageHeading>{t("nowhereHeading")}</PageHeading>
			<p className="mb-4">{t("nowhere")}</p>
			<p className="mb-6">{t("nowhereNext")}</p>
			<a href="/" className={TEXT_LINK}>
				{t("toStart")}
			</a>
		</>
	);
}

/**
 * A visitor who has never chosen a language gets the link's own; the page then comes once more, in it.
 *
 * @returns whether that is about to happen
 */
function useOtherLanguage(link: LinkView | undefined): boolean {
	const locale = useLocale();
	const wanted = link && isLocale(link.language) && link.language !== locale && link.language;
	const isOther = Boolean(wanted) && !hasChosenLanguage();
	useEffect(() => {
		if (isOther && wanted) chooseLanguage(wanted);
	}, [isOther, wanted]);
	return isOther;
}
