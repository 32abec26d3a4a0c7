import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { isolated } from "#lib/text/isolated.ts";
import { siteValue } from "#lib/text/site-values.ts";

/**
 * Who helps, without any script: the page contains all parts, and the style sheet from the settings
 * (`lib/server/brand/brand-css.ts`) hides those that are not set.
 */
export async function Support() {
	const t = await getTranslations("site");
	const name = isolated(siteValue("support-name"));
	const phone = siteValue("support-phone");
	return (
		<>
			<p data-asks="agents">{t("helpAgents")}</p>
			<p data-asks="employees" className="font-semibold">
				<span data-if="support-name">{t("helpFrom", { name })}</span>
				<span data-unless="support-name">{t("help")}</span>
			</p>
			<ul data-asks="employees" className="flex flex-wrap gap-x-4">
				<li data-if="support-phone">
					<Way data-if="support-phone-uri" href={siteValue("support-phone-uri")}>
						<span className="whitespace-nowrap">{phone}</span>
					</Way>
					<bdi data-unless="support-phone-uri" dir="ltr">
						{phone}
					</bdi>
				</li>
				<li data-if="support-email">
					<Way href={`mailto:${siteValue("support-email")}`}>{siteValue("support-email")}</Way>
				</li>
				<li data-if="support-url">
					<Way href={siteValue("support-url")}>{siteValue("support-url")}</Way>
				</li>
			</ul>
			<p data-unless="support" data-asks="employees">
				{t("helpNobody")}
			</p>
		</>
	);
}

type WayProps = { href: string; "data-if"?: string; children: ReactNode };

function Way(props: WayProps) {
	return <a dir="ltr" className={`wrap-anywhere ${TEXT_LINK}`} {...props} />;
}
