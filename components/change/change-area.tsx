"use client";

import { type ReactNode, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { SignedIn } from "#components/sign-in/signed-in.tsx";
import { WithPerson } from "#components/sign-in/with-person.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { openRecord } from "#lib/browser/change/change-record.ts";
import { useChangeConsent } from "#lib/browser/change/use-change-consent.ts";
import type { Person } from "#lib/browser/person/load-person.ts";
import { isUnderWay, useOwnWatch } from "#lib/browser/watch/use-own-watch.ts";
import type { ChangeWay } from "#lib/core/change-way.ts";
import { needsSignIn } from "#lib/core/failure.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { ChangeForm } from "./change-form.tsx";
import {
	LazyGuidedWay,
	LazyNoPasswordWay,
	LazyNoWay,
	LazyOnPremisesWay,
	LazyScopeNotice,
	LazyStillUnderWay,
	LazyTryOpen,
} from "./lazy-ways.tsx";

/** The form for people who change the password in this portal; for others their own way. */
export function ChangeArea() {
	return (
		<SignedIn>
			<UnlessUnderWay>
				<WithPerson>
					{(person) => (
						<>
							{person.outOfScope && <LazyScopeNotice reason={person.outOfScope} />}
							<OwnWay {...person} />
						</>
					)}
				</WithPerson>
			</UnlessUnderWay>
		</SignedIn>
	);
}

function OwnWay({ me, way }: Pick<Person, "me" | "way">) {
	if (way.way === "portal") return <InPortal me={me} />;
	if (way.way === "guided") return <LazyGuidedWay me={me} reason={way.reason} />;
	if (way.way === "on-premises") return <LazyOnPremisesWay me={me} />;
	if (way.way === "no-password") return <AskForPassword me={me} way={way} />;
	return <LazyNoWay reason={way.reason} />;
}

type NoPassword = Extract<ChangeWay, { way: "no-password" }>;

/** Only the person knows whether they know a password; if they do, they continue like everybody else. */
function AskForPassword({ me, way }: { me: Me; way: NoPassword }) {
	const [isKnown, setIsKnown] = useState(false);
	if (isKnown) return <OwnWay me={me} way={way.known} />;
	const question = { reason: way.reason, onKnown: () => setIsKnown(true) };
	return <LazyNoPasswordWay me={me} question={question} />;
}

function InPortal({ me }: { me: Me }) {
	const t = useTranslations("site");
	const consent = useChangeConsent();
	const [openTry] = useState(() => openRecord(me, new Date()));
	const [askedAbout, setAskedAbout] = useState<Date>();
	if (openTry?.lastTry === "not-known" && !askedAbout) {
		return <LazyTryOpen record={openTry} onAgain={() => setAskedAbout(openTry.sentAt)} />;
	}
	if (!consent) return <Loading>{t("loading")}</Loading>;
	const failure = consent.ok ? undefined : consent.failure;
	if (failure?.code === "consent-missing") {
		return <LazyGuidedWay me={me} reason="no-consent" />;
	}
	if (failure && needsSignIn(failure)) return <FailureWithNextStep failure={failure} />;
	// Any other failure may have passed by the time the form is sent.
	return <ChangeForm me={me} askedAbout={askedAbout} />;
}

/** Tells somebody who returns to the form that a change is on its way, so they need not start another. */
function UnlessUnderWay({ children }: { children: ReactNode }) {
	const t = useTranslations("site");
	const view = useOwnWatch();
	const [isAgain, setIsAgain] = useState(false);
	if (!view) return <Loading>{t("loading")}</Loading>;
	if (view === "none" || !isUnderWay(view) || isAgain) return children;
	return <LazyStillUnderWay changedAt={view.changedAt} onAgain={() => setIsAgain(true)} />;
}
