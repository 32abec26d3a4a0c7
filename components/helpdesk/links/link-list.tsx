"use client";

import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { AppLink } from "#components/ui/app-link.tsx";
import { later } from "#components/ui/later.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { type CountedLink, readLinks } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { linkState } from "#lib/core/link/link.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { useTimes } from "../times.ts";
import { LinkFunnel } from "./link-funnel.tsx";
import { LinkStateTag } from "./link-state-tag.tsx";

const QrCode = later(() => import("#components/ui/qr-code.tsx").then((m) => m.QrCode));

/** All links of the helpdesk, with how many people got how far. */
export function LinkList() {
	return (
		<AsHelpdesk>
			<List />
		</AsHelpdesk>
	);
}

export function List() {
	const t = useTranslations();
	const { result, again } = usePortalRead(readLinks);
	if (!result) return <Loading>{t("site.loading")}</Loading>;
	if (!result.ok) return <FailureWithNextStep failure={result.failure} again={again} />;
	return result.value.length === 0 ? <p>{t("links.none")}</p> : <Cards links={result.value} />;
}

/** A card each, so that no title or word is broken to fit a column. */
function Cards({ links }: { links: CountedLink[] }) {
	return (
		<ul className="grid gap-4 lg:grid-cols-2">
			{links.map((counted) => (
				<Card key={counted.link.id} {...counted} />
			))}
		</ul>
	);
}

function Card({ link, counts }: CountedLink) {
	const t = useTranslations("links");
	const { short } = useTimes();
	return (
		<li className="card flex min-w-0 gap-5">
			{/* Comes late, and nothing moves for it. A phone would have nothing to scan it with. */}
			{linkState(link, new Date()) === "open" && (
				<div
					aria-hidden="true"
					className="hidden size-28 shrink-0 overflow-hidden rounded-control border border-line sm:block"
				>
					<QrCode
						label={t("qr")}
						value={new URL(`/go/${link.id}`, window.location.origin).href}
						className="size-full"
					/>
				</div>
			)}
			<div className="flex min-w-0 flex-1 flex-col">
				<div className="flex items-start justify-between gap-3">
					<AppLink
						href={`/helpdesk/links/${link.id}`}
						className={`min-w-0 font-semibold ${TEXT_LINK}`}
					>
						<bdi className="break-words">{link.title}</bdi>
					</AppLink>
					<LinkStateTag link={link} />
				</div>
				<LinkFunnel counts={counts} />
				<p className="mt-auto text-sm wrap-anywhere text-muted">
					{t("madeAt", { at: short(link.madeAt), who: link.madeBy.name })}
				</p>
			</div>
		</li>
	);
}
