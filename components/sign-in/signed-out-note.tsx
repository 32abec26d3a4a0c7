import { getTranslations } from "next-intl/server";
import { Icon } from "#components/ui/icon.tsx";
import { SHOW_SIGNED_OUT, SIGNED_OUT_NOTE } from "#lib/browser/sign-in/signed-out.ts";

/** Says that somebody has just signed out, and what is left to do where others use the computer too. */
export async function SignedOutNote() {
	const t = await getTranslations("start");
	return (
		<>
			{/* The script changes it before React hydrates. */}
			<p
				id={SIGNED_OUT_NOTE}
				hidden
				suppressHydrationWarning
				className="mb-6 flex gap-3 rounded-card border border-transparent bg-success-tint p-4"
			>
				<Icon name="check" className="h-lh w-6 text-success" />
				{t("signedOut")}
			</p>
			{/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own script, with its hash in the policy */}
			<script dangerouslySetInnerHTML={{ __html: SHOW_SIGNED_OUT }} />
		</>
	);
}
