import { LazyStatus } from "#components/progress/lazy-status.tsx";
import { STATE_COLUMNS, StateCard, StateHead } from "#components/progress/state-card.tsx";
import { Support } from "#components/site/support.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";
import { siteValue } from "#lib/text/site-values.ts";

export const generateMetadata = pageTitle("progress.shareTitle");

/** One page for every `/status/<ticket>`: the ticket is read from the address and never part of the page. */
export default async function StatusPage(props: PageProps<"/[locale]/status">) {
	const t = await pageText(props, "progress");
	return (
		<div data-wide="employee" data-late className="flow-root">
			<div data-opening="" className={STATE_COLUMNS}>
				<StateCard look="muted">
					<StateHead look="muted" heading={t("shareTitle")}>
						<p>
							{t("shareLead")} {t("closeSafely")}
						</p>
					</StateHead>
				</StateCard>
			</div>
			<TextFor of={["site", "progress", "states", "tellMe", "obstacles", "instructions"]}>
				<LazyStatus
					support={<Support />}
					domain={{ name: siteValue("domain-name"), netbios: siteValue("domain-netbios") }}
				/>
			</TextFor>
		</div>
	);
}
