"use client";

import { useState } from "react";
import { SignInButton } from "#components/sign-in/sign-in-button.tsx";
import { SignOutButton } from "#components/sign-in/sign-out-button.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { startSignIn } from "#lib/browser/sign-in/session.ts";
import { chooseTheme, chosenTheme, THEMES } from "#lib/browser/site/theme.ts";
import { useRead } from "#lib/browser/use-read.ts";
import { ok } from "#lib/core/failure.ts";
import { signedInAccount } from "#lib/entra/sign-in/sign-in.ts";
import { SignInContext } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

/** The content of the account menu: the same on every page, even where nobody has to sign in. */
export function AccountPanel() {
	return (
		<div className="p-2">
			<Who />
			<Appearance />
		</div>
	);
}

const startedSignIn = async () => ok(await startSignIn());

function Who() {
	const t = useTranslations("site");
	const { result } = useRead(startedSignIn);
	if (!result) return <Loading>{t("loading")}</Loading>;
	if (!result.ok) return <p>{t("notKnown")}</p>;
	const signIn = result.value;
	const account = signedInAccount(signIn);
	if (!account) return <p>{t("notSignedIn")}</p>;
	return (
		<>
			<p className="font-semibold wrap-anywhere">
				<bdi>{account.name}</bdi>
			</p>
			<p className="mb-4 text-sm text-balance wrap-anywhere text-muted">
				<bdi dir="ltr">
					<Breakable>{account.userPrincipalName}</Breakable>
				</bdi>
			</p>
			<SignInContext value={signIn}>
				<div className="flex flex-wrap items-center gap-x-4 gap-y-2">
					<SignOutButton look="secondary">{t("signOut")}</SignOutButton>
					<SignInButton look="link" which="another">
						{t("another")}
					</SignInButton>
				</div>
			</SignInContext>
		</>
	);
}

function Appearance() {
	const t = useTranslations("site");
	const [chosen, setChosen] = useState(chosenTheme);
	return (
		<fieldset className="mt-4 border-t border-line pt-4">
			<legend className="float-start mb-1 w-full font-semibold">{t("appearance")}</legend>
			{THEMES.map((theme) => (
				<label key={theme} className="clear-both flex min-h-11 cursor-pointer items-center gap-3">
					<input
						type="radio"
						name="theme"
						checked={theme === chosen}
						onChange={() => {
							chooseTheme(theme);
							setChosen(theme);
						}}
						className="size-5 accent-action"
					/>
					{t(`theme.${theme}`)}
				</label>
			))}
		</fieldset>
	);
}
