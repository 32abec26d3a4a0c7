"use client";

import { PageHeading } from "#components/ui/page-heading.tsx";
import { PhoneNumber } from "#components/ui/phone-number.tsx";
import { PlainParagraphs } from "#components/ui/plain-paragraphs.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { useLeadingTitle } from "#lib/browser/site/change-title.ts";
import { dayInWords } from "#lib/core/link/calendar-day.ts";
import type { LinkView } from "#lib/core/link/link.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";

/** The helpdesk's own words, the deadline, and who helps. */
export function LinkMessage({ link }: { link: LinkView }) {
	const t = useTranslations("go");
	const locale = useLocale();
	useLeadingTitle(link.title);
	return (
		<>
			<PageHeading>
				<bdi lang={link.language}>{link.title}</bdi>
			</PageHeading>
			{link.message ? (
				<PlainParagraphs text={link.message} lang={link.language} />
			) : (
				<p className="mb-4">{t("lead")}</p>
			)}
			{link.deadline && (
				<p className="mb-4 font-semibold">
					{t("deadline", { day: dayInWords(link.deadline, locale) })}
				</p>
			)}
			<Helper helper={link.helper} helperPhoneUri={link.helperPhoneUri} />
		</>
	);
}

type HelperProps = Pick<LinkView, "helper" | "helperPhoneUri">;

function Helper({ helper: { name, mail, phone }, helperPhoneUri }: HelperProps) {
	const t = useTranslations("go");
	if (!name && !mail && !phone) return null;
	return (
		<section aria-label={t("helps")} className="card mb-6">
			<h2 className="mb-2 text-xl font-bold">{t("helps")}</h2>
			<ul>
				{name && (
					<li>
						<bdi>{name}</bdi>
					</li>
				)}
				{phone && (
					<li>
						<PhoneNumber uri={helperPhoneUri}>{phone}</PhoneNumber>
					</li>
				)}
				{mail && (
					<li>
						<a className={`wrap-anywhere ${TEXT_LINK}`} href={`mailto:${encodeURIComponent(mail)}`}>
							<bdi>{mail}</bdi>
						</a>
					</li>
				)}
			</ul>
		</section>
	);
}
