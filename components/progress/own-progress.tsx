"use client";

import type { ReactNode } from "react";
import { MailTo } from "#components/progress/mail-to.tsx";
import { SavedPasswords } from "#components/progress/saved-passwords.tsx";
import { SignInInstructions } from "#components/progress/sign-in-instructions.tsx";
import { SignInAgain } from "#components/sign-in/sign-in-again.tsx";
import { SignOutButton } from "#components/sign-in/sign-out-button.tsx";
import { AppLink } from "#components/ui/app-link.tsx";
import { useAgoFormat } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { type ChangeRecord, mayBeSomebodyElses } from "#lib/browser/change/change-record.ts";
import {
	type Settling as SettlingState,
	useSettledChange,
} from "#lib/browser/change/use-settled-change.ts";
import { readAccount } from "#lib/browser/portal-api.ts";
import { startSignIn } from "#lib/browser/sign-in/session.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { needsSignIn } from "#lib/core/failure.ts";
import { statusMessageOf } from "#lib/core/watch/status-message.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { type SignedInAccount, signedInAccount } from "#lib/entra/sign-in/sign-in.ts";
import { SignInProvider, useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { view: WatchView; record: ChangeRecord | undefined };

/** Below the state: the part shown only to the person who changed the password. */
export function OwnProgress(props: Props) {
	return (
		<IfSignInStarts>
			<Own {...props} />
		</IfSignInStarts>
	);
}

/** The mail's recipient, shown only to that person. */
export function OwnMailTo() {
	return (
		<IfSignInStarts>
			<MailTo />
		</IfSignInStarts>
	);
}

/** The sign-out, once there is nothing left to do. */
export function OwnSignOut() {
	const t = useTranslations("progress");
	const site = useTranslations("site");
	return (
		<IfSignInStarts>
			<section className="card print:hidden">
				<h2 className="mb-2 text-xl font-bold">{t("finishedHeading")}</h2>
				<p className="mb-4">{t("finished")}</p>
				<SignOutButton look="secondary">{site("signOut")}</SignOutButton>
			</section>
		</IfSignInStarts>
	);
}

/** The state is shown without this. */
function IfSignInStarts({ children }: { children: ReactNode }) {
	return (
		<SignInProvider start={startSignIn} loading={null} failed={() => null}>
			{children}
		</SignInProvider>
	);
}

function Own({ view, record }: Props) {
	const signIn = useSignIn();
	const account = signedInAccount(signIn);
	const settling = useSettledChange(record);
	return (
		<>
			{settling && view.state !== "usable" && (
				<Settling settling={settling} view={view} record={record} />
			)}
			{record && view.changedAt && mayBeSomebodyElses(record, view.changedAt) && (
				<SetByOthers at={view.changedAt} />
			)}
			{statusMessageOf(view).action === "sign-in" && <OwnInstructions account={account} />}
			{view.state === "usable" && <SavedPasswords />}
		</>
	);
}

/** Entra's date also moves when an administrator sets a password without telling the person. */
function SetByOthers({ at }: { at: Date }) {
	const t = useTranslations("progress");
	const ago = useAgoFormat();
	return (
		<Notice look="warning" heading={t("othersHeading")}>
			<p className="mb-4">{t("others", { when: ago(at) })}</p>
			<AppLink href="/no-password">{t("othersWayOn")}</AppLink>
		</Notice>
	);
}

function Settling({
	settling,
	view: { state, isUnanswered },
	record,
}: {
	settling: SettlingState;
	view: WatchView;
	record: ChangeRecord | undefined;
}) {
	const t = useTranslations("progress");
	const ago = useAgoFormat();
	const previous = record?.isUnread ? undefined : record?.previousChangeAt;
	if (settling === "unchanged" && state === "open" && previous) {
		return (
			<>
				<p className="my-4">{t("openEntraUnchanged", { when: ago(previous) })}</p>
				{isUnanswered && (
					<p className="my-4">
						{t("openTryLater")} <AppLink href="/change-password">{t("openToForm")}</AppLink>
					</p>
				)}
			</>
		);
	}
	if (settling === "not-reported") return <Notice look="warning">{t("reportFailed")}</Notice>;
	if (settling !== "unchanged" && needsSignIn(settling)) {
		return (
			<Notice look="warning">
				<p className="mb-4">{t(state === "open" ? "openNeedsSignIn" : "reportNeedsSignIn")}</p>
				<SignInAgain returnTo="/progress" />
			</Notice>
		);
	}
	return null;
}

/** The names come from the domain if it can be asked, else from the sign-in. */
function OwnInstructions({ account }: { account: SignedInAccount | undefined }) {
	const signIn = useSignIn();
	const { result } = usePortalRead(readAccount);
	const inDomain = result?.ok ? result.value : undefined;
	return (
		<SignInInstructions
			names={{
				userPrincipalName: inDomain?.userPrincipalName ?? account?.userPrincipalName,
				samAccountName: inDomain?.samAccountName,
				domain: signIn.config.domain,
			}}
		/>
	);
}
