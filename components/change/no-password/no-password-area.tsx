"use client";

import { type ReactNode, useContext } from "react";
import { SignedIn } from "#components/sign-in/signed-in.tsx";
import { WithPerson } from "#components/sign-in/with-person.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { useOwnWatch } from "#lib/browser/watch/use-own-watch.ts";
import { SignInContext } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { LazyNoWay, LazyOnPremisesWay, LazyScopeNotice } from "../lazy-ways.tsx";
import { NoPasswordWay } from "./no-password-way.tsx";
import { ResetPassword } from "./reset-password.tsx";

/** Replaces the page's own offer, which is hidden with the sign-in card. */
function ResetIfRefused() {
	return useContext(SignInContext)?.failure && <ResetPassword />;
}

/** A change begun on another device is followed here, too. */
function OnceOwnWatchIsRead({ children }: { children: ReactNode }) {
	const t = useTranslations("site");
	return useOwnWatch() ? children : <Loading>{t("loading")}</Loading>;
}

/** What people without a known password can do, by kind of account. */
export function NoPasswordArea() {
	const t = useTranslations("noPassword");
	return (
		<SignedIn prompt={<ResetIfRefused />}>
			<OnceOwnWatchIsRead>
				<WithPerson>
					{({ me, way, outOfScope }) => {
						if (way.way === "none") return <LazyNoWay reason={way.reason} />;
						return (
							<>
								{outOfScope && <LazyScopeNotice reason={outOfScope} />}
								{way.way === "on-premises" ? (
									<>
										<p className="mb-6">{t("onPremises")}</p>
										<LazyOnPremisesWay me={me} />
									</>
								) : (
									<NoPasswordWay me={me} />
								)}
							</>
						);
					}}
				</WithPerson>
			</OnceOwnWatchIsRead>
		</SignedIn>
	);
}
