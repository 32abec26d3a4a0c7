"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { BdiLine } from "#components/ui/bdi-line.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { useInstantFormat } from "#components/ui/instant.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { StackedCell, StackedRow, StackedTable } from "#components/ui/stacked-table.tsx";
import { type CountedLink, readLinks } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
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

function Table({ links }: { links: CountedLink[] }) {
	const t = useTranslations("links");
	const columns = [t("title"), t("state"), ...SHOWN_STAGES.map((s) => t(`stages.${s}`)), t("made")];
	return (
		<StackedTable columns={columns}>
			{links.map((counted) => (
				<Row key={counted.link.id} {...counted} />
			))}
		</StackedTable>
	);
}

function Row({ link, counts }: CountedLink) {
	const t = useTranslations("links");
	const format = useInstantFormat();
	const head = (
		<AppLink href={`/helpdesk/links/${link.id}`}>
			<bdi className="break-words">{link.title}</bdi>
		</AppLink>
	);
	return (
		<StackedRow head={head}>
			<StackedCell>
				<LinkStateTag link={link} />
			</StackedCell>
			{SHOWN_STAGES.map((stage) => (
				<StackedCell key={stage} name={t(`stages.${stage}`)}>
					{counts[stage]}
				</StackedCell>
			))}
			<StackedCell>
				<span className="lg:whitespace-nowrap">{format(link.madeAt)}</span>{" "}
				<BdiLine className="wrap-anywhere text-muted">{link.madeBy.name}</BdiLine>
			</StackedCell>
		</StackedRow>
	);
}
