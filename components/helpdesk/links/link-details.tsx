"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FactList } from "#components/ui/fact-list.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { LinkDetails } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { dayInWords } from "#lib/core/link/calendar-day.ts";
import { type Link, linkState } from "#lib/core/link/link.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { isolated } from "#lib/text/isolated.ts";
import { isLocale, LANGUAGES } from "#lib/text/locales.ts";
import { useTimes } from "../times.ts";
import { EndLink } from "./end-link.tsx";
import { LinkFunnel } from "./link-funnel.tsx";
import { LinkHandOut, LinkPreview, LinkTextsToCopy } from "./link-hand-out.tsx";
import { LinkStateTag } from "./link-state-tag.tsx";
import { WithLink } from "./with-link.tsx";

/** One link: how many people got how far, what to hand out, and its content. */
export function LinkDetailsArea() {
	return <WithLink>{(details, again) => <Details details={details} again={again} />}</WithLink>;
}

function Details({ details, again }: { details: LinkDetails; again: () => void }) {
	const { link, counts, texts } = details;
	const t = useTranslations("links");
	const isOpen = linkState(link, new Date()) === "open";
	return (
		<>
			<PageHeading
				beside={
					<>
						<LinkStateTag link={link} />
						{!link.endedAt && (
							<AppLink
								href={`/helpdesk/links/${link.id}/edit`}
								className={`${buttonClass("secondary")} ms-auto`}
							>
								{t("edit")}
							</AppLink>
						)}
					</>
				}
			>
				<bdi className="wrap-anywhere">{link.title}</bdi>
			</PageHeading>
			<div className="items-start gap-x-4 lg:grid lg:grid-cols-2 [&_.card]:mb-4">
				<div className="min-w-0">
					<section className="card">
						<h2 className="text-xl font-bold">{t("countsHeading")}</h2>
						<LinkFunnel counts={counts} />
						<p className="text-sm text-muted">{t("countsHint")}</p>
					</section>
					{isOpen && <LinkHandOut link={link} texts={texts} />}
					<Facts link={link} />
					{isOpen && <EndLink id={link.id} onEnded={again} />}
				</div>
				{isOpen && (
					<div className="min-w-0">
						<LinkTextsToCopy texts={texts} />
						<LinkPreview link={link} />
					</div>
				)}
			</div>
		</>
	);
}

function Facts({ link }: { link: Link }) {
	const t = useTranslations("links");
	const locale = useLocale();
	const { short } = useTimes();
	const { helper, language } = link;
	const helps = [helper.name, helper.phone, helper.mail].filter(Boolean).map(isolated).join(", ");
	const facts = [
		{ name: t("fields.helper"), value: <bdi>{helps || t("nobody")}</bdi> },
		{
			name: t("fields.deadline"),
			value: link.deadline ? dayInWords(link.deadline, locale) : t("noDay"),
		},
		{ name: t("fields.lastDay"), value: dayInWords(link.lastDay, locale) },
		{
			name: t("fields.language"),
			value: isLocale(language) ? LANGUAGES[language].name : language,
		},
		{ name: t("fields.way"), value: t(`fields.ways.${link.way}`) },
		{ name: t("fields.domainHint"), value: <bdi>{link.domainHint || t("noHint")}</bdi> },
		{ name: t("made"), value: short(link.madeAt) },
		{ name: t("madeBy"), value: <bdi className="wrap-anywhere">{link.madeBy.name}</bdi> },
		...(link.endedAt ? [{ name: t("endedAt"), value: short(link.endedAt) }] : []),
	];
	return (
		<section className="card">
			<h2 className="text-xl font-bold">{t("factsHeading")}</h2>
			<FactList facts={facts} />
		</section>
	);
}
