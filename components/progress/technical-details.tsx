"use client";

import { Disclosure } from "#components/ui/disclosure.tsx";
import { later } from "#components/ui/later.tsx";
import type { StatusMessage } from "#lib/core/watch/status-message.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { CodeList, useViewFacts } from "./code-list.tsx";
import { ForecastBasis } from "./forecast-text.tsx";
import { Timeline } from "./timeline.tsx";

const Waits = later(() => import("./waits.tsx").then((m) => m.Waits));

type Props = {
	ticket: string;
	view: WatchView;
	message: StatusMessage;
	checkedAt: Date | undefined;
	/** A time is shown, so its basis can be shown, too. */
	isForecast: boolean;
};

/**
 * On request, the basis of the expected time and of the state: in sentences for people, in the log's terms and UTC for the
 * helpdesk. No name, and no address of the status.
 */
export function TechnicalDetails({ ticket, isForecast, ...shown }: Props) {
	const t = useTranslations("progress");
	const { forecast } = shown.view;
	return (
		<section className="card">
			{isForecast && (
				<Disclosure summary={t("forecastWhy")}>
					<ForecastBasis forecast={forecast} />
					{forecast.basis === "own" && <Waits ticket={ticket} />}
				</Disclosure>
			)}
			<Disclosure summary={t("technicalDetails")}>
				<Timeline {...shown} />
				<Codes {...shown} />
			</Disclosure>
		</section>
	);
}

function Codes({ view, checkedAt }: Pick<Props, "view" | "checkedAt">) {
	const t = useTranslations("progress.helpdesk");
	const viewFacts = useViewFacts();
	return (
		<>
			<p className="mt-6">{t("hint")}</p>
			<CodeList facts={viewFacts(view, checkedAt)} />
		</>
	);
}
