"use client";

import { useTranslations } from "#lib/text/client.tsx";
import { shellWord } from "#lib/text/shell-word.ts";

type SignInNames = {
	userPrincipalName: string | undefined;
	samAccountName: string | undefined;
	domain: { name: string | undefined; netbios: string | undefined };
};

/** How to sign in on Windows and on Linux, with one's own names if they are known. */
export function SignInInstructions({ names }: { names: SignInNames }) {
	const t = useTranslations("instructions");
	const realm = names.domain.name?.toUpperCase();
	const upn = names.userPrincipalName ?? `${t("yourUserName")}@${names.domain.name ?? "…"}`;
	const user = upn.split("@")[0] ?? upn;
	const older = `${names.domain.netbios ?? "…"}\\${names.samAccountName ?? t("yourUserName")}`;
	const principal = realm ? `${names.samAccountName ?? user}@${realm}` : upn;
	const host = names.domain.name ? `${t("computer")}.${names.domain.name}` : t("computer");
	return (
		<section className="card">
			<h2 className="mb-4 text-xl font-bold">{t("heading")}</h2>
			<h3 className="mb-2 text-base font-bold">{t("windows")}</h3>
			<p>{t("windowsUpn")}</p>
			<Code>{upn}</Code>
			<p>{t("windowsSam")}</p>
			<Code>{older}</Code>
			<h3 className="mt-6 mb-2 text-base font-bold">{t("linux")}</h3>
			<p>{t("linuxSsh")}</p>
			<Code>{`ssh -l ${shellWord(principal)} ${shellWord(host)}`}</Code>
			<p>{t("linuxKinit")}</p>
			<Code>{`kinit ${shellWord(principal)}`}</Code>
		</section>
	);
}

function Code({ children }: { children: string }) {
	return (
		<p
			className="my-2 rounded-control border border-line bg-raised px-3 py-2 font-mono text-sm break-all"
			dir="ltr"
		>
			{children}
		</p>
	);
}
