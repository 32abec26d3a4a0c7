"use client";

import { useEffect } from "react";
import { SignInAgain } from "#components/sign-in/sign-in-again.tsx";
import { SignedIn } from "#components/sign-in/signed-in.tsx";
import { WithPerson } from "#components/sign-in/with-person.tsx";
import { AppLink } from "#components/ui/app-link.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { CardHeading } from "#components/ui/card-heading.tsx";
import { type Fact, FactList } from "#components/ui/fact-list.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Instant, useAgoFormat } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { markVisit } from "#lib/browser/link/mark-visit.ts";
import { readVisit } from "#lib/browser/link/visit.ts";
import { isUnderWay, useOwnWatch } from "#lib/browser/watch/use-own-watch.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { apiToken } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { DomainFacts } from "./domain-facts.tsx";
import { LazyNoWay, LazyScopeNotice } from "./lazy-ways.tsx";

/** What Entra and the managed domain hold for a person, and the next step. */
export function ProfileArea() {
	return (
		<SignedIn>
			<CountSignedIn />
			<OwnProfile />
		</SignedIn>
	);
}

function OwnProfile() {
	const view = useOwnWatch();
	const watch = view === "none" ? undefined : view;
	const underWay = watch && isUnderWay(watch) && <ChangeUnderWay changedAt={watch.changedAt} />;
	const open = watch?.state === "open" && watch.isUnanswered && <TryUnanswered />;
	return (
		<WithPerson meanwhile={underWay || open} signInEnded={underWay && <SignedOutByChange />}>
			{({ me, way, outOfScope }) => (
				<>
					{me.givenName && <Greeting name={me.givenName} />}
					{underWay || open}
					{way.way !== "none" && outOfScope && <LazyScopeNotice reason={outOfScope} />}
					{way.way !== "none" && <ChangeTile way={way.way} />}
					<div className="mb-4 grid gap-4 md:mb-6 md:auto-cols-fr md:grid-flow-col md:gap-6">
						<EntraFacts me={me} isPasswordHere={way.way !== "none"} />
						{way.way !== "none" && (
							<DomainFacts
								lastChangeAt={me.lastPasswordChangeAt}
								isOutOfScope={outOfScope !== undefined}
								isFollowed={view === undefined || Boolean(underWay || open)}
							/>
						)}
					</div>
					{way.way === "none" && <LazyNoWay reason={way.reason} />}
				</>
			)}
		</WithPerson>
	);
}

/** Replaces the page's heading. */
function Greeting({ name }: { name: string }) {
	const t = useTranslations("profile");
	const site = useTranslations("site");
	return (
		<div data-instead="">
			<PageHeading caption={site("step", { step: 2, of: 4 })}>
				{t("greeting", { name })}
			</PageHeading>
		</div>
	);
}

/** `isPasswordHere`: a guest's password is elsewhere, and so is the date of its last change. */
function EntraFacts({ me, isPasswordHere }: { me: Me; isPasswordHere: boolean }) {
	const t = useTranslations("profile");
	const name = <bdi className="wrap-anywhere">{me.displayName}</bdi>;
	const facts: Fact[] = [{ name: t("name"), value: name }];
	// A guest's user name here is not their sign-in name, and would look like a mistake.
	if (isPasswordHere) {
		facts.push({ name: t("userName"), value: <UserName>{me.userPrincipalName}</UserName> });
		const at = me.lastPasswordChangeAt;
		const value = at ? <Instant at={at} /> : t("lastChangeUnknown");
		facts.push({ name: t("lastChange"), value });
	}
	return (
		<section className="card">
			<CardHeading icon="cloud">{t("entraHeading")}</CardHeading>
			<FactList facts={facts} />
		</section>
	);
}

/** An address that is too long for its line breaks before its domain first, and within that after a dot. */
function UserName({ children }: { children: string }) {
	const [name = "", ...domain] = children.split("@");
	return (
		<bdi className="wrap-anywhere">
			<Breakable>{name}</Breakable>
			{domain.length > 0 && (
				<span className="inline-block max-w-full">
					@<Breakable>{domain.join("@")}</Breakable>
				</span>
			)}
		</bdi>
	);
}

const HINT = {
	portal: "tileHint",
	guided: "tileHintGuided",
	"on-premises": "tileHintOnPremises",
	"no-password": "tileHintNoPassword",
} as const;

/** Looks like, and is named like, the tile in Microsoft's Access Panel, which people may know. */
function ChangeTile({ way }: { way: keyof typeof HINT }) {
	const t = useTranslations("profile");
	return (
		<AppLink
			href="/change-password"
			className="card mb-4 flex min-h-22 border-action items-center gap-3 text-ink no-underline transition-colors hover:bg-info-tint sm:gap-4 md:mb-6"
		>
			<span className="rounded-pill bg-action p-3 text-on-action">
				<Icon name="key" className="size-6" />
			</span>
			<span className="min-w-0 flex-1">
				<span className="block text-base font-bold text-action sm:text-xl">{t("tile")}</span>
				<span className="block text-sm text-muted">{t(HINT[way])}</span>
			</span>
			<Icon name="chevron" className="size-6 text-action rtl:-scale-x-100" />
		</AppLink>
	);
}

/**
 * Says that this person's change, from any device, has not arrived yet. It may arrive while this page is open, so the words must
 * stay true.
 */
function ChangeUnderWay({ changedAt }: { changedAt: Date }) {
	const t = useTranslations("profile");
	const ago = useAgoFormat();
	return (
		<Notice>
			<p>{t("underWay", { when: ago(changedAt) })}</p>
			<AppLink href="/progress">{t("seeProgress")}</AppLink>
		</Notice>
	);
}

/** Microsoft ends every sign-in when a password changes. */
function SignedOutByChange() {
	const t = useTranslations("profile");
	return (
		<>
			<p className="mb-4">{t("signedOutByChange")}</p>
			<SignInAgain />
		</>
	);
}

/** Says that this person's attempt, from any device, was not answered and may have changed the password. */
function TryUnanswered() {
	const t = useTranslations("profile");
	return (
		<Notice look="warning">
			<p>{t("unanswered")}</p>
			<AppLink href="/progress">{t("seeProgress")}</AppLink>
		</Notice>
	);
}

/** Counts, once per page load, that a link's visitor has signed in. Renders nothing. */
function CountSignedIn() {
	const signIn = useSignIn();
	useEffect(() => {
		const visit = readVisit();
		if (!visit) return;
		void apiToken(signIn)().then((token) => {
			if (token.ok) void markVisit(visit.id, "signed-in", token.value.token);
		});
	}, [signIn]);
	return null;
}
