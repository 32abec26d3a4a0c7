"use client";

import { CountSignedIn } from "#components/link/count-signed-in.tsx";
import { SignedIn } from "#components/sign-in/signed-in.tsx";
import { WithPerson } from "#components/sign-in/with-person.tsx";
import { AppLink } from "#components/ui/app-link.tsx";
import { type Fact, FactList } from "#components/ui/fact-list.tsx";
import { Instant } from "#components/ui/instant.tsx";
import type { ChangeWay } from "#lib/core/change-way.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { ChangeUnderWay } from "./change-under-way.tsx";
import { DomainFacts } from "./domain-facts.tsx";
import { LazyNoWay, LazyScopeNotice } from "./lazy-ways.tsx";

/** What Entra and the managed domain hold for a person, and the way on. */
export function ProfileArea() {
	return (
		<SignedIn>
			<CountSignedIn />
			<ChangeUnderWay />
			<WithPerson>
				{({ me, way, outOfScope }) => (
					<>
						<EntraFacts me={me} isPasswordHere={way.way !== "none"} />
						{way.way !== "none" && (
							<DomainFacts
								lastChangeAt={me.lastPasswordChangeAt}
								isOutOfScope={outOfScope !== undefined}
							/>
						)}
						{way.way !== "none" && outOfScope && <LazyScopeNotice because={outOfScope} />}
						<WayOn way={way} />
					</>
				)}
			</WithPerson>
		</SignedIn>
	);
}

/** `isPasswordHere`: a guest's password is elsewhere, and so is the day of its last change. */
function EntraFacts({ me, isPasswordHere }: { me: Me; isPasswordHere: boolean }) {
	const t = useTranslations("profile");
	const facts: Fact[] = [
		{ name: t("name"), value: me.displayName },
		{ name: t("userName"), value: <bdi className="wrap-anywhere">{me.userPrincipalName}</bdi> },
	];
	if (isPasswordHere) {
		const at = me.lastPasswordChangeAt;
		const value = at ? <Instant at={at} /> : t("lastChangeUnknown");
		facts.push({ name: t("lastChange"), value });
	}
	return (
		<section className="mb-8">
			<h2 className="text-2xl font-bold">{t("entraHeading")}</h2>
			<FactList facts={facts} />
		</section>
	);
}

function WayOn({ way }: { way: ChangeWay }) {
	const t = useTranslations("profile");
	if (way.way === "none") return <LazyNoWay because={way.because} />;
	if (way.way === "guided") return <ChangeTile hint={t("tileHintGuided")} />;
	if (way.way === "no-password") return <ChangeTile hint={t("tileHintNoPassword")} />;
	return <ChangeTile hint={t(way.way === "on-premises" ? "tileHintOnPremises" : "tileHint")} />;
}

/** Looks and is called like the tile of Microsoft's Access Panel, which people may know. */
function ChangeTile({ hint }: { hint: string }) {
	const t = useTranslations("profile");
	return (
		<AppLink
			href="/change-password"
			className="block max-w-sm rounded-sm border-2 border-action p-4 no-underline hover:bg-raised"
		>
			<span className="block text-xl font-bold text-action underline underline-offset-4">
				{t("tile")}
			</span>
			<span className="block text-muted">{hint}</span>
		</AppLink>
	);
}
