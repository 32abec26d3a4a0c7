"use client";

import { Disclosure } from "#components/ui/disclosure.tsx";
import type { Saying } from "#lib/core/watch/saying.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { CodeList, useViewFacts } from "./code-list.tsx";
import { Timeline } from "./timeline.tsx";

type Props = { view: WatchView; saying: Saying; checkedAt: Date | undefined };

/**
 * The reference under which the portal's log knows the watch, to be read out to the helpdesk, and all the
 * evidence on request: for people in sentences, for the helpdesk in the log's own words and in UTC. No
 * name, and no address of the status.
 */
export function TechnicalDetails(props: Props) {
	const t = useTranslations("progress");
	return (
		<section className="card" aria-label={t("helpdesk.heading")}>
			<p>
				{t("helpdesk.reference")}:{" "}
				<bdi className="font-mono font-semibold whitespace-nowrap">{props.view.reference}</bdi>
			</p>
			<Disclosure summary={t("technicalDetails")}>
				<Timeline {...props} />
				<Codes {...props} />
			</Disclosure>
		</section>
	);
}

function Codes({ view, checkedAt }: Props) {
	const t = useTranslations("progress.helpdesk");
	const viewFacts = useViewFacts();
	return (
		<>
			<p className="mt-6">{t("hint")}</p>
			<CodeList facts={viewFacts(view, checkedAt)} />
		</>
	);
}
