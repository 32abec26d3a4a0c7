"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { useInstantFormat } from "#components/ui/instant.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { type CountedLink, readLinks } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/sign-in/use-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { HelpdeskProblem } from "../helpdesk-problem.tsx";
import { SHOWN_STAGES } from "./link-counts.tsx";
import { LinkStateTag } from "./link-state-tag.tsx";

/** Every link that the helpdesk has made, with how many came how far. */
export function LinkList() {
	return (
		<AsHelpdesk>
			<List />
		</AsHelpdesk>
	);
}

function List() {
	const t = useTranslations();
	const { result, again } = usePortalRead(readLinks);
	if (!result) return <Loading>{t("site.loading")}</Loading>;
	if (!result.ok) return <HelpdeskProblem code={result.code} again={again} />;
	return (
		<>
			<p className="mb-6">
				<AppLink href="/helpdesk/links/new" className={buttonClass()}>
					{t("links.make")}
				</AppLink>
			</p>
			{result.value.length === 0 ? <p>{t("links.none")}</p> : <Table links={result.value} />}
		</>
	);
}

/** On a narrow screen each row becomes a block, with the column's name before each value. */
function Table({ links }: { links: CountedLink[] }) {
	const t = useTranslations("links");
	const columns = [t("title"), t("state"), ...SHOWN_STAGES.map((s) => t(`stages.${s}`)), t("made")];
	return (
		<table className="block w-full text-sm sm:table">
			<thead className="sr-only sm:not-sr-only sm:table-header-group">
				<tr className="border-b-2 border-line">
					{columns.map((name) => (
						<th key={name} scope="col" className="py-2 pe-4 text-start">
							{name}
						</th>
					))}
				</tr>
			</thead>
			<tbody className="block sm:table-row-group">
				{links.map((counted) => (
					<Row key={counted.link.id} {...counted} />
				))}
			</tbody>
		</table>
	);
}

const CELL = "block py-1 pe-4 align-top sm:table-cell sm:py-2";

function Row({ link, counts }: CountedLink) {
	const t = useTranslations("links");
	const format = useInstantFormat();
	return (
		<tr className="block border-b border-line py-2 sm:table-row">
			<th scope="row" className={`${CELL} text-start`}>
				<AppLink href={`/helpdesk/links/${link.id}`}>
					<bdi className="break-words">{link.title}</bdi>
				</AppLink>
			</th>
			<td className={CELL}>
				<LinkStateTag link={link} />
			</td>
			{SHOWN_STAGES.map((stage) => (
				<td key={stage} className={CELL}>
					<span aria-hidden className="sm:hidden">
						{t(`stages.${stage}`)}:{" "}
					</span>
					{counts[stage]}
				</td>
			))}
			<td className={CELL}>
				{format(link.madeAt)}{" "}
				<bdi className="block wrap-anywhere text-muted">{link.madeBy.name}</bdi>
			</td>
		</tr>
	);
}
