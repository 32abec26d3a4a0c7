"use client";

import { type ReactNode, useEffect } from "react";
import { AppLink } from "#components/ui/app-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { MessagePage } from "#components/ui/message-page.tsx";
import { keepLastState } from "#lib/browser/watch/last-state.ts";
import { readyForOffline } from "#lib/browser/watch/offline-page.ts";
import { useWatch } from "#lib/browser/watch/use-watch.ts";
import { statusMessageOf } from "#lib/core/watch/status-message.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { ReadinessReport } from "./readiness-report.tsx";
import { TellMe } from "./tell-me/tell-me.tsx";

/** What a page adds to the state. */
type Parts = {
	/** What to do next, below the state. */
	next?: ReactNode;
	mailTo?: ReactNode;
	otherDevice?: ReactNode;
	/** Beside the state. */
	beside?: ReactNode;
};

type Props = {
	ticket: string;
	/** Who helps. */
	support: ReactNode;
	parts: (view: WatchView) => Parts;
};

/** Follows one watch and shows it, or why it cannot be shown. */
export function WatchFollower({ ticket, support, parts }: Props) {
	const t = useTranslations("progress");
	const site = useTranslations("site");
	const followed = useWatch(ticket);
	useLastState(ticket, followed);
	switch (followed.status) {
		case "loading":
			return <Loading>{site("loading")}</Loading>;
		case "unavailable":
			return <Message heading={t("unavailableHeading")}>{t("unavailable")}</Message>;
		case "not-found":
			return <Message heading={t("notFoundHeading")}>{t("notFound")}</Message>;
		case "ended":
			return <Message heading={t("headings.ended")}>{t("leads.ended")}</Message>;
		case "following": {
			const { next, mailTo, otherDevice, beside } = parts(followed.view);
			return (
				<ReadinessReport {...followed} ticket={ticket} support={support} next={next}>
					<TellMe key={ticket} ticket={ticket} view={followed.view} mailTo={mailTo}>
						{otherDevice}
					</TellMe>
					{beside}
				</ReadinessReport>
			);
		}
	}
}

/** Stores what is shown, with the time of the last reading, for when this device is offline. */
function useLastState(ticket: string, followed: ReturnType<typeof useWatch>): void {
	const isShown = followed.status === "following" && followed.isConnected;
	const view = isShown ? followed.view : undefined;
	const at = isShown ? (followed.checkedAt ?? followed.view.sentAt) : undefined;
	useEffect(() => {
		if (view && at) keepLastState(ticket, statusMessageOf(view).word, at);
	}, [ticket, view, at]);
	useEffect(() => {
		if (isShown) readyForOffline();
	}, [isShown]);
}

/** A page with only a message, and the way back. */
export function Message({ heading, children }: { heading: string; children: string }) {
	const t = useTranslations("progress");
	return (
		<MessagePage
			icon="clock"
			heading={heading}
			actions={
				<AppLink href="/profile" className={buttonClass()}>
					{t("toProfile")}
				</AppLink>
			}
		>
			<p>{children}</p>
		</MessagePage>
	);
}
