"use client";

import type { ReactNode } from "react";
import { useObstacleText } from "#components/progress/obstacle-text.tsx";
import { CardHeading } from "#components/ui/card-heading.tsx";
import { type Fact, FactList } from "#components/ui/fact-list.tsx";
import { Instant, useAgoFormat, useInstantFormat } from "#components/ui/instant.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { readAccount } from "#lib/browser/portal-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import {
	type AccountView,
	type ControllerAccount,
	isBeforeChange,
	isDomainNewer,
	mayBeOnItsWay,
} from "#lib/core/account-view.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { FollowMadeChange } from "./follow-made-change.tsx";

type Props = {
	lastChangeAt: Date | undefined;
	/** The account is not synchronised to the domain, so no promise is made about the next change. */
	isOutOfScope: boolean;
	/** A watch follows the change already, or whether one does is not known yet. */
	isFollowed: boolean;
};

/** Reserved for three facts: the tile below must not move when they load. */
const ROOM = "min-h-[24rem] sm:min-h-[17rem]";

/** What the managed domain holds for the signed-in person. */
export function DomainFacts(props: Props) {
	const t = useTranslations("profile");
	const { domain } = useSignIn().config;
	return (
		<section className={`card ${domain.isWatched ? ROOM : ""}`}>
			<CardHeading icon="laptop">{t("domainHeading")}</CardHeading>
			{domain.isWatched ? <Account {...props} /> : <p className="my-4">{t("domainNotWatched")}</p>}
		</section>
	);
}

function Account({ lastChangeAt, isOutOfScope, isFollowed }: Props) {
	const t = useTranslations("profile");
	const ago = useAgoFormat();
	const account = useAccount();
	const facts = useDomainFacts(account, lastChangeAt, isOutOfScope);
	if (account === undefined) return <Loading>{t("domainReading")}</Loading>;
	if (account === "unread" || facts === undefined)
		return <p className="my-4">{t("domainUnread")}</p>;
	const { domainMadeAt } = account;
	const isDisabled = account.controllers.some(
		(c) => c.kind === "present" && c.block?.kind === "disabled",
	);
	return (
		<>
			<FactList facts={facts} />
			{lastChangeAt &&
				!isOutOfScope &&
				!isFollowed &&
				mayBeOnItsWay(account, lastChangeAt, new Date()) && (
					<FollowMadeChange changedAt={lastChangeAt} />
				)}
			{isDisabled && (
				<Notice look="danger" heading={t("disabledHeading")}>
					{t("disabled")}
				</Notice>
			)}
			{domainMadeAt && !isOutOfScope && isDomainNewer(account, lastChangeAt) && (
				<Notice look="warning">{t("domainNewer", { at: ago(domainMadeAt) })}</Notice>
			)}
		</>
	);
}

function useAccount(): AccountView | "unread" | undefined {
	const { result } = usePortalRead(readAccount);
	return result && (result.ok ? result.value : "unread");
}

type Present = Extract<ControllerAccount, { kind: "present" }>;

/** The facts to show; `undefined` when no controller could be read. */
function useDomainFacts(
	account: AccountView | "unread" | undefined,
	lastChangeAt: Date | undefined,
	isOutOfScope: boolean,
): Fact[] | undefined {
	const t = useTranslations("profile");
	const format = useInstantFormat();
	const obstacleText = useObstacleText();
	if (!account || account === "unread") return undefined;
	const read = account.controllers.filter((c) => c.kind !== "unread");
	const present = read.filter((c): c is Present => c.kind === "present");
	if (read.length === 0) return undefined;
	const [first] = present;
	if (!first)
		return [{ name: t("account"), value: t(isOutOfScope ? "absentOutOfScope" : "absent") }];
	const facts: Fact[] = [
		{
			name: t("account"),
			value: present.length === read.length ? t("present") : t("presentPartly"),
		},
		{ name: t("password"), value: passwordText(present.find(isOlder) ?? first) },
	];
	const { passwordExpiresAt } = first;
	if (passwordExpiresAt) facts.push({ name: t("expires"), value: format(passwordExpiresAt) });
	const blocked = present.find((c) => c.block && c.block.kind !== "must-change")?.block;
	if (blocked) facts.push({ name: t("block"), value: obstacleText(blocked) });
	return facts;

	function isOlder({ passwordSetAt }: Present): boolean {
		return isBeforeChange(passwordSetAt, lastChangeAt);
	}

	function passwordText({ passwordSetAt }: Present): ReactNode {
		if (passwordSetAt === "must-change") return t("passwordMustChange");
		if (!passwordSetAt) return t("passwordNone");
		const text = isBeforeChange(passwordSetAt, lastChangeAt) ? "passwordOlder" : "passwordSet";
		return <Instant at={passwordSetAt}>{(when) => t(text, { when })}</Instant>;
	}
}
