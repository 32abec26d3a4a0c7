"use client";

import { usePathname } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { useFailureText } from "#components/failure/failure-text.ts";
import { StartButton } from "#components/sign-in/start-button.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { MessagePage } from "#components/ui/message-page.tsx";
import { markVisit } from "#lib/browser/link/mark-visit.ts";
import { writeVisit } from "#lib/browser/link/visit.ts";
import { call } from "#lib/browser/portal-api.ts";
import { chooseLanguage, hasChosenLanguage } from "#lib/browser/site/language-choice.ts";
import { useRead } from "#lib/browser/use-read.ts";
import { headingOf } from "#lib/core/failure.ts";
import type { LinkView } from "#lib/core/link/link.ts";
import { signInHintsFrom } from "#lib/core/sign-in-hints.ts";
import { storeHints } from "#lib/entra/sign-in/sign-in-hints.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { isLocale } from "#lib/text/locales.ts";
import { LinkMessage } from "./link-message.tsx";

/** A link's message, and the start of the journey. */
export function GoArea() {
	const parts = usePathname().split("/");
	const isPreview = parts.at(1) === "preview";
	const id = parts.at(-1) ?? "";
	const read = useCallback(() => call("GET /api/go/{link}", { params: { link: id } }), [id]);
	const { result, again } = useRead(read);
	const t = useTranslations();
	const text = useFailureText();
	const isOther = useOtherLanguage(isPreview || !result?.ok ? undefined : result.value);

	if (!result || isOther) return <Loading>{t("site.loading")}</Loading>;
	if (result.ok) {
		return (
			<>
				<LinkMessage link={result.value} />
				<LinkStart link={result.value} isPreview={isPreview} />
			</>
		);
	}
	const { failure } = result;
	if (failure.code === "link-not-found") return <LinkNotFound />;
	return (
		<MessagePage
			icon="alert"
			isProblem
			heading={t(`failures.headings.${headingOf(failure)}`)}
			actions={<Button onClick={again}>{t("failures.again")}</Button>}
		>
			<p>{text(failure)}</p>
		</MessagePage>
	);
}

/** Unknown, ended and expired links look the same here. */
function LinkNotFound() {
	const t = useTranslations("go");
	return (
		<MessagePage
			icon="link"
			heading={t("nowhereHeading")}
			actions={
				<a href="/" className={buttonClass()}>
					{t("toStart")}
				</a>
			}
		>
			<p className="mb-4">{t("nowhere")}</p>
			<p>{t("nowhereNext")}</p>
		</MessagePage>
	);
}

/**
 * A visitor who has never chosen a language gets the link's own; the page then reloads in it.
 *
 * @returns whether that is about to happen
 */
function useOtherLanguage(link: LinkView | undefined): boolean {
	const locale = useLocale();
	const wanted = link && isLocale(link.language) && link.language !== locale && link.language;
	const [canStore, setCanStore] = useState(true);
	const isOther = Boolean(wanted) && canStore && !hasChosenLanguage();
	useEffect(() => {
		if (isOther && wanted) setCanStore(chooseLanguage(wanted));
	}, [isOther, wanted]);
	return isOther;
}

type Props = { link: LinkView; isPreview: boolean };

/** Starts the journey as the link says. In a preview nothing is counted or started. */
function LinkStart({ link, isPreview }: Props) {
	const t = useTranslations();
	useEffect(() => {
		if (!isPreview) return begin(link);
	}, [link, isPreview]);
	return (
		<>
			<p className="mb-6">{t("go.next")}</p>
			{isPreview ? <Button>{t("start.signIn")}</Button> : <StartButton />}
		</>
	);
}

/** Interactions of people, not of programs that scan addresses. */
const INTERACTIONS = ["pointerdown", "keydown", "wheel", "touchmove"] as const;

/**
 * Counts the opening at the first interaction with the visible page: mail scanners fetch addresses
 * and even run scripts.
 *
 * @returns stops listening
 */
function begin({ id, way, domainHint }: LinkView): () => void {
	writeVisit({ id, way });
	storeHints({ domainHint, loginHint: signInHintsFrom(window.location).loginHint });
	const waiting = new AbortController();
	const count = ({ isTrusted }: Event) => {
		if (!isTrusted) return;
		waiting.abort();
		void markVisit(id, "opened");
	};
	for (const deed of INTERACTIONS) {
		window.addEventListener(deed, count, { passive: true, signal: waiting.signal });
	}
	return () => waiting.abort();
}
